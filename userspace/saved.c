// SPDX-License-Identifier: GPL-2.0
/*
 * The saved policy, STATE/running.yaml.
 * What is in force now is live.c.
 */
#include "saved.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "file.h"

#define RUNNING "running.yaml"

int saved_write(const char *state, const char *text, size_t len,
		struct fault *fault)
{
	char path[PATH_MAX];
	int err;

	if (snprintf(path, sizeof(path), "%s/" RUNNING, state) >=
	    (int)sizeof(path))
		return fault_set(fault, -ENAMETOOLONG,
				 "--state: the path is too long");
	if (mkdir(state, 0755) && errno != EEXIST)
		return fault_set(fault, -errno, "cannot make %s: %s", state,
				 strerror(errno));
	err = file_replace(path, text, len, 0600);
	if (err)
		fault_set(fault, err, "cannot save the policy to %s: %s", path,
			  strerror(-err));
	return err;
}

int saved_equals(const char *state, const char *text, size_t len)
{
	char path[PATH_MAX];
	struct stat st;
	char *held;
	FILE *file;
	int equal;

	if (snprintf(path, sizeof(path), "%s/" RUNNING, state) >=
	    (int)sizeof(path))
		return -ENOENT;
	file = fopen(path, "re");
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
