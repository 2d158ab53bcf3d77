// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap ledger verify: is the history as it was written?
 * How that is found stands in ledger_verify.c.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/envelope.h"
#include "base/number.h"
#include "base/progress.h"
#include "cmd.h"
#include "ledger/ledger_verify.h"
#include "options.h"

static json_t *finding_json(const struct ledger_finding *finding)
{
	return json_pack(
		"{s:b, s:o, s:o, s:s}", "error", finding->error, "file",
		envelope_text(*finding->file ? finding->file : NULL), "line",
		finding->line ? json_integer(finding->line) : json_null(),
		"text", finding->text);
}

static int print_json(const struct ledger_verdict *verdict)
{
	char first[ENVELOPE_TIME_LEN], last[ENVELOPE_TIME_LEN];
	json_t *findings = json_array();
	size_t i;

	for (i = 0; i < verdict->count; i++)
		json_array_append_new(findings,
				      finding_json(&verdict->findings[i]));
	return envelope_print(json_pack(
		"{s:b, s:I, s:I, s:I, s:s, s:I, s:s, s:s, s:b, s:o}", "whole",
		!verdict->errors, "errors", (json_int_t)verdict->errors,
		"records", (json_int_t)verdict->records, "first_seq",
		(json_int_t)verdict->first_seq, "first_time",
		envelope_time(verdict->first_time, first), "last_seq",
		(json_int_t)verdict->head.seq, "last_time",
		envelope_time(verdict->head.time, last), "sha256",
		verdict->head.sha256, "checkpoint", verdict->checkpoint,
		"findings", findings));
}

static int print_text(const struct ledger_verdict *verdict)
{
	char first[ENVELOPE_TIME_LEN], last[ENVELOPE_TIME_LEN];
	const struct ledger_finding *finding;
	size_t i;

	for (i = 0; i < verdict->count; i++) {
		finding = &verdict->findings[i];
		if (finding->line)
			printf("%s:%u: ", finding->file, finding->line);
		printf("%s%s\n", finding->error ? "" : "note: ", finding->text);
	}
	if (verdict->errors > verdict->count)
		printf("and more: %zu in all\n", verdict->errors);
	if (!verdict->records) {
		puts("the ledger holds no record");
		return cmd_flush();
	}
	printf("%" PRIu64 " record%s, %" PRIu64 " to %" PRIu64
	       ", from %s to %s: %s\n",
	       verdict->records, verdict->records == 1 ? "" : "s",
	       verdict->first_seq, verdict->head.seq,
	       envelope_time(verdict->first_time, first),
	       envelope_time(verdict->head.time, last),
	       verdict->errors ? "the chain is broken" : "the chain is whole");
	printf("it ends with %s\n", verdict->head.sha256);
	if (!verdict->checkpoint)
		puts(LEDGER_CHECKPOINT
		     ", which knows the last record, is missing or of no use");
	puts("whether records were cut off at its end, or all of it was made anew, a chain cannot tell by itself: compare that with the journal (journalctl -t lenscap) or with what monitoring kept, or give a record of theirs to --head");
	return cmd_flush();
}

static const struct options_usage usage = {
	.operands = "verify",
	.about =
		"Read all of STATE/ledger and say whether each record is the one that was written\n"
		"there: exit 0 where the chain is whole, 1 where it is not.",
	.min_operands = 1,
	.max_operands = 1,
};

/* "12:9f86d0...": as the journal has it. */
static int parse_head(const char *text, struct ledger_head *head)
{
	const char *end;

	if (number_read(text, &end, &head->seq) || !head->seq || *end != ':' ||
	    strlen(end + 1) != 64 || strspn(end + 1, "0123456789abcdef") != 64)
		return -EINVAL;
	strcpy(head->sha256, end + 1);
	return 0;
}

int cmd_ledger(int argc, char **argv)
{
	const char *state = OPTIONS_STATE_DEFAULT, *pin = NULL, *text = NULL;
	bool json = false;
	const struct option_def defs[] = {
		{ "head", "SEQ:SHA256",
		  "a record as the journal or monitoring has it: it must be there",
		  NULL, &text },
		OPTION_JSON(&json),
		OPTION_PIN(&pin),
		OPTION_STATE(&state),
		OPTION_END,
	};
	struct ledger_verdict *verdict;
	struct ledger_head known;
	struct fault fault = { "" };
	int first = options_parse(&usage, defs, argc, argv);
	int ret;

	if (first < 0)
		return options_exit(first);
	if (strcmp(argv[first], "verify"))
		return cmd_misuse(
			"ledger: there is no \"%s\"; lenscap ledger verify is all",
			argv[first]);
	if (text && parse_head(text, &known))
		return cmd_misuse(
			"ledger: --head takes a record's number, a colon and its SHA-256");
	progress_allow(json);
	if (ledger_verify(state, text ? &known : NULL, &verdict, &fault))
		return cmd_fail("%s", fault.text);
	ret = json ? print_json(verdict) : print_text(verdict);
	if (!ret && verdict->errors)
		ret = CMD_FAILED;
	free(verdict);
	return ret;
}
