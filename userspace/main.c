// SPDX-License-Identifier: GPL-2.0
/*
 * The command table.
 * What a command does stands in cmd_<verb>.c.
 */
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "cmd.h"
#include "verbs.h"

static const struct verb commands[] = {
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
		fprintf(out, "  %-8s %-7s  %s\n", commands[i].name,
			commands[i].operands, commands[i].help);
	fputs("\nlenscap VERB --help tells about one of them, --version the version; lenscap(8)\n"
	      "about all. A verb may be shortened as long as only one begins so, but for apply,\n"
	      "confirm, permit, rollback and unload.\n"
	      "Exit status: 0 done, 1 failed, 2 wrong use or an invalid policy, 3 different (diff).\n",
	      out);
}

/* lenscap --json status */
static int option_first(const char *option, const char *next)
{
	if (next && verbs_named(commands, ARRAY_SIZE(commands), next))
		return cmd_misuse(
			"\"%s\" stands before the command; write: lenscap %s %s",
			option, next, option);
	return cmd_misuse(
		"\"%s\" is no command, and options stand behind one: lenscap VERB [ARGUMENT]...; lenscap --help lists what there is",
		option);
}

/* lenscap help, lenscap help apply */
static int help(const char *word)
{
	const struct verb *verb;
	char *argv[3] = { NULL };

	if (!word) {
		print_usage(stdout);
		return cmd_flush();
	}
	verb = verbs_find(commands, ARRAY_SIZE(commands), word);
	if (!verb)
		return CMD_USAGE;
	argv[0] = (char *)verb->name;
	argv[1] = (char *)"--help";
	return verb->run(2, argv);
}

int main(int argc, char **argv)
{
	const struct verb *verb;

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
	if (!strcmp(argv[1], "complete"))
		return cmd_complete(commands, ARRAY_SIZE(commands), argc - 1,
				    argv + 1);
	if (argv[1][0] == '-')
		return option_first(argv[1], argv[2]);
	verb = verbs_find(commands, ARRAY_SIZE(commands), argv[1]);
	if (!verb)
		return CMD_USAGE;
	/* by its whole name in all that it says */
	argv[1] = (char *)verb->name;
	return verb->run(argc - 1, argv + 1);
}
