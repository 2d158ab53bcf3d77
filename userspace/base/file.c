// SPDX-License-Identifier: GPL-2.0
/*
 * A file that is replaced whole or not at all.
 * Nothing about what stands in it.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A pipe that somebody put there would be waited for. */
int file_path(char path[PATH_MAX], const char *dir, const char *name)
{
	return snprintf(path, PATH_MAX, "%s/%s", dir, name) < PATH_MAX ?
		       0 :
		       -ENAMETOOLONG;
}

FILE *file_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");

	if (fd >= 0 && !file)
		close(fd);
	return file;
}

static int write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text += n;
		len -= (size_t)n;
	}
	return 0;
}

/* So that the rename itself is on the disk. */
static int sync_dir(const char *path)
{
	char dir[PATH_MAX];
	const char *slash = strrchr(path, '/');
	size_t len = slash ? (size_t)(slash - path) : 0;
	int fd, err = 0;

	if (!slash)
		strcpy(dir, ".");
	else
		snprintf(dir, sizeof(dir), "%.*s", len ? (int)len : 1, path);
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (fsync(fd) && errno != EINVAL)
		err = -errno;
	close(fd);
	return err;
}

/* One name, so that a run cut short leaves no heap of them. */
static int temp_name(const char *path, char temp[PATH_MAX])
{
	if (snprintf(temp, PATH_MAX, "%s.new", path) >= PATH_MAX)
		return -ENAMETOOLONG;
	return 0;
}

int file_stage(const char *path, const char *text, size_t len, mode_t mode)
{
	char temp[PATH_MAX];
	int fd, err;

	err = temp_name(path, temp);
	if (err)
		return err;
	if (unlink(temp) && errno != ENOENT)
		return -errno;
	fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		  mode);
	if (fd < 0)
		return -errno;
	err = fchmod(fd, mode) ? -errno : write_all(fd, text, len);
	if (!err && fsync(fd))
		err = -errno;
	if (close(fd) && !err)
		err = -errno;
	if (err)
		unlink(temp);
	return err;
}

int file_commit(const char *path)
{
	char temp[PATH_MAX];
	int err = temp_name(path, temp);

	if (!err && rename(temp, path))
		err = -errno;
	return err ? err : sync_dir(path);
}

void file_unstage(const char *path)
{
	char temp[PATH_MAX];

	if (!temp_name(path, temp))
		unlink(temp);
}

int file_replace(const char *path, const char *text, size_t len, mode_t mode)
{
	int err = file_stage(path, text, len, mode);

	if (err)
		return err;
	err = file_commit(path);
	if (err)
		file_unstage(path);
	return err;
}

int file_make_dir(const char *path, mode_t mode, bool *made)
{
	bool fresh = !mkdir(path, mode);
	int err = fresh || errno == EEXIST ? 0 : -errno;

	if (fresh)
		err = sync_dir(path);
	if (fresh && err)
		rmdir(path);
	if (made)
		*made = fresh && !err;
	return err;
}
