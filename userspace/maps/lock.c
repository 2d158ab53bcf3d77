// SPDX-License-Identifier: GPL-2.0
/*
 * The pin directory: there, on a BPF file system, and one writer at a time.
 * What is pinned in it is pins.c.
 */
#include "maps/lock.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#define BPFFS "/sys/fs/bpf"

/* The process that holds a flock on this inode, 0 if it cannot be told. */
static long holder_pid(const struct stat *st)
{
	FILE *file = fopen("/proc/locks", "re");
	unsigned int major_, minor_;
	unsigned long inode;
	char kind[16];
	char line[256];
	long pid, found = 0;

	if (!file)
		return 0;
	while (!found && fgets(line, sizeof(line), file)) {
		/* "1: FLOCK  ADVISORY  WRITE 812 00:1c:4711 0 EOF" */
		if (sscanf(line, "%*d: %15s %*s %*s %ld %x:%x:%lu", kind, &pid,
			   &major_, &minor_, &inode) != 5)
			continue;
		if (!strcmp(kind, "FLOCK") && inode == st->st_ino &&
		    major_ == major(st->st_dev) && minor_ == minor(st->st_dev))
			found = pid;
	}
	fclose(file);
	return found > 0 ? found : 0;
}

/* The command line of a process on one line, nothing in it unprintable. */
static void process_command(long pid, char *buf, size_t size)
{
	char path[64];
	size_t len, i;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/cmdline", pid);
	file = fopen(path, "re");
	len = file ? fread(buf, 1, size - 1, file) : 0;
	if (file)
		fclose(file);
	while (len && !buf[len - 1])
		len--;
	for (i = 0; i < len; i++)
		if (!isprint((unsigned char)buf[i]))
			buf[i] = buf[i] ? '?' : ' ';
	buf[len] = '\0';
	if (!len)
		snprintf(buf, size, "?");
}

static void process_user(long pid, char *buf, size_t size)
{
	struct passwd *pw;
	struct stat st;
	char path[64];

	snprintf(path, sizeof(path), "/proc/%ld", pid);
	if (stat(path, &st)) {
		snprintf(buf, size, "?");
		return;
	}
	pw = getpwuid(st.st_uid);
	if (pw)
		snprintf(buf, size, "%s", pw->pw_name);
	else
		snprintf(buf, size, "user %u", (unsigned int)st.st_uid);
}

static int busy_fault(const struct stat *st, struct fault *fault)
{
	char command[160];
	char user[64];
	long pid = holder_pid(st);

	if (!pid)
		return fault_set(
			fault, -EBUSY,
			"another lenscap is changing the router; try again when it is done");
	process_command(pid, command, sizeof(command));
	process_user(pid, user, sizeof(user));
	return fault_set(
		fault, -EBUSY,
		"process %ld (%s, by %s) is changing the router; try again when it is done",
		pid, command, user);
}

bool lock_held(const char *dir)
{
	struct stat st;

	return !stat(dir, &st) && holder_pid(&st);
}

bool lock_on_bpffs(const char *path)
{
	struct statfs fs;

	return !statfs(path, &fs) && (unsigned int)fs.f_type == BPF_FS_MAGIC;
}

/* Cut the last component off a path: "/a/b/" to "/a", "a" to ".". */
static void to_parent(char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	while (len && path[len - 1] != '/')
		len--;
	while (len > 1 && path[len - 1] == '/')
		len--;
	if (len)
		path[len] = '\0';
	else
		strcpy(path, ".");
}

/* The nearest ancestor of dir that exists must be on a BPF file system. */
static int need_bpffs(const char *dir, struct fault *fault)
{
	char path[PATH_MAX];
	struct statfs fs;
	struct stat st;

	if (strlen(dir) >= sizeof(path))
		return fault_set(fault, -ENAMETOOLONG,
				 "--pin: the path is too long");
	strcpy(path, dir);
	while (stat(path, &st)) {
		if (errno != ENOENT)
			return fault_set(fault, -errno, "%s: %s", path,
					 strerror(errno));
		to_parent(path);
	}
	if (!S_ISDIR(st.st_mode))
		return fault_set(fault, -ENOTDIR, "%s is not a directory",
				 path);
	/* who cannot tell must not mount: that would hide all that is pinned */
	if (statfs(path, &fs))
		return fault_set(fault, -errno, "%s: %s", path,
				 strerror(errno));
	if ((unsigned int)fs.f_type == BPF_FS_MAGIC)
		return 0;
	if (!strncmp(dir, BPFFS "/", strlen(BPFFS "/"))) {
		if (!mount("bpf", BPFFS, "bpf",
			   MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=0700"))
			return 0;
		return fault_set(
			fault, -errno,
			"no BPF file system on " BPFFS
			", and it cannot be mounted (%s); try: mount -t bpf bpf " BPFFS,
			strerror(errno));
	}
	return fault_set(
		fault, -EINVAL,
		"%s is not on a BPF file system; mount one there (mount -t bpf bpf DIR) or leave --pin out",
		dir);
}

static int make_dirs(const char *dir, struct lock *lock, struct fault *fault)
{
	char path[PATH_MAX];
	size_t i, len;

	len = strlen(dir);
	if (len >= sizeof(path))
		return fault_set(fault, -ENAMETOOLONG,
				 "--pin: the path is too long");
	for (i = 1; i <= len; i++) {
		if (dir[i] && dir[i] != '/')
			continue;
		memcpy(path, dir, i);
		path[i] = '\0';
		if (!mkdir(path, 0700))
			lock->made++;
		else if (errno != EEXIST)
			return fault_set(fault, -errno, "cannot make %s: %s%s",
					 path, strerror(errno),
					 strchr(path, '.') ?
						 " (names there hold no dot)" :
						 "");
	}
	return 0;
}

/* Those that make_dirs() made, as far as they are empty. */
static void remove_dirs(const char *dir, struct lock *lock)
{
	char path[PATH_MAX];

	if (strlen(dir) >= sizeof(path))
		return;
	strcpy(path, dir);
	for (; lock->made && !rmdir(path); lock->made--)
		to_parent(path);
}

/* One try. -EAGAIN: the directory went away in between. */
static int try_lock(const char *dir, int *dir_fd, struct fault *fault)
{
	struct stat mine, there;
	int fd, err;

	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return fault_set(
			fault, -ENOENT,
			"no policy is in force: there is no %s; lenscap apply FILE puts one in force",
			dir);
	if (fd < 0)
		return fault_set(fault, -errno, "cannot open %s: %s", dir,
				 strerror(errno));
	if (fstat(fd, &mine)) {
		err = fault_set(fault, -errno, "%s: %s", dir, strerror(errno));
		goto out_close;
	}
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		err = errno == EWOULDBLOCK ?
			      busy_fault(&mine, fault) :
			      fault_set(fault, -errno, "cannot lock %s: %s",
					dir, strerror(errno));
		goto out_close;
	}
	/* whoever held it may have removed it: then this is no lock at all */
	if (stat(dir, &there) || there.st_ino != mine.st_ino ||
	    there.st_dev != mine.st_dev) {
		err = -EAGAIN;
		goto out_close;
	}
	*dir_fd = fd;
	return 0;
out_close:
	close(fd);
	return err;
}

int lock_take(const char *dir, bool create, struct lock *lock,
	      struct fault *fault)
{
	struct lock new = LOCK_NONE;
	int tries = 10;
	int err;

	if (geteuid())
		return fault_set(
			fault, -EPERM,
			"root is needed to change the router; try sudo");
	if (!create && !access(dir, F_OK) && !lock_on_bpffs(dir))
		return fault_set(
			fault, -EINVAL,
			"%s is not on a BPF file system: nothing of lenscap can be there; give the --pin that apply was given",
			dir);
	fault_set(fault, 0, "%s keeps going away; try again", dir);
	do {
		if (create)
			err = need_bpffs(dir, fault);
		else
			err = 0;
		if (!err && create)
			err = make_dirs(dir, &new, fault);
		if (!err)
			err = try_lock(dir, &new.dir_fd, fault);
	} while (err == -EAGAIN && --tries);
	if (err) {
		remove_dirs(dir, &new);
		return err;
	}
	*lock = new;
	return 0;
}

void lock_release(const char *dir, struct lock *lock)
{
	if (lock->dir_fd < 0)
		return;
	/* still under the lock: nobody can have begun to use it */
	remove_dirs(dir, lock);
	close(lock->dir_fd);
	lock->dir_fd = -1;
}
