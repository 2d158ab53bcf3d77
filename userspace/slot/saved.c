// SPDX-License-Identifier: GPL-2.0
/*
 * The saved policy, STATE/running.yaml.
 * What is in force now is live.c.
 */
#include "slot/saved.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define RUNNING "running.yaml"

static int save_fault(struct fault *fault, int err, const char *state)
{
	return fault_set(fault, err,
			 "cannot save the policy to %s/" RUNNING ": %s; %s",
			 state, strerror(-err),
			 err == -ENOSPC || err == -EDQUOT ?
				 "make room or name another --state" :
				 "name another --state");
}

int saved_stage(const char *state, const char *text, size_t len, bool *made,
		struct fault *fault)
{
	char path[PATH_MAX];
	int err = file_path(path, state, RUNNING);

	*made = false;
	if (!err)
		err = file_make_dir(state, 0755, made);
	if (!err)
		err = file_stage(path, text, len, 0600);
	if (!err)
		return 0;
	if (*made)
		rmdir(state);
	return save_fault(fault, err, state);
}

int saved_commit(const char *state, struct fault *fault)
{
	char path[PATH_MAX];
	int err = file_path(path, state, RUNNING);

	if (!err)
		err = file_commit(path);
	return err ? save_fault(fault, err, state) : 0;
}

void saved_unstage(const char *state, bool made)
{
	char path[PATH_MAX];

	if (!file_path(path, state, RUNNING))
		file_unstage(path);
	if (made)
		rmdir(state);
}

int saved_forget(const char *state, bool *was, struct fault *fault)
{
	char path[PATH_MAX];
	int err = file_path(path, state, RUNNING);

	*was = !err && !unlink(path);
	if (!err && !*was && errno != ENOENT && errno != ENOTDIR)
		err = -errno;
	if (err)
		return fault_set(fault, err, "cannot remove %s/" RUNNING ": %s",
				 state, strerror(-err));
	return 0;
}

int saved_path(const char *state, char path[PATH_MAX])
{
	int err = file_path(path, state, RUNNING);

	return !err && access(path, F_OK) ? -ENOENT : err;
}

int saved_equals(const char *state, const char *text, size_t len)
{
	char path[PATH_MAX];
	struct stat st;
	char *held;
	FILE *file;
	int equal;

	if (file_path(path, state, RUNNING))
		return -ENOENT;
	file = file_open(path);
	if (!file)
		return -ENOENT;
	if (fstat(fileno(file), &st) || !S_ISREG(st.st_mode) ||
	    (size_t)st.st_size != len) {
		fclose(file);
		return 0;
	}
	held = malloc(len + 1);
	equal = held && fread(held, 1, len, file) == len &&
		!memcmp(held, text, len);
	free(held);
	fclose(file);
	return equal;
}
