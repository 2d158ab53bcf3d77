// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap show: the policy in force, resolved.
 * What is attached is status.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/envelope.h"
#include "cmd.h"
#include "options.h"
#include "slot/live.h"

static int print_json(const struct live *live, const char *text)
{
	const struct lc_policy_info *info = &live->info;

	return envelope_print(
		json_pack("{s:o, s:s, s:s, s:s, s:o}", "name",
			  envelope_text(*info->name ? info->name : NULL),
			  "sha256", info->sha256, "base_sha256",
			  info->base_sha256, "vendors_sha256",
			  info->vendors_sha256, "text", envelope_text(text)));
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"Print the policy in force with its includes, as YAML that applies again.",
	.max_operands = 0,
};

int cmd_show(int argc, char **argv)
{
	const char *pin = OPTIONS_PIN_DEFAULT;
	const char *state = NULL;
	bool json = false;
	const struct option_def defs[] = {
		OPTION_JSON(&json),
		OPTION_PIN(&pin),
		OPTION_STATE(&state),
		OPTION_END,
	};
	struct fault fault = { "" };
	struct live live;
	char *text;
	int ret, err;

	err = options_parse(&usage, defs, argc, argv);
	if (err < 0)
		return options_exit(err);
	if (live_open(pin, &live, &fault))
		return cmd_fail("%s", fault.text);
	if (!live.policy) {
		live_close(&live);
		return cmd_fail(
			"no policy is in force: an apply was cut short; apply again");
	}
	err = live_text(&live, &text);
	if (err) {
		live_close(&live);
		return cmd_fail("the policy's text cannot be read: %s",
				strerror(-err));
	}
	if (json) {
		ret = print_json(&live, text);
	} else {
		fputs(text, stdout);
		ret = cmd_flush();
	}
	free(text);
	live_close(&live);
	return ret;
}
