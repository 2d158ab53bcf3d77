// SPDX-License-Identifier: GPL-2.0
/*
 * Which command a word means.
 * Nothing that a command does.
 */
#include "verbs.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "cmd.h"

#define MAX_VERBS 64

/* A slip of the finger must not change what is in force. */
static bool is_never_shortened(const struct verb *verb)
{
	static const char *const names[] = { "apply", "confirm", "permit",
					     "rollback", "unload" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(names[i], verb->name))
			return true;
	return false;
}

static void say_unknown(const struct verb *verbs, size_t count,
			const char *word)
{
	const char *names[MAX_VERBS];
	const char *near;
	size_t i;

	for (i = 0; i < count && i < MAX_VERBS; i++)
		names[i] = verbs[i].name;
	near = suggest(word, names, i);
	if (near)
		cmd_misuse("there is no command \"%s\" (did you mean \"%s\"?)",
			   word, near);
	else
		cmd_misuse(
			"there is no command \"%s\"; lenscap --help lists what there is",
			word);
}

static void say_ambiguous(const struct verb *verbs, size_t count,
			  const char *word)
{
	size_t len = strlen(word), used = 0, i;
	char fits[256] = "";

	for (i = 0; i < count && used < sizeof(fits); i++)
		if (!strncmp(verbs[i].name, word, len))
			used += snprintf(fits + used, sizeof(fits) - used,
					 "%s%s", used ? ", " : "",
					 verbs[i].name);
	cmd_misuse("\"%s\" begins more than one command: %s", word, fits);
}

const struct verb *verbs_find(const struct verb *verbs, size_t count,
			      const char *word)
{
	const struct verb *fit = NULL;
	size_t len = strlen(word), fits = 0, i;

	for (i = 0; i < count; i++) {
		if (!strcmp(verbs[i].name, word))
			return &verbs[i];
		if (!len || strncmp(verbs[i].name, word, len))
			continue;
		fit = &verbs[i];
		fits++;
	}
	if (!fits) {
		say_unknown(verbs, count, word);
		return NULL;
	}
	if (fits > 1) {
		say_ambiguous(verbs, count, word);
		return NULL;
	}
	if (is_never_shortened(fit)) {
		cmd_misuse(
			"%s changes the router and is never shortened: write it out",
			fit->name);
		return NULL;
	}
	return fit;
}
