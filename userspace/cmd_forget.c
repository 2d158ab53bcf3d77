// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap forget: a device out of the tables, and out of what is known of it.
 * What it leaves is census.c's and ledger_record.c's.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/envelope.h"
#include "base/mac.h"
#include "cmd.h"
#include "options.h"
#include "record/ledger_record.h"
#include "slot/info.h"

static const struct options_usage usage = {
	.operands = "MAC",
	.about =
		"Take one device out of the kernel's tables and of what the ledger knows: no list\n"
		"and no report has it any more. Records that were written stay as they are until\n"
		"they are removed for their age. A device that still sends is new with its next frame.",
	.min_operands = 1,
	.max_operands = 1,
};

static int print(const struct ledger_done *done, const char *mac, bool json)
{
	if (*done->told.text)
		cmd_warn("%s", done->told.text);
	if (json)
		return envelope_print(
			json_pack("{s:b, s:s, s:I, s:I}", "changed", 1, "mac",
				  mac, "rows", (json_int_t)done->forgotten,
				  "seq", (json_int_t)done->head.seq));
	printf("%s is forgotten; records that name it stay until they are removed for their age\n",
	       mac);
	return cmd_flush();
}

int cmd_forget(int argc, char **argv)
{
	struct ledger_note note = {
		.pin = OPTIONS_PIN_DEFAULT,
		.state = OPTIONS_STATE_DEFAULT,
		.kind = "forget",
		.forget = true,
	};
	struct ledger_done done = { 0 };
	struct fault fault = { "" };
	char mac[MAC_TEXT_LEN];
	bool json = false;
	const struct option_def defs[] = {
		{ "why", "TEXT", "what it is for; the ledger has it", NULL,
		  &note.why },
		OPTION_JSON(&json),
		OPTION_PIN(&note.pin),
		OPTION_STATE(&note.state),
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);

	if (first < 0)
		return options_exit(first);
	if (mac_parse(argv[first], &note.mac))
		return cmd_misuse(
			"forget: \"%s\" is no MAC address, as in 44:19:b6:00:00:01; one device is forgotten, never a prefix",
			argv[first]);
	if (note.why && !info_why_fits(note.why))
		return cmd_misuse(
			"forget: --why takes one line of text, at most %zu bytes of UTF-8",
			INFO_WHY_MAX);
	if (geteuid())
		return cmd_fail(
			"root is needed to change the router; try sudo");
	if (ledger_record(&note, &done, &fault))
		return cmd_fail("%s", fault.text);
	mac_format(note.mac, mac);
	return print(&done, mac, json);
}
