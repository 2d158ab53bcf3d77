// SPDX-License-Identifier: GPL-2.0
/*
 * STATE/fallback.nft: what boot loads before it applies the saved policy.
 * Its text stands in fallback_text.c, the tables it makes in fallback_table.c.
 */
#include "guard/fallback.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "guard/fallback_parts.h"
#include "port/netdev.h"

#define FILE_NAME "fallback.nft"

static void fallback_free(struct fallback *f)
{
	free(f->past);
	free(f->spots);
	free(f->macs.items);
	free(f->prefixes.items);
	free(f->classes);
	free(f->places);
}

static bool drops(const struct fallback *f)
{
	size_t i;

	for (i = 0; i < f->class_count; i++)
		if (f->classes[i].worst == GUARD_EFFECT_LISTED)
			return true;
	return false;
}

static int print(const struct fallback *f, char **text, size_t *len)
{
	char *made = NULL;
	size_t size = 0;
	FILE *out;

	out = open_memstream(&made, &size);
	if (!out)
		return -ENOMEM;
	fallback_print(out, f);
	if (ferror(out) | fclose(out)) {
		free(made);
		return -ENOMEM;
	}
	*text = made;
	*len = size;
	return 0;
}

int fallback_text(const struct fallback_input *in, char **text, size_t *len)
{
	struct fallback f = { .in = in };
	int err;

	err = guard_places_make(in->site, NULL, &f.places);
	if (!err)
		err = fallback_classify(&f);
	if (!err && (in->policy->boot_pass || !drops(&f))) {
		*text = NULL;
		*len = 0;
		goto out;
	}
	if (!err)
		err = fallback_find_spots(&f);
	if (!err)
		err = print(&f, text, len);
out:
	fallback_free(&f);
	return err;
}

/* Does the file hold this and, unless at_start, no more? */
static bool holds(const char *path, const char *text, size_t len, bool at_start)
{
	FILE *file = file_open(path);
	char *held = malloc(len + 1);
	size_t read;
	bool same;

	read = file && held ? fread(held, 1, len + 1, file) : 0;
	same = (at_start ? read >= len : read == len) && held &&
	       !memcmp(held, text, len);
	if (file)
		fclose(file);
	free(held);
	return same;
}

/* It was written for this policy when more of its devices were here. */
static bool knows_more(const char *path, const struct fallback_input *in)
{
	char line[128];
	int len = snprintf(line, sizeof(line), FALLBACK_FIRST_LINE,
			   in->policy->sha256);

	return !site_whole(in->policy, in->site) &&
	       holds(path, line, len, true);
}

int fallback_save(const char *state, const struct fallback_input *in,
		  struct fault *fault)
{
	struct fallback_input input = *in;
	struct netdevs *devs = NULL;
	char path[PATH_MAX], *text;
	size_t len;
	int err;

	err = file_path(path, state, FILE_NAME);
	if (!err)
		err = netdevs_load(&devs);
	if (err)
		goto out;
	input.devs = devs;
	err = fallback_text(&input, &text, &len);
	netdevs_free(devs);
	if (err)
		goto out;
	if (!text && !knows_more(path, in))
		return fallback_remove(state, fault);
	if (text && !knows_more(path, in) && !holds(path, text, len, false))
		err = file_replace(path, text, len, 0600);
	free(text);
out:
	if (err)
		fault_set(
			fault, err,
			"cannot write %s/" FILE_NAME
			", which closes the next boot until the policy stands: %s; make room, then apply again",
			state, strerror(-err));
	return err;
}

int fallback_remove(const char *state, struct fault *fault)
{
	char path[PATH_MAX];
	int err = file_path(path, state, FILE_NAME);

	if (!err && unlink(path) && errno != ENOENT && errno != ENOTDIR)
		err = -errno;
	if (err)
		return fault_set(fault, err,
				 "cannot remove %s/" FILE_NAME ": %s", state,
				 strerror(-err));
	return 0;
}
