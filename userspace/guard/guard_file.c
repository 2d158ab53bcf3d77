// SPDX-License-Identifier: GPL-2.0
/*
 * The boot file: the table that the guard begins with, before userspace.
 * What stands in the table is made in guard_table.c.
 */
#include "guard/guard_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"
#include "guard/guard_table.h"

int guard_file_path(const char *firmware, char path[PATH_MAX])
{
	return file_path(path, firmware, LCG_FILE);
}

int guard_file_make(const struct guard_table *table, enum lcg_proof proof,
		    void **bytes, size_t *len)
{
	const size_t sealed = offsetof(struct lcg_file, version);
	struct lcg_file *file;
	const void *attrs;
	size_t attrs_len;

	attrs = guard_table_attrs(table, &attrs_len);
	if (attrs_len > UINT32_MAX - sizeof(*file))
		return -E2BIG;
	file = malloc(sizeof(*file) + attrs_len);
	if (!file)
		return -ENOMEM;
	*file = (struct lcg_file){
		.magic = LCG_FILE_MAGIC,
		.version = LCG_FILE_VERSION,
		.proof = proof,
		.length = attrs_len,
	};
	memcpy(file + 1, attrs, attrs_len);
	file->crc32 = crc32(0, (const Bytef *)file + sealed,
			    sizeof(*file) - sealed + attrs_len);
	*bytes = file;
	*len = sizeof(*file) + attrs_len;
	return 0;
}

/* True when the file holds exactly this. */
static bool holds(const char *path, const void *bytes, size_t len)
{
	FILE *file = fopen(path, "re");
	struct stat st;
	bool equal = false;
	char *held;

	if (!file)
		return false;
	if (!fstat(fileno(file), &st) && S_ISREG(st.st_mode) &&
	    (size_t)st.st_size == len) {
		held = malloc(len);
		equal = held && fread(held, 1, len, file) == len &&
			!memcmp(held, bytes, len);
		free(held);
	}
	fclose(file);
	return equal;
}

static int make_dirs(const char *firmware, const char *path)
{
	char dir[PATH_MAX];
	int err;

	/* its own parent is there, or the path is wrong */
	err = file_make_dir(firmware, 0755, NULL);
	if (err)
		return err;
	snprintf(dir, sizeof(dir), "%s", path);
	*strrchr(dir, '/') = '\0';
	return file_make_dir(dir, 0755, NULL);
}

static int file_fault(struct fault *fault, int err, const char *doing,
		      const char *firmware)
{
	return fault_set(
		fault, err,
		"cannot %s the guard's boot file %s/" LCG_FILE
		": %s; make room, or name another directory with lenscap guard enable --firmware",
		doing, firmware, strerror(-err));
}

int guard_file_write(const char *firmware, const struct guard_table *table,
		     enum lcg_proof proof, bool *changed, struct fault *fault)
{
	char path[PATH_MAX];
	void *bytes = NULL;
	bool new = false;
	size_t len;
	int err;

	err = guard_file_path(firmware, path);
	if (!err)
		err = guard_file_make(table, proof, &bytes, &len);
	if (!err && !holds(path, bytes, len)) {
		new = true;
		err = make_dirs(firmware, path);
		if (!err)
			err = file_replace(path, bytes, len, 0644);
	}
	free(bytes);
	if (err)
		return file_fault(fault, err, "write", firmware);
	*changed = new;
	return 0;
}

int guard_file_remove(const char *firmware, struct fault *fault)
{
	char path[PATH_MAX];
	int err = guard_file_path(firmware, path);

	if (!err) {
		file_unstage(path);
		if (unlink(path) && errno != ENOENT && errno != ENOTDIR)
			err = -errno;
	}
	if (err)
		return file_fault(fault, err, "remove", firmware);
	/* ours, but somebody may have put something beside it */
	*strrchr(path, '/') = '\0';
	rmdir(path);
	return 0;
}
