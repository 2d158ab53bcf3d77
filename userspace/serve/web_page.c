// SPDX-License-Identifier: GPL-2.0
/*
 * The status page: what is in force, where, what was seen and refused, and what
 * is wrong. Everything that has a name was named by somebody, so it is escaped.
 */
#include "serve/web_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/envelope.h"
#include "base/html.h"
#include "metrics/health.h"

#define REFRESH "60" /* seconds */

static const char *const style[] = {
	":root{color-scheme:light dark}",
	"body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:50rem;",
	"padding:1rem;color:#1b1f23;background:#fff}",
	"h1{font-size:1.4rem;margin:0 0 .5rem}h2{font-size:1.1rem;margin:1.5rem 0 .3rem}",
	"p{margin:.3rem 0}.box{overflow-x:auto}",
	"table{border-collapse:collapse;width:100%}",
	"th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #ccd2d8;",
	"vertical-align:top}td{overflow-wrap:break-word}",
	"td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}",
	".good,.bad{display:inline-block;padding:.1rem .7rem;border-radius:1rem;color:#fff}",
	".good{background:#1a6b34}.bad{background:#a3231c}",
	"li{margin:.3rem 0}footer{margin-top:2rem;font-size:.875rem}",
	"a{color:#0b57a4}",
	"@media(prefers-color-scheme:dark){body{color:#e6e9ec;background:#15181b}",
	"th,td{border-color:#3a4148}a{color:#8ec1f5}}",
};

static void put_or_dash(FILE *out, const char *text)
{
	html_text(out, text && *text ? text : "-");
}

/* "|" begins a column, ">" after it one of numbers. */
static void begin_table(FILE *out, const char *head)
{
	size_t len;

	fputs("<div class=\"box\"><table><tr>", out);
	for (; *head; head += len + !!head[len]) {
		bool number = *head == '>';

		head += number;
		len = strcspn(head, "|");
		fprintf(out, "<th%s>%.*s</th>", number ? " class=\"n\"" : "",
			(int)len, head);
	}
	fputs("</tr>\n", out);
}

static void end_table(FILE *out)
{
	fputs("</table></div>\n", out);
}

static void put_cell(FILE *out, const char *text)
{
	fputs("<td>", out);
	put_or_dash(out, text);
	fputs("</td>", out);
}

static void put_number(FILE *out, uint64_t number)
{
	fprintf(out, "<td class=\"n\">%" PRIu64 "</td>", number);
}

static const char *const head[] = {
	"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">",
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
	"<meta name=\"robots\" content=\"noindex\">",
	"<meta http-equiv=\"refresh\" content=\"" REFRESH "\">",
};

static const char *const foot[] = {
	"</time>; this page loads itself again every " REFRESH " seconds.",
	" For programs: <a href=\"/metrics\">metrics</a>, <a href=\"/healthz\">health</a>.</p>",
	"<p>lenscap " LENSCAP_VERSION " counts what devices attempted,",
	" and the devices that it sees: those behind a recorder's own switch",
	" or another router are not among them.</p></footer></body></html>\n",
};

static void put_all(FILE *out, const char *const *lines, size_t count)
{
	while (count--)
		fputs(*lines++, out);
}

static void begin_page(FILE *out, bool good, const char *state)
{
	char host[256] = "";

	gethostname(host, sizeof(host) - 1);
	put_all(out, head, ARRAY_SIZE(head));
	fputs("<title>", out);
	html_text(out, state);
	fputs(": lenscap on ", out);
	html_text(out, host);
	fputs("</title><style>", out);
	put_all(out, style, ARRAY_SIZE(style));
	fputs("</style></head>\n<body><h1>lenscap on ", out);
	html_text(out, host);
	fprintf(out, "</h1>\n<p><span class=\"%s\" role=\"status\">",
		good ? "good" : "bad");
	html_text(out, state);
	fputs("</span></p>\n", out);
}

static void end_page(FILE *out, time_t at)
{
	char when[ENVELOPE_TIME_LEN];

	fprintf(out, "<footer><p>As of <time>%s", envelope_time(at, when));
	put_all(out, foot, ARRAY_SIZE(foot));
}

static void put_policy(FILE *out, const struct live *live,
		       const struct state *state)
{
	const struct lc_policy_info *info = &live->info;
	char when[ENVELOPE_TIME_LEN], text[PENDING_TEXT_LEN];

	fputs("<h2>Policy</h2>\n<p><strong>", out);
	put_or_dash(out, info->name);
	fputs("</strong> ", out);
	html_text(out, info->revision);
	fprintf(out,
		" <code>%.12s</code>, %s</p>\n<p>In force since <time>%s</time>, by ",
		info->sha256,
		info->monitor ?
			"mode monitor: judged and counted, nothing is dropped" :
			"mode enforce",
		envelope_time((time_t)info->applied_at, when));
	put_or_dash(out, info->applied_by);
	fprintf(out, ", %s.</p>\n", state->saved ? "saved" : "not saved");
	if (*info->why) {
		fputs("<p>Why: ", out);
		html_text(out, info->why);
		fputs("</p>\n", out);
	}
	if (live->pending.id) {
		pending_text(&live->pending, text);
		fputs("<p><strong>", out);
		html_text(out, text);
		fputs("</strong></p>\n", out);
	}
	if (state->permits.count)
		fprintf(out, "<p>Permits that are active: %zu</p>\n",
			state->permits.count);
}

static void put_warnings(FILE *out, const struct state *state)
{
	size_t i;

	if (!state->warning_count)
		return;
	fputs("<h2>Warnings</h2>\n<ul>\n", out);
	for (i = 0; i < state->warning_count; i++) {
		fputs("<li>", out);
		html_text(out, state->warnings[i]);
		fputs("</li>\n", out);
	}
	fputs("</ul>\n", out);
}

static void put_ports(FILE *out, const struct state *state)
{
	size_t i;

	fputs("<h2>Ports</h2>\n", out);
	begin_table(out, "port|from devices|to devices|driver|guard");
	for (i = 0; i < state->port_count; i++) {
		const struct state_port *port = &state->ports[i];
		const struct attach_state *at = &port->attached;

		if (!port->in_policy)
			continue;
		fputs("<tr>", out);
		put_cell(out, port->name);
		put_cell(out, at->ingress ? xdp_mode_text(at->xdp_mode) :
					    "NOT attached");
		put_cell(out, at->egress ? tc_kind_text(at->tc_kind) :
					   "NOT attached");
		put_cell(out, port->driver);
		put_cell(out, port->shut == GUARD_SHUT_YES ? "closed" :
			      port->shut == GUARD_SHUT_NO  ? "open" :
							     "-");
		fputs("</tr>\n", out);
	}
	end_table(out);
}

/* Sums under a name or two: devices by make, refusals by zone and group. */
struct sum {
	const char *names[2];
	uint64_t counts[2];
};

struct sums {
	struct sum *rows;
	size_t count;
};

/* NULL when out of memory: then the table is short of it. */
static struct sum *sum_of(struct sums *sums, const char *first,
			  const char *second)
{
	struct sum *grown;
	size_t i;

	first = first ? first : "none";
	second = second ? second : "none";
	for (i = 0; i < sums->count; i++)
		if (!strcmp(sums->rows[i].names[0], first) &&
		    !strcmp(sums->rows[i].names[1], second))
			return &sums->rows[i];
	grown = reallocarray(sums->rows, sums->count + 1, sizeof(*grown));
	if (!grown)
		return NULL;
	sums->rows = grown;
	grown[i] = (struct sum){ .names = { first, second } };
	sums->count++;
	return &grown[i];
}

static int by_count(const void *left, const void *right)
{
	const struct sum *a = left, *b = right;
	uint64_t all_a = a->counts[0] + a->counts[1];
	uint64_t all_b = b->counts[0] + b->counts[1];

	if (all_a != all_b)
		return all_a < all_b ? 1 : -1;
	return strcmp(a->names[0], b->names[0]);
}

static void put_sums(FILE *out, struct sums *sums, const char *head, int names)
{
	size_t i;
	int j;

	if (sums->count)
		qsort(sums->rows, sums->count, sizeof(*sums->rows), by_count);
	begin_table(out, head);
	for (i = 0; i < sums->count; i++) {
		fputs("<tr>", out);
		for (j = 0; j < names; j++)
			put_cell(out, sums->rows[i].names[j]);
		put_number(out, sums->rows[i].counts[0]);
		put_number(out, sums->rows[i].counts[1]);
		fputs("</tr>\n", out);
	}
	end_table(out);
	free(sums->rows);
}

static void put_devices(FILE *out, const struct census *census)
{
	struct sums sums = { 0 };
	size_t i, count = 0, flood = 0;

	for (i = 0; i < census->device_count; i++) {
		const struct census_device *device = &census->devices[i];
		struct sum *sum;

		if (device->state == CENSUS_FLOOD) {
			flood++;
			continue;
		}
		count++;
		sum = sum_of(&sums, device->vendor, NULL);
		if (sum)
			sum->counts[device->state == CENSUS_STALE]++;
	}
	fprintf(out, "<h2>Devices</h2>\n<p>%zu seen%s</p>\n", count,
		count ? "." : ", so far.");
	if (flood)
		fprintf(out,
			"<p>%zu more addresses were seen for a moment only, and taken for forged.</p>\n",
			flood);
	if (count)
		put_sums(out, &sums, "make|>active|>stale", 1);
	else
		free(sums.rows);
}

static void put_refused(FILE *out, const struct counters *counters)
{
	struct sums sums = { 0 };
	size_t i;

	for (i = 0; i < counters->count; i++) {
		const struct counter_row *row = &counters->rows[i];
		struct sum *sum;

		if (!row->group || !row->verdict ||
		    !strcmp(row->verdict, "pass") ||
		    strcmp(row->direction, "ingress"))
			continue;
		sum = sum_of(&sums, row->zone, row->group);
		if (sum)
			sum->counts[strcmp(row->verdict, "drop") != 0] +=
				row->frames;
	}
	fputs("<h2>Refused</h2>\n", out);
	if (!sums.count) {
		fputs("<p>Nothing that devices sent, so far.</p>\n", out);
		return;
	}
	fputs("<p>Frames that devices attempted to send, since counting began.</p>\n",
	      out);
	put_sums(out, &sums, "zone|group|>dropped|>would be dropped", 2);
}

static void put_none(FILE *out, const struct overview *overview)
{
	fputs("<p>No policy is in force here.</p>\n", out);
	if (overview->fallback > 0) {
		fputs("<p>", out);
		html_text(out, state_fallback_text);
		fputs("</p>\n", out);
	}
}

void web_page_print(FILE *out, const struct overview *overview)
{
	const struct live *live = &overview->live;
	bool policy = overview->pinned && live->policy;
	bool good = health_good(overview);

	begin_page(out, good,
		   good	  ? "all is well" :
		   policy ? "not as it should be" :
			    "no policy is in force");
	if (!policy)
		put_none(out, overview);
	if (overview->pinned)
		put_warnings(out, overview->state);
	if (policy) {
		put_policy(out, live, overview->state);
		put_ports(out, overview->state);
	}
	if (overview->pinned) {
		put_devices(out, overview->census);
		put_refused(out, &overview->counters);
	}
	end_page(out, overview->at);
}

void web_page_trouble(FILE *out, const char *text)
{
	begin_page(out, false, "cannot be looked at");
	fputs("<p>", out);
	html_text(out, text);
	fputs("</p>\n", out);
	end_page(out, time(NULL));
}
