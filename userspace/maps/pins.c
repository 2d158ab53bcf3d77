// SPDX-License-Identifier: GPL-2.0
/*
 * What is pinned in the pin directory: maps, programs, links, policy texts.
 * What the links do is attach.c; who may write here is lock.c.
 */
#include "maps/pins.h"

#include <bpf/bpf.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "maps/lock.h"

#define TEXT_CHUNK 4096 /* value size of a text map: a page */
#define PIN_NEW "new" /* renamed over what it takes the place of */

/* What the value of each map must be as large as, and how many there are. */
static const struct {
	size_t value;
	unsigned int entries; /* 0: any */
} shapes[OBJECT_MAP_MAX] = {
	[OBJECT_HOT] = { sizeof(struct lc_hot), 1 },
	[OBJECT_RULES] = { sizeof(struct lc_rule_slot), LC_SLOTS },
	[OBJECT_ADDR6] = { sizeof(struct lc_addr6_slot), LC_SLOTS },
	[OBJECT_COUNTERS] = { sizeof(struct lc_counter), LC_COUNTERS },
	[OBJECT_NAMES] = { sizeof(struct lc_name), LC_NAMES_END },
	[OBJECT_INFO] = { sizeof(struct lc_policy_info), LC_INFOS },
	[OBJECT_PORTS] = { sizeof(struct lc_port), 0 },
	[OBJECT_GRACE] = { sizeof(__u32), 1 },
	[OBJECT_FLOWS_PEER] = { sizeof(struct lc_flow), LC_FLOWS },
	[OBJECT_FLOWS_DEVICE] = { sizeof(struct lc_flow), LC_FLOWS },
	[OBJECT_RATES] = { sizeof(struct lc_rate), LC_RATES },
	[OBJECT_CONFIRM] = { LC_TIMER_VALUE, 1 },
	[OBJECT_PERMITS] = { sizeof(struct lc_permit), LC_PERMITS },
	[OBJECT_PERMIT_NOTES] = { sizeof(struct lc_permit_note), LC_PERMITS },
	[OBJECT_PERMIT_MACS] = { sizeof(__u64), LC_PERMIT_DEVICES },
	[OBJECT_PERMIT_TIMERS] = { LC_TIMER_VALUE, LC_PERMITS },
	[OBJECT_SHADOW_CPU] = { sizeof(struct lc_shadow_cpu),
				LC_DIRECTION_MAX },
	[OBJECT_SHADOW_ROWS] = { sizeof(struct lc_shadow_row), LC_SHADOW_ROWS },
	[OBJECT_SHADOW_IN] = { sizeof(__u32), LC_SHADOW_STEPS },
	[OBJECT_SHADOW_OUT] = { sizeof(__u32), LC_SHADOW_STEPS },
	[OBJECT_CENSUS] = { sizeof(struct lc_census), 0 },
	[OBJECT_EVENTS] = { 0, LC_EVENTS_BYTES },
	[OBJECT_ATTEMPT_NAMES] = { sizeof(struct lc_name_seen), LC_NAMES_SEEN },
};

int pins_path(char path[PATH_MAX], const char *dir, const char *name, long n)
{
	if (n < 0)
		return file_path(path, dir, name);
	if (snprintf(path, PATH_MAX, "%s/%s-%ld", dir, name, n) >= PATH_MAX)
		return -ENAMETOOLONG;
	return 0;
}

static int open_pin(const char *dir, const char *name, long n)
{
	char path[PATH_MAX];
	int fd = pins_path(path, dir, name, n);

	if (fd)
		return fd;
	fd = bpf_obj_get(path);
	return fd < 0 ? -errno : fd;
}

static int pin(const char *dir, const char *name, int fd)
{
	char path[PATH_MAX];
	int err = pins_path(path, dir, name, -1);

	if (err)
		return err;
	return bpf_obj_pin(fd, path) ? -errno : 0;
}

static int unpin(const char *dir, const char *name)
{
	char path[PATH_MAX];
	int err = pins_path(path, dir, name, -1);

	if (err)
		return err;
	return unlink(path) && errno != ENOENT ? -errno : 0;
}

static int version_fault(const char *dir, const struct lc_control *control,
			 struct fault *fault)
{
	if (control && control->magic == LC_MAGIC)
		return fault_set(
			fault, -EPROTO,
			"%s was made by %s lenscap, of ABI %u, and this one speaks %u: what is in force stays; unload with the lenscap that made it, then apply with this one",
			dir,
			control->abi > LC_ABI_VERSION ? "a newer" : "an older",
			control->abi, LC_ABI_VERSION);
	return fault_set(
		fault, -EPROTO,
		"%s holds pins that no lenscap of this version made: unload with the lenscap that made them, or choose another --pin",
		dir);
}

int pins_control(const struct object *obj, struct lc_control *control)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *mem = mmap(NULL, page, PROT_READ, MAP_SHARED,
			 obj->maps[OBJECT_HOT], 0);

	if (mem == MAP_FAILED)
		return -errno;
	memcpy(control, mem, sizeof(*control));
	munmap(mem, page);
	return 0;
}

static bool shape_fits(int fd, enum object_map map)
{
	struct bpf_map_info info = { 0 };
	__u32 len = sizeof(info);

	if (bpf_obj_get_info_by_fd(fd, &info, &len))
		return false;
	return info.value_size == shapes[map].value &&
	       (!shapes[map].entries ||
		info.max_entries == shapes[map].entries);
}

static int open_hot(const char *dir, struct object *obj, struct fault *fault)
{
	struct lc_control control;
	int fd = open_pin(dir, LC_MAP_HOT, -1);

	if (fd == -ENOENT)
		return fault_set(
			fault, fd,
			"no policy is in force: nothing is pinned in %s; lenscap apply FILE puts one in force",
			dir);
	if ((fd == -EPERM || fd == -EACCES) && !lock_on_bpffs(dir))
		return fault_set(
			fault, fd,
			"%s is not on a BPF file system: give the --pin that apply was given",
			dir);
	if (fd == -EPERM || fd == -EACCES)
		return fault_set(fault, fd, "%s cannot be read: root is needed",
				 dir);
	if (fd < 0)
		return fault_set(fault, fd, "%s/" LC_MAP_HOT ": %s", dir,
				 strerror(-fd));
	obj->maps[OBJECT_HOT] = fd;
	if (pins_control(obj, &control))
		return version_fault(dir, NULL, fault);
	if (control.magic != LC_MAGIC || control.abi != LC_ABI_VERSION ||
	    !shape_fits(fd, OBJECT_HOT))
		return version_fault(dir, &control, fault);
	return 0;
}

static int missing_pin(const char *dir, const char *name, int err,
		       struct fault *fault)
{
	if (err != -ENOENT)
		return fault_set(fault, err, "%s/%s: %s; nothing is changed",
				 dir, name, strerror(-err));
	return fault_set(
		fault, -EIO,
		"%s/%s is missing; what is attached stays in force, but cannot be changed: unload, then apply again",
		dir, name);
}

int pins_open(const char *dir, struct object *obj, struct fault *fault)
{
	struct object new = OBJECT_NONE;
	int i, err;

	object_quiet();
	err = open_hot(dir, &new, fault);
	for (i = OBJECT_HOT + 1; !err && i < OBJECT_MAP_MAX; i++) {
		const char *name = object_pin_name(i);

		if (!name)
			continue;
		new.maps[i] = open_pin(dir, name, -1);
		if (new.maps[i] < 0)
			err = missing_pin(dir, name, new.maps[i], fault);
		else if (!shape_fits(new.maps[i], i))
			err = version_fault(dir, NULL, fault);
	}
	for (i = 0; !err && i < OBJECT_PROG_MAX; i++) {
		new.progs[i] = open_pin(dir, object_prog_name(i), -1);
		if (new.progs[i] < 0)
			err = missing_pin(dir, object_prog_name(i),
					  new.progs[i], fault);
	}
	if (err) {
		object_close(&new);
		return err;
	}
	*obj = new;
	return 0;
}

void pins_open_part(const char *dir, struct object *obj)
{
	int i;

	object_quiet();
	for (i = 0; i < OBJECT_MAP_MAX; i++) {
		if (object_pin_name(i))
			obj->maps[i] = open_pin(dir, object_pin_name(i), -1);
		if (obj->maps[i] >= 0 && !shape_fits(obj->maps[i], i)) {
			close(obj->maps[i]);
			obj->maps[i] = -1;
		}
	}
}

int pins_create(const char *dir, const struct object *obj, struct fault *fault)
{
	int err = 0;
	int i;

	for (i = 0; !err && i < OBJECT_PROG_MAX; i++)
		err = pin(dir, object_prog_name(i), obj->progs[i]);
	/* downwards: OBJECT_HOT, the first, says that all is there */
	for (i = OBJECT_MAP_MAX - 1; !err && i >= 0; i--)
		if (object_pin_name(i))
			err = pin(dir, object_pin_name(i), obj->maps[i]);
	if (err) {
		pins_remove(dir, NULL);
		return fault_set(fault, err, "cannot pin into %s: %s", dir,
				 strerror(-err));
	}
	return 0;
}

/* The ifindex of a link's pin, or 0. */
static unsigned int link_ifindex(const char *name)
{
	unsigned long n;
	char *end;

	if (!strncmp(name, "xdp-", 4))
		name += 4;
	else if (!strncmp(name, "tc-", 3))
		name += 3;
	else
		return 0;
	if (*name < '1' || *name > '9')
		return 0;
	errno = 0;
	n = strtoul(name, &end, 10);
	return *end || errno || n > INT_MAX ? 0 : n;
}

int pins_links(const char *dir, struct pins_links *links)
{
	struct pins_links new = { 0 };
	const struct dirent *entry;
	unsigned int ifindex, *grown;
	DIR *stream = opendir(dir);
	size_t i;

	if (!stream)
		return -errno;
	while ((entry = readdir(stream))) {
		ifindex = link_ifindex(entry->d_name);
		for (i = 0; ifindex && i < new.count; i++)
			if (new.ifindex[i] == ifindex)
				ifindex = 0;
		if (!ifindex)
			continue;
		grown = reallocarray(new.ifindex, new.count + 1,
				     sizeof(*grown));
		if (!grown) {
			free(new.ifindex);
			closedir(stream);
			return -ENOMEM;
		}
		new.ifindex = grown;
		new.ifindex[new.count++] = ifindex;
	}
	closedir(stream);
	*links = new;
	return 0;
}

void pins_links_free(struct pins_links *links)
{
	free(links->ifindex);
	links->ifindex = NULL;
	links->count = 0;
}

static bool is_text(const char *name)
{
	return !strncmp(name, "text_", 5) && name[5] >= '0' &&
	       name[5] < '0' + LC_INFOS && !name[6];
}

/* Is name one that some function here makes? */
static bool is_ours(const char *name)
{
	int i;

	for (i = 0; i < OBJECT_MAP_MAX; i++)
		if (object_pin_name(i) && !strcmp(name, object_pin_name(i)))
			return true;
	for (i = 0; i < OBJECT_PROG_MAX; i++)
		if (!strcmp(name, object_prog_name(i)))
			return true;
	return link_ifindex(name) || is_text(name) || !strcmp(name, PIN_NEW);
}

bool pins_any(const char *dir)
{
	const struct dirent *entry;
	DIR *stream = opendir(dir);
	bool any = false;

	if (!stream)
		return false;
	while (!any && (entry = readdir(stream)))
		any = is_ours(entry->d_name);
	closedir(stream);
	return any;
}

int pins_remove(const char *dir, struct fault *fault)
{
	const struct dirent *entry;
	DIR *stream;
	int err;

	err = unpin(dir, LC_MAP_HOT);
	stream = opendir(dir);
	if (!stream)
		return errno == ENOENT ? 0 :
					 fault_set(fault, -errno, "%s: %s", dir,
						   strerror(errno));
	while (!err && (entry = readdir(stream)))
		if (is_ours(entry->d_name))
			err = unpin(dir, entry->d_name);
	closedir(stream);
	if (err)
		return fault_set(fault, err, "cannot remove the pins in %s: %s",
				 dir, strerror(-err));
	return 0;
}

time_t pins_since(const char *dir)
{
	char path[PATH_MAX];
	struct stat st;

	if (pins_path(path, dir, LC_MAP_COUNTERS, -1) || stat(path, &st))
		return 0;
	return st.st_mtime;
}

static int text_map(const char *text, size_t len)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_MMAPABLE);
	size_t chunks = len / TEXT_CHUNK + 1;
	void *mem;
	int fd;

	if (chunks > UINT_MAX / TEXT_CHUNK)
		return -EFBIG;
	fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "lenscap_text", sizeof(__u32),
			    TEXT_CHUNK, chunks, &opts);
	if (fd < 0)
		return -errno;
	mem = mmap(NULL, chunks * TEXT_CHUNK, PROT_READ | PROT_WRITE,
		   MAP_SHARED, fd, 0);
	if (mem == MAP_FAILED) {
		int err = -errno;

		close(fd);
		return err;
	}
	memcpy(mem, text, len);
	munmap(mem, chunks * TEXT_CHUNK);
	return fd;
}

static void text_name(unsigned int n, char name[16])
{
	snprintf(name, 16, "text_%u", n);
}

/* Pin it in the place of what has that name, if anything has. */
static int pin_over(const char *dir, const char *name, int fd)
{
	char from[PATH_MAX], to[PATH_MAX];
	int err;

	err = pins_path(from, dir, PIN_NEW, -1);
	if (err)
		return err;
	err = pins_path(to, dir, name, -1);
	if (err)
		return err;
	err = unpin(dir, PIN_NEW);
	if (!err)
		err = pin(dir, PIN_NEW, fd);
	if (err)
		return err;
	if (rename(from, to)) {
		err = -errno;
		unlink(from);
	}
	return err;
}

int pins_write_text(const char *dir, unsigned int n, const char *text,
		    size_t len, struct fault *fault)
{
	int fd = text_map(text, len);
	int err = fd < 0 ? fd : 0;
	char name[16];

	text_name(n, name);
	if (!err) {
		err = pin_over(dir, name, fd);
		close(fd);
	}
	if (err)
		fault_set(fault, err, "cannot pin the policy's text in %s: %s",
			  dir, strerror(-err));
	return err;
}

int pins_copy_text(const char *dir, unsigned int from, unsigned int to)
{
	char name[16];
	int fd, err;

	text_name(from, name);
	fd = open_pin(dir, name, -1);
	if (fd < 0)
		return fd;
	text_name(to, name);
	err = pin_over(dir, name, fd);
	close(fd);
	return err;
}

int pins_replace_programs(const char *dir, const struct object *obj)
{
	int i, err = 0;

	for (i = 0; !err && i < OBJECT_PROG_MAX; i++)
		err = pin_over(dir, object_prog_name(i), obj->progs[i]);
	return err;
}

int pins_read_text(const char *dir, unsigned int n, size_t len, char **text)
{
	struct bpf_map_info info = { 0 };
	__u32 info_len = sizeof(info);
	size_t size;
	char name[16];
	char *copy;
	void *mem;
	int fd, err;

	text_name(n, name);
	fd = open_pin(dir, name, -1);
	if (fd < 0)
		return fd;
	err = bpf_obj_get_info_by_fd(fd, &info, &info_len) ? -errno : 0;
	size = (size_t)info.value_size * info.max_entries;
	if (!err && (info.value_size != TEXT_CHUNK || len > size))
		err = -EPROTO;
	if (err)
		goto out_close;
	copy = malloc(len + 1);
	if (!copy) {
		err = -ENOMEM;
		goto out_close;
	}
	mem = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	if (mem == MAP_FAILED) {
		err = -errno;
		free(copy);
		goto out_close;
	}
	memcpy(copy, mem, len);
	copy[len] = '\0';
	munmap(mem, size);
	*text = copy;
out_close:
	close(fd);
	return err;
}
