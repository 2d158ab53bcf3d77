// SPDX-License-Identifier: GPL-2.0
/*
 * What stands above the list of the live screen: policy, devices, rates,
 * warnings. How a line gets on the screen is top_screen.c.
 */
#if HAVE_NCURSES

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/human.h"
#include "base/short_id.h"
#include "top/top_screen_parts.h"

#define MAX_WARNINGS 4
#define SMALL 12 /* lines, below which the head is two of them */

static const char *const sort_texts[TOP_SORT_MAX] = {
	[TOP_BY_RATE] = "by rate",
	[TOP_BY_FRAMES] = "by frames",
	[TOP_BY_LAST] = "by last seen",
	[TOP_BY_ORDER] = "in order",
};

void top_title(struct top_screen *s, const struct top_data *data,
	       unsigned int seconds)
{
	char host[256] = "", clock[16] = "", text[400];
	time_t now = time(NULL);
	struct tm tm;

	gethostname(host, sizeof(host) - 1);
	if (localtime_r(&now, &tm))
		strftime(clock, sizeof(clock), "%H:%M:%S", &tm);
	snprintf(text, sizeof(text), "%s  every %u s  %s", host, seconds,
		 clock);
	top_say(s, A_BOLD, "lenscap %s %s%s", top_titles[s->pane],
		data->there ? sort_texts[s->sort] : "",
		s->reverse ? ", reversed" : "");
	if (COLS > 60)
		top_put(s->line - 1, COLS - (int)strlen(text), strlen(text),
			false, text);
}

static void say_policy(struct top_screen *s, const struct top_data *data)
{
	const struct lc_policy_info *info = &data->live.info;
	const struct pending *pending = &data->live.pending;
	char text[PENDING_TEXT_LEN], id[SHORT_ID_LEN];

	if (!data->live.policy)
		top_say(s, A_BOLD, "no policy is in force");
	else
		top_say(s, A_NORMAL, "policy   %s%s%s%s(%.12s), %s%s",
			info->name, *info->name && *info->revision ? " " : "",
			info->revision,
			*info->name || *info->revision ? " " : "", info->sha256,
			info->monitor ?
				"monitor: judged and counted, nothing is dropped" :
				"enforce",
			data->state->saved ? "" : ", NOT saved");
	if (!pending->id)
		return;
	pending_text(pending, text);
	short_id_format(pending->id, id);
	top_say(s, A_BOLD, "%s: lenscap confirm %s keeps it", text, id);
}

static int by_slug(const void *left, const void *right)
{
	const char *a = *(const char *const *)left;
	const char *b = *(const char *const *)right;

	return strcmp(a ? a : "", b ? b : "");
}

/* "devices  12 active: 8 hikvision, 4 dahua; 2 stale; 1,200 taken for forged" */
static void say_devices(struct top_screen *s, const struct top_data *data)
{
	const struct census *census = data->census;
	size_t states[CENSUS_STATE_MAX] = { 0 };
	char buf[HUMAN_LEN], text[900];
	size_t i, same, active = 0, len = 0;
	const char **slugs;

	slugs = calloc(census->device_count + 1, sizeof(*slugs));
	for (i = 0; slugs && i < census->device_count; i++) {
		states[census->devices[i].state]++;
		if (census->devices[i].state == CENSUS_ACTIVE)
			slugs[active++] = census->devices[i].vendor;
	}
	if (active)
		qsort(slugs, active, sizeof(*slugs), by_slug);
	text[0] = '\0';
	for (i = 0; i < active && len < sizeof(text) - 100; i += same) {
		for (same = 1; i + same < active; same++)
			if (by_slug(&slugs[i], &slugs[i + same]))
				break;
		len += snprintf(text + len, sizeof(text) - len, "%s%zu %s",
				i ? ", " : ": ", same,
				slugs[i] ? slugs[i] : "of no known maker");
	}
	if (states[CENSUS_STALE])
		len += snprintf(text + len, sizeof(text) - len, "; %zu stale",
				states[CENSUS_STALE]);
	if (states[CENSUS_FLOOD])
		snprintf(text + len, sizeof(text) - len,
			 "; %s taken for forged",
			 human_count(states[CENSUS_FLOOD], buf));
	top_say(s, A_NORMAL, "devices  %zu active%s", active, text);
	free(slugs);
}

static void say_rates(struct top_screen *s, const struct top_data *data)
{
	char pass[TOP_CELL_LEN], drop[TOP_CELL_LEN], would[TOP_CELL_LEN];

	top_say(s, A_NORMAL,
		"frames   %s/s dropped, %s/s would be dropped, %s/s passed",
		top_rate(data->verdict_rate[LC_DROP], drop),
		top_rate(data->verdict_rate[LC_WOULD_DROP], would),
		top_rate(data->verdict_rate[LC_PASS], pass));
}

static void say_warnings(struct top_screen *s, const struct top_data *data)
{
	const struct state *state = data->state;
	size_t i, most = MAX_WARNINGS;

	/* the lists need some lines too */
	if (getmaxy(stdscr) < 2 * SMALL)
		most = 1;
	for (i = 0; i < state->warning_count; i++) {
		if (i + 1 == most && state->warning_count > most) {
			top_say(s, A_BOLD,
				"warning: %s (and %zu more: lenscap status)",
				state->warnings[i],
				state->warning_count - most);
			break;
		}
		top_say(s, A_BOLD, "warning: %s", state->warnings[i]);
	}
	if (data->census->unplaced || data->census->unnamed)
		top_say(s, A_BOLD,
			"NOT complete: the kernel's tables had no room for all; lenscap devices and attempts tell more");
}

/* That there is some, where there is no room to say which. */
static void say_trouble(struct top_screen *s, const struct top_data *data)
{
	size_t count = data->state->warning_count;

	if (data->live.pending.id || count)
		top_say(s, A_BOLD, "%s%zu warning%s: lenscap status",
			data->live.pending.id ? "pending, not confirmed; " : "",
			count, count == 1 ? "" : "s");
}

void top_head(struct top_screen *s, const struct top_data *data,
	      unsigned int seconds)
{
	top_title(s, data, seconds);
	if (!data->there) {
		top_say(s, A_BOLD, "%s", data->fault.text);
		return;
	}
	if (getmaxy(stdscr) < SMALL) {
		say_rates(s, data);
		if (getmaxy(stdscr) > SMALL / 2)
			say_trouble(s, data);
		return;
	}
	say_policy(s, data);
	say_devices(s, data);
	say_rates(s, data);
	say_warnings(s, data);
	s->line++;
}

#endif
