// SPDX-License-Identifier: GPL-2.0
/*
 * Which command a word means.
 * Nothing that a command does.
 */
#include "verbs.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/suggest.h"
#include "cmd.h"

#define MAX_VERBS 64

/* A slip of the finger must not change what is in force. */
static bool is_never_shortened(const struct verb *verb)
{
	static const char *const names[] = { "apply", "confirm", "permit",
					     "rollback", "unload" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(names[i], verb->name))
			return true;
	return false;
}

/*
 * What other tools call it. By its letters alone, "reload" would be near to
 * "unload", and "stop" to "top".
 */
static const char *other_word(const char *word)
{
	static const struct {
		const char *verb;
		const char *words;
	} others[] = {
		{ "apply", " start load reload restart enable activate set " },
		{ "unload", " stop remove disable off detach flush delete " },
		{ "check", " validate test verify lint " },
		{ "devices", " list ls cameras census " },
		{ "attempts", " connections peers calls " },
		{ "counters", " stats statistics " },
		{ "confirm", " commit keep accept " },
		{ "rollback", " revert undo back " },
		{ "show", " config policy running dump " },
	};
	char padded[40];
	size_t i;

	if (snprintf(padded, sizeof(padded), " %s ", word) >=
	    (int)sizeof(padded))
		return NULL;
	for (i = 0; i < ARRAY_SIZE(others); i++)
		if (strstr(others[i].words, padded))
			return others[i].verb;
	return NULL;
}

static void say_unknown(const struct verb *verbs, size_t count,
			const char *word)
{
	const char *names[MAX_VERBS];
	const char *near = other_word(word);
	size_t i;

	for (i = 0; i < count && i < MAX_VERBS; i++)
		names[i] = verbs[i].name;
	if (!near)
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

const struct verb *verbs_named(const struct verb *verbs, size_t count,
			       const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!strcmp(verbs[i].name, name))
			return &verbs[i];
	return NULL;
}

const struct verb *verbs_find(const struct verb *verbs, size_t count,
			      const char *word)
{
	const struct verb *fit = verbs_named(verbs, count, word);
	size_t len = strlen(word), fits = 0, i;

	if (fit)
		return fit;
	for (i = 0; len && i < count; i++) {
		if (strncmp(verbs[i].name, word, len))
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
			"there is no command \"%s\" (did you mean \"%s\"?): what changes the router is never shortened, write it out",
			word, fit->name);
		return NULL;
	}
	return fit;
}
