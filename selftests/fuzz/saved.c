// SPDX-License-Identifier: GPL-2.0
/*
 * What the command wrote and finds again, changed by anybody: guard.json, the
 * saved policy, permits.json, names, the identity and the text of what is in
 * force, pins, the holder of the lock. The first byte says which. Maps are of
 * this file's own.
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guard/guard_record.h"
#include "lib_fuzz.h"
#include "slot/live.h"
#include "maps/names.h"
#include "permit/permit_text.h"
#include "maps/pins.h"
#include "slot/saved.h"

/* the whole of it, because only its inside reads */
static FILE *open_lock_file(const char *path, const char *mode);
#define fopen open_lock_file
#include "../../userspace/maps/lock.c"
#undef fopen

/* ---- in the place of libbpf and libc ------------------------------------------ */

static struct fuzz_input map; /* what a map holds */
static unsigned int map_value, map_entries;

int bpf_map_lookup_batch(int fd, void *from, void *next, void *keys,
			 void *values, __u32 *count,
			 const struct bpf_map_batch_opts *opts)
{
	struct lc_name *names = values;
	unsigned int i, at, len;

	while (map.size > 4) {
		at = fuzz_take(&map, 2) % LC_NAMES_END;
		len = 1 + fuzz_take(&map, 1) % LC_NAME_LEN;
		names[at].group = fuzz_take(&map, 1) % 4;
		for (i = 0; i < len; i++)
			names[at].name[i] = fuzz_take(&map, 1);
	}
	errno = ENOENT;
	return -1;
}

int bpf_map_lookup_elem(int fd, const void *key, void *value)
{
	size_t size = sizeof(struct lc_policy_info);

	memset(value, 0x41, size);
	memcpy(value, map.data, map.size < size ? map.size : size);
	return 0;
}

int bpf_obj_get(const char *path)
{
	return fcntl(FUZZ_FILE_BASE, F_DUPFD_CLOEXEC, 0);
}

int bpf_obj_get_info_by_fd(int fd, void *info, __u32 *len)
{
	struct bpf_map_info *about = info;

	about->value_size = map_value;
	about->max_entries = map_entries;
	return 0;
}

/* A disk does not matter here, and takes long. */
int fsync(int fd)
{
	return 0;
}

static bool listing; /* readdir() gives names out of the input */

struct dirent *readdir(DIR *dir)
{
	static struct dirent *(*real)(DIR *);
	static struct dirent entry;
	char *name;

	if (!listing) {
		if (!real)
			real = (struct dirent * (*)(DIR *))
				dlsym(RTLD_NEXT, "readdir");
		return real(dir);
	}
	if (!map.size)
		return NULL;
	name = fuzz_text(&map, strcspn((const char *)map.data, "\n"));
	snprintf(entry.d_name, sizeof(entry.d_name), "%s", name);
	free(name);
	fuzz_take(&map, 1);
	return &entry;
}

/* ---- what stands in STATE --------------------------------------------------------- */

static const char *state_path(const char *name)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", fuzz_dir(), name);
	return path;
}

static void guard_record(const struct fuzz_input *in)
{
	struct guard_record record, again, before;
	struct fault fault = { "" };
	int err;

	memset(&before, 0x5a, sizeof(before));
	record = before;
	fuzz_put(state_path("guard.json"), in->data, in->size);
	err = guard_record_read(fuzz_dir(), &record, &fault);
	if (err) {
		FUZZ_MUST(!memcmp(&record, &before, sizeof(record)));
		FUZZ_MUST(*fault.text && fuzz_harmless(fault.text));
	} else {
		FUZZ_MUST(!*fault.text && *record.firmware);
		FUZZ_MUST(record.proof <= LCG_PROOF_MAX);
		FUZZ_MUST(!guard_record_write(fuzz_dir(), &record, &fault));
		FUZZ_MUST(!guard_record_read(fuzz_dir(), &again, &fault));
		FUZZ_MUST(again.proof == record.proof &&
			  !strcmp(again.firmware, record.firmware));
	}
	FUZZ_MUST(!guard_record_remove(fuzz_dir(), &fault));
	FUZZ_MUST(guard_record_read(fuzz_dir(), &again, &fault) == -ENOENT);
}

/* Half of the input stands in the file, the other half should. */
static void saved(struct fuzz_input *in)
{
	size_t held = fuzz_take(in, 2) % (in->size + 1);
	size_t len = in->size - held;
	char *text = fuzz_exact(in->data + held, len);
	struct fault fault = { "" };
	bool made, same;

	FUZZ_MUST(saved_equals(fuzz_dir(), text, len) == -ENOENT);
	fuzz_put(state_path("running.yaml"), in->data, held);
	same = held == len && !memcmp(in->data, text, len);
	FUZZ_MUST(saved_equals(fuzz_dir(), text, len) == same);
	FUZZ_MUST(!saved_stage(fuzz_dir(), text, len, &made, &fault) && !made);
	FUZZ_MUST(saved_equals(fuzz_dir(), text, len) == same);
	FUZZ_MUST(!saved_commit(fuzz_dir(), &fault));
	FUZZ_MUST(saved_equals(fuzz_dir(), text, len) == 1);
	unlink(state_path("running.yaml"));
	free(text);
}

static void check_permit(const struct permit *permit)
{
	const struct lc_permit *what = &permit->what;
	char service[PERMIT_PORTS_LEN];
	struct addr_prefix prefix;
	size_t peers = 0;

	while (permit_peer(what, peers, &prefix))
		peers++;
	FUZZ_MUST(peers <= LC_PERMIT_PEERS && what->any == !peers);
	FUZZ_MUST(what->id && what->id == permit->note.id && what->protos);
	FUZZ_MUST(permit->note.mac_count &&
		  permit->note.mac_count <= LC_PERMIT_MACS);
	FUZZ_MUST(permit->note.origin < LC_PERMIT_ORIGIN_MAX);
	FUZZ_MUST(fuzz_harmless(permit->note.peer) &&
		  fuzz_harmless(permit->note.by) &&
		  fuzz_harmless(permit->note.why));
	permit_service(permit, service);
	FUZZ_MUST(*service);
}

static void same_permits(const struct permits *a, const struct permits *b)
{
	size_t i;

	FUZZ_MUST(a->count == b->count);
	for (i = 0; i < a->count; i++) {
		check_permit(&a->items[i]);
		FUZZ_MUST(!memcmp(&a->items[i].what, &b->items[i].what,
				  sizeof(a->items[i].what)));
		FUZZ_MUST(!memcmp(&a->items[i].note, &b->items[i].note,
				  sizeof(a->items[i].note)));
	}
}

/* What is read of it is written and read again as it was. */
static void permits(const struct fuzz_input *in)
{
	struct permit_file file, again;
	struct fault fault = { "" };

	fuzz_put(state_path("permits.json"), in->data, in->size);
	if (permit_file_read(fuzz_dir(), &file, &fault)) {
		FUZZ_MUST(*fault.text && fuzz_harmless(fault.text));
	} else {
		FUZZ_MUST(!permit_file_write(fuzz_dir(), &file.now,
					     &file.before, file.written,
					     &fault));
		FUZZ_MUST(!permit_file_read(fuzz_dir(), &again, &fault));
		FUZZ_MUST(!*fault.text && again.written == file.written);
		same_permits(&file.now, &again.now);
		same_permits(&file.before, &again.before);
		permit_file_free(&again);
		permit_file_free(&file);
	}
	unlink(state_path("permits.json"));
}

/* ---- maps ------------------------------------------------------------------------ */

static const struct {
	enum lc_name_kind kind;
	unsigned int count;
} kinds[] = {
	{ LC_NAME_IFACE, LC_NAMES_ZONE - LC_NAMES_IFACE },
	{ LC_NAME_ZONE, LC_NAMES_GROUP - LC_NAMES_ZONE },
	{ LC_NAME_GROUP, LC_NAMES_VENDOR - LC_NAMES_GROUP },
	{ LC_NAME_VENDOR, LC_NAMES_RULE - LC_NAMES_VENDOR },
	{ LC_NAME_RULE, LC_NAMES_END - LC_NAMES_RULE },
};

/* A name has one id for good; all that is known has an end. */
static void check_kind(struct names *names, enum lc_name_kind kind,
		       unsigned int count)
{
	const char *text;
	unsigned int id;
	int first, again;

	for (id = 0; id < count + 2; id++) {
		text = names_text(names, kind, id);
		FUZZ_MUST(!text || (id && id < count && *text &&
				    strlen(text) < LC_NAME_LEN));
	}
	first = names_id(names, kind, 1, "new");
	FUZZ_MUST(first > 0 && first < (int)count);
	FUZZ_MUST(!strcmp(names_text(names, kind, first), "new"));
	again = names_id(names, kind, 1, "new");
	FUZZ_MUST(first == again);
	FUZZ_MUST(names_id(names, kind, 1, "other") != first);
}

static void names(const struct fuzz_input *in)
{
	struct names *names;
	size_t i;

	map = *in;
	FUZZ_MUST(!names_load(FUZZ_FILE_BASE, &names));
	for (i = 0; i < FUZZ_COUNT(kinds); i++)
		check_kind(names, kinds[i].kind, kinds[i].count);
	names_free(names);
}

static void check_string(const char *text, size_t size)
{
	FUZZ_MUST(strnlen(text, size) < size);
}

static void info(struct fuzz_input *in)
{
	struct lc_policy_info info;
	struct object obj = OBJECT_NONE;

	map = *in;
	FUZZ_MUST(!live_read_info(&obj, 0, &info));
	check_string(info.name, sizeof(info.name));
	check_string(info.revision, sizeof(info.revision));
	check_string(info.path, sizeof(info.path));
	check_string(info.applied_by, sizeof(info.applied_by));
	check_string(info.sha256, sizeof(info.sha256));
	check_string(info.base_sha256, sizeof(info.base_sha256));
	check_string(info.vendors_sha256, sizeof(info.vendors_sha256));
	check_string(info.why, sizeof(info.why));
}

/* As long as the identity says, in a map that may be of any size. */
static void text(struct fuzz_input *in)
{
	static const unsigned int values[] = { 4096, 4096, 4096, 4, 0, 65536 };
	size_t len, size;
	char *bytes, *text;
	int err;

	map_value = values[fuzz_take(in, 1) % 6];
	map_entries = fuzz_take(in, 1) % 5;
	len = fuzz_take(in, 2);
	size = (size_t)map_value * map_entries;
	bytes = calloc(1, size + 1);
	FUZZ_MUST(bytes);
	memcpy(bytes, in->data, in->size < size ? in->size : size);
	fuzz_file(0, bytes, size);
	err = pins_read_text("dir", 0, len, &text);
	if (map_value != 4096 || len > size)
		FUZZ_MUST(err == -EPROTO);
	if (!err) {
		FUZZ_MUST(!text[len] && !memcmp(text, bytes, len));
		free(text);
	}
	free(bytes);
}

static bool is_link(const char *name, unsigned int ifindex)
{
	char xdp[32], tc[32];

	snprintf(xdp, sizeof(xdp), "xdp-%u", ifindex);
	snprintf(tc, sizeof(tc), "tc-%u", ifindex);
	return !strcmp(name, xdp) || !strcmp(name, tc);
}

/* Each link is of a pin that is called so, and each once. */
static void pins(struct fuzz_input *in)
{
	/* one that ends, for strcspn() */
	char *names = strndup((const char *)in->data, in->size), *name, *rest;
	struct pins_links links;
	size_t i, j;

	FUZZ_MUST(names);
	map = (struct fuzz_input){ (uint8_t *)names, strlen(names) };
	listing = true;
	i = pins_links("/", &links);
	listing = false;
	FUZZ_MUST(!i);
	for (i = 0; i < links.count; i++) {
		FUZZ_MUST(links.ifindex[i] && links.ifindex[i] <= INT_MAX);
		for (j = 0; j < i; j++)
			FUZZ_MUST(links.ifindex[i] != links.ifindex[j]);
	}
	rest = names;
	j = 0;
	while ((name = strsep(&rest, "\n")))
		for (i = 0; i < links.count; i++)
			j += is_link(name, links.ifindex[i]);
	FUZZ_MUST(j >= links.count);
	pins_links_free(&links);
	free(names);
}

/* ---- the holder of the lock ------------------------------------------------------ */

static char *lock_files[2]; /* /proc/locks, then the command's line */
static size_t lock_sizes[2];
static unsigned int lock_opened;

static FILE *open_lock_file(const char *path, const char *mode)
{
	unsigned int n = lock_opened++;

	if (n > 1 || !lock_sizes[n])
		return NULL;
	return fmemopen(lock_files[n], lock_sizes[n], "r");
}

static void lock_holder(struct fuzz_input *in)
{
	const struct stat st = { .st_ino = 4711, .st_dev = makedev(0, 0x1c) };
	size_t first = fuzz_take(in, 2) % (in->size + 1);
	struct fault fault = { "" };

	lock_sizes[0] = first;
	lock_files[0] = fuzz_exact(in->data, first);
	lock_sizes[1] = in->size - first;
	lock_files[1] = fuzz_exact(in->data + first, in->size - first);
	lock_opened = 0;
	FUZZ_MUST(busy_fault(&st, &fault) == -EBUSY);
	FUZZ_MUST(strstr(fault.text, "is changing the router"));
	FUZZ_MUST(fuzz_harmless(fault.text));
	free(lock_files[0]);
	free(lock_files[1]);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	/* opened once, so that its number is taken */
	fuzz_file(0, "", 0);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };

	switch (fuzz_take(&in, 1) % 8) {
	case 0:
		guard_record(&in);
		break;
	case 1:
		saved(&in);
		break;
	case 2:
		names(&in);
		break;
	case 3:
		info(&in);
		break;
	case 4:
		text(&in);
		break;
	case 5:
		pins(&in);
		break;
	case 6:
		lock_holder(&in);
		break;
	default:
		permits(&in);
	}
	return 0;
}
