// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap metrics: what Prometheus wants to know (DESIGN 8).
 * What that is stands in measure.c, the text format in metrics_text.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cmd.h"
#include "metrics/measure.h"
#include "metrics/overview.h"
#include "options.h"

static int collect(const char *pin, const char *state_dir, char **text,
		   size_t *size)
{
	struct overview_past past = { 0 };
	struct overview overview;
	struct fault fault = { "" };
	FILE *out;
	int err;

	out = open_memstream(text, size);
	if (!out)
		return cmd_fail("out of memory");
	err = overview_look(pin, state_dir, &past, &overview, &fault);
	if (!err) {
		err = measure_print(out, &overview, METRICS_CLASSIC);
		overview_free(&overview);
	}
	overview_past_free(&past);
	if (fclose(out) || err)
		return cmd_fail("%s",
				*fault.text ? fault.text : "out of memory");
	return CMD_DONE;
}

static const struct options_usage usage = {
	.operands = "",
	.about = "Print counters and state for Prometheus, in its text format.",
	.max_operands = 0,
};

int cmd_metrics(int argc, char **argv)
{
	const char *pin = OPTIONS_PIN_DEFAULT;
	const char *state = OPTIONS_STATE_DEFAULT;
	const char *textfile = NULL;
	const struct option_def defs[] = {
		{ "textfile", "FILE",
		  "replace FILE whole, for node_exporter's collector", NULL,
		  &textfile },
		OPTION_PIN(&pin),
		OPTION_STATE(&state),
		OPTION_END,
	};
	char *text = NULL;
	size_t size = 0;
	struct stat st;
	int ret, err;

	err = options_parse(&usage, defs, argc, argv);
	if (err < 0)
		return options_exit(err);
	if (textfile && !lstat(textfile, &st) && !S_ISREG(st.st_mode))
		return cmd_fail(
			"%s is there and is no regular file: name one that may be replaced",
			textfile);
	ret = collect(pin, state, &text, &size);
	if (!ret && textfile) {
		err = file_replace(textfile, text, size, 0644);
		if (err)
			ret = cmd_fail("cannot write %s: %s%s", textfile,
				       strerror(-err),
				       err == -ENOENT ? "; make its directory" :
							"");
	} else if (!ret) {
		fwrite(text, 1, size, stdout);
		ret = cmd_flush();
	}
	free(text);
	return ret;
}
