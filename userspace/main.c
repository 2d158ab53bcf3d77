// SPDX-License-Identifier: GPL-2.0
/*
 * The command table.
 * What a command does stands in cmd_<verb>.c.
 */
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "cmd.h"
#include "base/suggest.h"

static const struct command {
	const char *verb;
	int (*run)(int argc, char **argv);
	const char *operands;
	const char *help;
} commands[] = {
	{ "check", cmd_check, "FILE", "validate a policy" },
	{ "apply", cmd_apply, "FILE", "put a policy in force" },
	{ "confirm", cmd_confirm, "ID",
	  "keep what apply --confirm put in force" },
	{ "rollback", cmd_rollback, "", "back to the policy before" },
	{ "permit", cmd_permit, "MAC...",
	  "let devices open to a peer for a time" },
	{ "shadow", cmd_shadow, "[stop]",
	  "what a candidate would decide otherwise" },
	{ "diff", cmd_diff, "FILE", "what applying a policy would change" },
	{ "unload", cmd_unload, "", "take everything off the router" },
	{ "status", cmd_status, "",
	  "what is attached where, and what is wrong" },
	{ "guard", cmd_guard, "VERB",
	  "the kernel module: enable, disable, status" },
	{ "show", cmd_show, "", "the policy in force, resolved" },
	{ "devices", cmd_devices, "", "who was seen, since when, and where" },
	{ "attempts", cmd_attempts, "", "whom the devices attempted to reach" },
	{ "top", cmd_top, "", "a live screen of all that is counted" },
	{ "counters", cmd_counters, "",
	  "what was passed and dropped, and why" },
	{ "metrics", cmd_metrics, "", "the same for Prometheus" },
	{ "report", cmd_report, "[FILE]",
	  "the census and the evidence, as a page" },
	{ "serve", cmd_serve, "", "attach what appears later, and tell of it" },
	{ "record", cmd_record, "", "put what is known now into the ledger" },
	{ "ledger", cmd_ledger, "verify", "is the history as it was written?" },
	{ "forget", cmd_forget, "MAC", "a device out of tables and history" },
	{ "explain", cmd_explain, "FRAME",
	  "what becomes of one frame, and why" },
	{ "replay", cmd_replay, "PCAP", "judge a capture, offline" },
	{ "init", cmd_init, "IFACE", "print a policy to start from" },
	{ "vendors", cmd_vendors, "[SLUG]", "the makers and their prefixes" },
	{ "lookup", cmd_lookup, "MAC...", "who made a device" },
};

static void print_usage(FILE *out)
{
	size_t i;

	fputs("usage: lenscap VERB [ARGUMENT]...\n\n", out);
	for (i = 0; i < ARRAY_SIZE(commands); i++)
		fprintf(out, "  %-8s %-7s  %s\n", commands[i].verb,
			commands[i].operands, commands[i].help);
	fputs("\nlenscap VERB --help tells about one of them, --version the version.\n"
	      "Exit status: 0 done, 1 failed, 2 wrong use or an invalid policy, 3 different (diff).\n",
	      out);
}

static const struct command *find(const char *verb)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(verb, commands[i].verb))
			return &commands[i];
	return NULL;
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

/* The one verb that begins so, or NULL. */
static const char *longer_word(const char *word)
{
	const char *found = NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		if (strncmp(commands[i].verb, word, strlen(word)))
			continue;
		if (found)
			return NULL;
		found = commands[i].verb;
	}
	return found;
}

static int unknown_verb(const char *verb)
{
	const char *verbs[ARRAY_SIZE(commands)];
	const char *near = other_word(verb);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		verbs[i] = commands[i].verb;
	if (!near)
		near = longer_word(verb);
	if (!near)
		near = suggest(verb, verbs, ARRAY_SIZE(verbs));
	if (near)
		return cmd_misuse(
			"there is no command \"%s\" (did you mean \"%s\"?)",
			verb, near);
	return cmd_misuse(
		"there is no command \"%s\"; lenscap --help lists what there is",
		verb);
}

/* lenscap --json status */
static int option_first(const char *option, const char *next)
{
	if (next && find(next))
		return cmd_misuse(
			"\"%s\" stands before the command; write: lenscap %s %s",
			option, next, option);
	return cmd_misuse(
		"\"%s\" is no command, and options stand behind one: lenscap VERB [ARGUMENT]...; lenscap --help lists what there is",
		option);
}

/* lenscap help, lenscap help apply */
static int help(char *verb)
{
	const struct command *command = verb ? find(verb) : NULL;
	char *argv[] = { verb, (char *)"--help", NULL };

	if (command)
		return command->run(2, argv);
	if (verb)
		return unknown_verb(verb);
	print_usage(stdout);
	return cmd_flush();
}

int main(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_usage(stderr);
		return CMD_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") ||
	    !strcmp(argv[1], "help"))
		return help(argv[2]);
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V") ||
	    !strcmp(argv[1], "version")) {
		puts("lenscap " LENSCAP_VERSION);
		return cmd_flush();
	}
	command = find(argv[1]);
	if (command)
		return command->run(argc - 1, argv + 1);
	if (argv[1][0] == '-')
		return option_first(argv[1], argv[2]);
	return unknown_verb(argv[1]);
}
