// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap report: the census and the evidence, for those who must answer for
 * them. What is in it stands in report.h; its forms each in a file of their own.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/progress.h"
#include "cmd.h"
#include "options.h"
#include "record/ledger_span.h"
#include "report/report_csv.h"
#include "report/report_gather.h"
#include "report/report_html.h"
#include "report/report_json.h"
#include "report/report_text.h"

struct report_options {
	struct report_wish wish;
	const char *html;
	const char *csv;
	const char *from;
	const char *to;
	const char *lang;
	bool json;
	bool merge;
	const struct report_language *language;
};

static const struct options_usage usage = {
	.operands = "[FILE...]",
	.about =
		"Report the cameras that were counted, whom they attempted to reach, and whether\n"
		"it was stopped: as text, as one HTML page that needs nothing else, as JSON, as CSV.\n"
		"--merge FILE... makes one report of many sites from what --json wrote there.\n"
		"--from and --to take what the ledger has of a time: 2026-08-01 or RFC 3339.",
	.max_operands = -1,
};

static int write_html(const struct report *report, struct report_sum *sum,
		      const struct report_options *options)
{
	char *text;
	size_t len;
	int err = report_html(report, sum, options->language, &text, &len);

	if (err)
		return cmd_fail("%s: %s", options->html, strerror(-err));
	err = file_replace(options->html, text, len, 0644);
	free(text);
	if (err)
		return cmd_fail("%s cannot be written: %s; name another file",
				options->html, strerror(-err));
	return CMD_DONE;
}

static int write_forms(const struct report *report, struct report_sum *sum,
		       const struct report_options *options)
{
	struct fault fault = { "" };
	int ret = CMD_DONE;

	if (options->html)
		ret = write_html(report, sum, options);
	if (ret == CMD_DONE && options->csv &&
	    report_csv_write(report, options->csv, &fault))
		ret = cmd_fail("%s", fault.text);
	if (ret != CMD_DONE)
		return ret;
	if (options->json) {
		if (report_json_write(report, sum, stdout))
			return cmd_fail("the report cannot be written");
		return cmd_flush();
	}
	if (options->html || options->csv)
		return CMD_DONE;
	return report_text_print(report, sum, options->language);
}

static int make(const struct report_options *options, char *const *files,
		int count)
{
	struct fault fault = { "out of memory" };
	struct report *report = report_new();
	struct report_sum *sum = NULL;
	int i, err = report ? 0 : -ENOMEM;
	int ret;

	if (report)
		report->generated_at = time(NULL);
	for (i = 0; !err && i < count; i++)
		err = report_json_read(files[i], report, &fault);
	if (!err && count)
		report->merged = true;
	else if (!err)
		err = report_gather(report, &options->wish, &fault);
	if (!err) {
		sum = report_sum(report);
		err = sum ? 0 : fault_set(&fault, -ENOMEM, "out of memory");
	}
	ret = err ? cmd_fail("%s", fault.text) :
		    write_forms(report, sum, options);
	report_sum_free(sum);
	report_free(report);
	return ret;
}

/* A time, or said that it is none. */
static bool time_ok(const char *option, const char *text, int64_t *when)
{
	if (!ledger_span_time(text, when))
		return true;
	cmd_misuse(
		"--%s: \"%s\" is neither a day as 2026-08-01 nor a time as 2026-08-01T10:00:00Z",
		option, text);
	return false;
}

static bool span_ok(struct report_options *options)
{
	struct report_wish *wish = &options->wish;

	wish->span = options->from || options->to;
	if (!wish->span)
		return true;
	if (options->merge) {
		cmd_misuse(
			"--merge takes the times that the files have: leave out --from and --to");
		return false;
	}
	if (!options->from) {
		cmd_misuse("--to needs --from: when the time begins");
		return false;
	}
	wish->to = INT64_MAX;
	if (!time_ok("from", options->from, &wish->from) ||
	    (options->to && !time_ok("to", options->to, &wish->to)))
		return false;
	if (wish->from < wish->to && wish->from <= time(NULL))
		return true;
	cmd_misuse("--from must be before %s",
		   wish->from < wish->to ? "the present" : "--to");
	return false;
}

static bool language_ok(struct report_options *options)
{
	unsigned int i;

	options->language = options->lang ?
				    report_language_find(options->lang) :
				    report_language(0);
	if (options->language)
		return true;
	fputs("lenscap: --lang: there is no such language; there are", stderr);
	for (i = 0; report_language(i); i++)
		fprintf(stderr, " %s", report_language(i)->code);
	fputc('\n', stderr);
	return false;
}

static bool operands_ok(const struct report_options *options, int count,
			const char *operand)
{
	if (options->merge && !count)
		cmd_misuse(
			"--merge needs files that lenscap report --json wrote");
	else if (!options->merge && count)
		cmd_misuse(
			"\"%s\" is one argument too many: files are for --merge alone; a page is written with --html FILE",
			operand);
	else if (options->merge && options->wish.site)
		cmd_misuse(
			"--site names this router; --merge takes the names that the files have");
	else
		return true;
	return false;
}

int cmd_report(int argc, char **argv)
{
	struct report_options options = {
		.wish = { .pin = OPTIONS_PIN_DEFAULT,
			  .state = OPTIONS_STATE_DEFAULT },
	};
	const struct option_def defs[] = {
		OPTION_JSON(&options.json),
		{ "html", "FILE", "write a page", NULL, &options.html },
		{ "csv", "FILE|DIR", "write the devices, or all tables", NULL,
		  &options.csv },
		{ "from", "TIME", "from then on, of the ledger", NULL,
		  &options.from },
		{ "to", "TIME", "until then (now)", NULL, &options.to },
		{ "merge", NULL, "one report of the files of many sites",
		  &options.merge, NULL },
		{ "site", "NAME", "what this site is called (its host name)",
		  NULL, &options.wish.site },
		{ "lang", "en|de", "the language of the page (en)", NULL,
		  &options.lang },
		OPTION_PIN(&options.wish.pin),
		OPTION_STATE(&options.wish.state),
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);

	if (first < 0)
		return options_exit(first);
	if (!operands_ok(&options, argc - first, argv[first]) ||
	    !span_ok(&options) || !language_ok(&options))
		return CMD_USAGE;
	progress_allow(options.json);
	return make(&options, argv + first, argc - first);
}
