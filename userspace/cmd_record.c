// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap record: what the router knows now, put into the ledger.
 * What is recorded, and how, stands in ledger_record.c.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/envelope.h"
#include "base/number.h"
#include "cmd.h"
#include "options.h"
#include "record/ledger_record.h"
#include "slot/info.h"

#define DAYS_MAX 36500

static const struct options_usage usage = {
	.operands = "",
	.about =
		"Put what the router knows now at the end of the ledger, STATE/ledger: what was\n"
		"counted and who was seen since the record before, and what is in force. A timer\n"
		"does it each hour; apply, confirm, rollback and unload do it by themselves.",
	.max_operands = 0,
};

/* By what the record is found later: words of lower case, nothing to quote. */
static bool kind_fits(const char *kind)
{
	size_t len = strlen(kind);

	return len && len <= 32 &&
	       strspn(kind, "abcdefghijklmnopqrstuvwxyz-") == len;
}

static int check(const char *keep, struct ledger_note *note)
{
	const char *end;
	uint64_t days;

	if (!kind_fits(note->kind))
		return cmd_misuse(
			"record: --kind takes a word of lower case letters, at most 32");
	if (note->by && !info_why_fits(note->by))
		return cmd_misuse(
			"record: --by takes one line of text, at most %zu bytes of UTF-8",
			INFO_WHY_MAX);
	if (note->why && !info_why_fits(note->why))
		return cmd_misuse(
			"record: --why takes one line of text, at most %zu bytes of UTF-8",
			INFO_WHY_MAX);
	/* one by hand does not know for how long the timer's keeps them */
	if (!keep)
		return CMD_DONE;
	if (number_read(keep, &end, &days) || *end || !days || days > DAYS_MAX)
		return cmd_misuse("record: --keep takes days, from 1 to %d",
				  DAYS_MAX);
	note->keep_days = (int64_t)days;
	return CMD_DONE;
}

static int print(const struct ledger_done *done, bool json)
{
	if (*done->told.text)
		cmd_warn("%s", done->told.text);
	if (done->damaged)
		cmd_warn(
			"what stands in the ledger is not whole; lenscap ledger verify tells where");
	if (json)
		return envelope_print(json_pack(
			"{s:I, s:s, s:I}", "seq", (json_int_t)done->head.seq,
			"sha256", done->head.sha256, "removed",
			(json_int_t)done->removed));
	printf("record %" PRIu64 " %s\n", done->head.seq, done->head.sha256);
	if (done->removed)
		printf("%zu month%s removed: older than they are kept\n",
		       done->removed, done->removed == 1 ? "" : "s");
	return cmd_flush();
}

int cmd_record(int argc, char **argv)
{
	struct ledger_note note = {
		.pin = OPTIONS_PIN_DEFAULT,
		.state = OPTIONS_STATE_DEFAULT,
		.kind = "manual",
	};
	struct ledger_done done = { 0 };
	struct fault fault = { "" };
	const char *keep = NULL;
	bool json = false;
	const struct option_def defs[] = {
		{ "by", "WHO", "who makes it (the caller)", NULL, &note.by },
		{ "why", "TEXT", "what it is for", NULL, &note.why },
		{ "kind", "KIND",
		  "hourly, shutdown and so on: what makes it (manual)", NULL,
		  &note.kind },
		{ "keep", "DAYS",
		  "remove months that ended before; else none is", NULL,
		  &keep },
		OPTION_JSON(&json),
		OPTION_PIN(&note.pin),
		OPTION_STATE(&note.state),
		OPTION_END,
	};
	int ret = options_parse(&usage, defs, argc, argv);

	if (ret < 0)
		return options_exit(ret);
	ret = check(keep, &note);
	if (ret)
		return ret;
	if (geteuid())
		return cmd_fail("root is needed to read the maps; try sudo");
	if (ledger_record(&note, &done, &fault))
		return cmd_fail("%s", fault.text);
	return print(&done, json);
}
