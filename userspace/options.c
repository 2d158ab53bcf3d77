// SPDX-License-Identifier: GPL-2.0
/*
 * The options of one command, and its --help.
 * Nothing about what an option means.
 */
#include "options.h"

#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "cmd.h"

#define MAX_DEFS 32

static options_teller teller;

void options_tell(options_teller tell)
{
	teller = tell;
}

static void print_help(const struct options_usage *usage,
		       const struct option_def *defs, const char *verb)
{
	const struct option_def *def;
	const char *const *form;
	char left[64];

	printf("usage: lenscap %s%s%s [OPTION]...\n", verb,
	       *usage->operands ? " " : "", usage->operands);
	for (form = usage->forms; form && *form; form++)
		printf("       lenscap %s %s [OPTION]...\n", verb, *form);
	printf("\n%s\n\n", usage->about);
	for (def = defs; def->name; def++) {
		if (!def->help)
			continue;
		snprintf(left, sizeof(left), "--%s%s%s", def->name,
			 def->arg ? " " : "", def->arg ? def->arg : "");
		printf("  %-18s %s\n", left, def->help);
	}
	printf("  %-18s %s\n", "--help", "print this and do nothing");
}

static int unknown_option(const struct option_def *defs, const char *verb,
			  const char *name, int len)
{
	const char *names[MAX_DEFS];
	const char *near = NULL;
	char word[64];
	size_t n = 0;

	for (; defs->name && n < MAX_DEFS; defs++)
		if (defs->help)
			names[n++] = defs->name;
	if (len < (int)sizeof(word)) {
		snprintf(word, sizeof(word), "%.*s", len, name);
		near = suggest(word, names, n);
	}
	if (near)
		cmd_misuse("%s: unknown option --%.*s (did you mean --%s?)",
			   verb, len, name, near);
	else
		cmd_misuse(
			"%s: unknown option --%.*s; lenscap %s --help lists what there is",
			verb, len, name, verb);
	return OPTIONS_BAD;
}

/* One option, without its dashes. How many more arguments it took, or BAD. */
static int take_option(const struct option_def *defs, const char *verb,
		       const char *text, const char *next)
{
	const char *equals = strchr(text, '=');
	int len = equals ? (int)(equals - text) : (int)strlen(text);
	const struct option_def *def;

	for (def = defs; def->name; def++)
		if (!strncmp(def->name, text, len) && !def->name[len])
			break;
	if (!def->name)
		return unknown_option(defs, verb, text, len);
	if (def->flag) {
		if (equals) {
			cmd_misuse("%s: --%s takes no value", verb, def->name);
			return OPTIONS_BAD;
		}
		*def->flag = true;
		return 0;
	}
	if (equals && equals[1]) {
		*def->value = equals + 1;
		return 0;
	}
	/* "--confirm --json": a value that begins so is written behind "=" */
	if (equals || !next || !*next || !strncmp(next, "--", 2)) {
		cmd_misuse("%s: --%s needs a value: --%s %s", verb, def->name,
			   def->name, def->arg);
		return OPTIONS_BAD;
	}
	*def->value = next;
	return 1;
}

static int check_operands(const struct options_usage *usage, const char *verb,
			  int count, char **operands)
{
	if (count < usage->min_operands) {
		cmd_misuse("%s: something is missing: lenscap %s %s", verb,
			   verb, usage->operands);
		return OPTIONS_BAD;
	}
	if (usage->max_operands >= 0 && count > usage->max_operands) {
		cmd_misuse(
			"%s: \"%s\" is one argument too many: lenscap %s%s%s",
			verb, operands[usage->max_operands], verb,
			*usage->operands ? " " : "", usage->operands);
		return OPTIONS_BAD;
	}
	return 0;
}

/* Move argv[from] to just before argv[to], what stands between one down. */
static void move_back(char **argv, int from, int to)
{
	char *arg = argv[from];

	memmove(argv + from, argv + from + 1, (to - from - 1) * sizeof(*argv));
	argv[to - 1] = arg;
}

int options_parse(const struct options_usage *usage,
		  const struct option_def *defs, int argc, char **argv)
{
	int end = argc; /* operands found so far stand from here on */
	int i = 1;
	int took;

	if (teller) {
		teller(usage, defs, argc, argv);
		return OPTIONS_HELP;
	}
	while (i < end) {
		if (!strcmp(argv[i], "--")) {
			int rest = end - i - 1;

			/* what follows are operands, after those found before */
			for (; rest; rest--)
				move_back(argv, i + 1, argc);
			/* [0, i] options, then found ones, then the rest */
			end = i + 1;
			break;
		}
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
			print_help(usage, defs, argv[0]);
			return cmd_flush() == CMD_DONE ? OPTIONS_HELP :
							 OPTIONS_BAD;
		}
		if (argv[i][0] != '-' || !argv[i][1]) {
			move_back(argv, i, argc);
			end--;
			continue;
		}
		if (argv[i][1] != '-') {
			cmd_misuse(
				"%s: unknown option %s; lenscap %s --help lists what there is",
				argv[0], argv[i], argv[0]);
			return OPTIONS_BAD;
		}
		took = take_option(defs, argv[0], argv[i] + 2,
				   i + 1 < end ? argv[i + 1] : NULL);
		if (took < 0)
			return took;
		i += 1 + took;
	}
	if (check_operands(usage, argv[0], argc - end, argv + end))
		return OPTIONS_BAD;
	return end;
}

int options_exit(int result)
{
	return result == OPTIONS_HELP ? CMD_DONE : CMD_USAGE;
}
