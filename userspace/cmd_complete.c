// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap complete -- WORD...: what the last word of a line may become, for the
 * shells (completion/). Which words there are is candidates.c; verbs, options
 * and operands are those of the commands themselves.
 *
 * A line for each: the word, and what it means behind a tab. ":file" and ":dir"
 * ask the shell for the names of files. Whatever goes wrong, nothing is said.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "candidates.h"
#include "cmd.h"
#include "options.h"
#include "verbs.h"

/* Longer than this nobody waits for a suggestion. */
#define SECONDS 2

#define MAX_WORDS 256

/* The line before its last word. */
struct line {
	const struct option_def *value_of; /* the last word is its value */
	bool options_end; /* "--" was there */
	const char *operand[MAX_WORDS];
	size_t operands;
	const char *pin;
};

static const struct option_def *find(const struct option_def *defs,
				     const char *name, size_t len)
{
	for (; defs->name; defs++)
		if (!strncmp(defs->name, name, len) && !defs->name[len])
			return defs;
	return NULL;
}

static void read_line(struct line *line, const struct option_def *defs,
		      int argc, char **argv)
{
	const struct option_def *def;
	const char *equals;
	int i;

	*line = (struct line){ .pin = OPTIONS_PIN_DEFAULT };
	for (i = 1; i < argc - 1; i++) {
		if (line->options_end || argv[i][0] != '-' || !argv[i][1]) {
			if (line->operands < MAX_WORDS)
				line->operand[line->operands++] = argv[i];
			continue;
		}
		if (!strcmp(argv[i], "--")) {
			line->options_end = true;
			continue;
		}
		if (argv[i][1] != '-')
			continue;
		equals = strchr(argv[i], '=');
		def = find(defs, argv[i] + 2,
			   equals ? (size_t)(equals - argv[i] - 2) :
				    strlen(argv[i] + 2));
		if (!def || !def->arg)
			continue;
		if (!equals && i + 1 == argc - 1)
			line->value_of = def;
		if (!strcmp(def->name, "pin") && (equals || i + 2 < argc))
			line->pin = equals ? equals + 1 : argv[i + 1];
		i += !equals;
	}
}

static void print_options(const struct candidates *c,
			  const struct option_def *defs)
{
	char word[64];

	for (; defs->name; defs++) {
		snprintf(word, sizeof(word), "--%s", defs->name);
		if (defs->help)
			candidates_offer(c, word, defs->help);
	}
	candidates_offer(c, "--help", NULL);
}

/* One part of what operands are: "FILE", "[SLUG]", "MAC...", "to", "a|b". */
struct part {
	const char *text;
	size_t len;
	bool repeated;
	bool optional;
	bool literal;
};

/* False past the last; *at is moved on. */
static bool next_part(const char **at, struct part *part)
{
	const char *end;

	*at += strspn(*at, " ");
	end = *at + strcspn(*at, " ");
	if (end == *at)
		return false;
	*part = (struct part){ .text = *at, .len = end - *at };
	*at = end;
	if (*part->text == '[') {
		part->optional = true;
		part->text++;
		part->len -= 2;
	}
	if (part->len > 3 && !strncmp(end - 3 - part->optional, "...", 3)) {
		part->repeated = true;
		part->len -= 3;
	}
	part->literal = islower((unsigned char)*part->text);
	return true;
}

static bool is_among(const struct part *part, const char *word)
{
	const char *at = part->text, *end = part->text + part->len;
	size_t len = strlen(word);

	for (; len && at < end; at += strcspn(at, "|") + 1)
		if (len == strcspn(at, "| ]") && !strncmp(at, word, len))
			return true;
	return false;
}

/* A MAC address has a colon; nothing else is known by how it looks. */
static bool fits(const struct part *part, const char *word)
{
	if (part->literal)
		return is_among(part, word);
	return part->len != 3 || strncmp(part->text, "MAC", 3) ||
	       strchr(word, ':');
}

/* What comes after the operands that are there, if they are of this form. */
static void print_form(const struct candidates *c, const char *form,
		       const struct line *line)
{
	struct part part, next;
	const char *at = form, *ahead;
	bool more = next_part(&at, &part);
	size_t i;

	for (i = 0; i < line->operands; i++) {
		while (more && (part.repeated || part.optional)) {
			ahead = at;
			if (!next_part(&ahead, &next) || !next.literal ||
			    !is_among(&next, line->operand[i]))
				break;
			part = next;
			at = ahead;
		}
		if (!more || !fits(&part, line->operand[i]))
			return;
		if (!part.repeated)
			more = next_part(&at, &part);
	}
	while (more) {
		candidates_print(c, part.text, part.len, NULL);
		if (!part.optional && !(part.repeated && line->operands))
			return;
		more = next_part(&at, &part);
	}
}

static void print_operands(const struct candidates *c,
			   const struct options_usage *usage,
			   const struct line *line)
{
	const char *const *form;

	print_form(c, usage->operands, line);
	for (form = usage->forms; form && *form; form++)
		print_form(c, *form, line);
}

static void tell(const struct options_usage *usage,
		 const struct option_def *defs, int argc, char **argv)
{
	const char *word = argv[argc - 1], *equals = strchr(word, '=');
	struct candidates c = { .begin = word, .before = "" };
	const struct option_def *def;
	struct line line;
	char before[64];

	read_line(&line, defs, argc, argv);
	c.pin = line.pin;
	if (line.value_of) {
		candidates_print(&c, line.value_of->arg,
				 strlen(line.value_of->arg),
				 line.value_of->help);
	} else if (line.options_end || *word != '-') {
		print_operands(&c, usage, &line);
	} else if (!equals || word[1] != '-') {
		print_options(&c, defs);
	} else {
		def = find(defs, word + 2, equals - word - 2);
		snprintf(before, sizeof(before), "%.*s",
			 (int)(equals - word + 1), word);
		c.begin = equals + 1;
		c.before = before;
		if (def && def->arg)
			candidates_print(&c, def->arg, strlen(def->arg),
					 def->help);
	}
}

int cmd_complete(const struct verb *verbs, size_t count, int argc, char **argv)
{
	struct candidates c = { .before = "" };
	const struct verb *verb;
	size_t i;

	if (!freopen("/dev/null", "w", stderr))
		return CMD_DONE;
	alarm(SECONDS);
	argv++;
	argc--;
	if (argc && !strcmp(*argv, "--")) {
		argv++;
		argc--;
	}
	/* lenscap help VERB */
	if (argc == 2 && !strcmp(*argv, "help")) {
		argv++;
		argc--;
	}
	if (argc <= 1) {
		c.begin = argc ? *argv : "";
		for (i = 0; i < count; i++)
			candidates_offer(&c, verbs[i].name, verbs[i].help);
		if (*c.begin) {
			candidates_offer(&c, "--help", NULL);
			candidates_offer(&c, "--version", NULL);
		}
	} else {
		verb = verbs_find(verbs, count, *argv);
		options_tell(tell);
		if (verb)
			verb->run(argc, argv);
	}
	fflush(stdout);
	return CMD_DONE;
}
