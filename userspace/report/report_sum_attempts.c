// SPDX-License-Identifier: GPL-2.0
/*
 * A report summed up: destinations of attempts, and causes of verdicts.
 * Devices, makes and places: report_sum.c.
 */
#include <stdlib.h>
#include <string.h>

#include "report/report_parts.h"

struct tried {
	size_t site;
	const struct report_attempt *attempt;
};

static int order(int64_t x, int64_t y)
{
	return x < y ? -1 : x > y;
}

/* Equal texts are the same text, so where it lies puts them together. */
static int order_interned(const char *x, const char *y)
{
	return x < y ? -1 : x > y;
}

/* What makes a line, and then the device; texts are interned. */
static int by_target(const void *one, const void *two)
{
	const struct report_attempt *a = ((const struct tried *)one)->attempt;
	const struct report_attempt *b = ((const struct tried *)two)->attempt;

	int diff = order(a->reach, b->reach);

	if (!diff)
		diff = order_interned(a->peer, b->peer);
	if (!diff)
		diff = order_interned(a->proto, b->proto);
	if (!diff)
		diff = order(a->port, b->port);
	if (!diff)
		diff = order(a->from_port, b->from_port);
	if (!diff)
		diff = order(a->verdict, b->verdict);
	if (!diff)
		diff = order_interned(a->rule, b->rule);
	return diff ? diff : order((int64_t)a->mac, (int64_t)b->mac);
}

static bool same_target(const struct report_attempt *a,
			const struct report_attempt *b)
{
	return a->reach == b->reach && a->peer == b->peer &&
	       a->proto == b->proto && a->port == b->port &&
	       a->from_port == b->from_port && a->verdict == b->verdict &&
	       a->rule == b->rule;
}

static int by_site_mac(const void *one, const void *two)
{
	const struct tried *a = one, *b = two;

	int diff = order((int64_t)a->attempt->mac, (int64_t)b->attempt->mac);

	return diff ? diff : order((int64_t)a->site, (int64_t)b->site);
}

static int by_site_peer(const void *one, const void *two)
{
	const struct tried *a = one, *b = two;

	int diff = order((int64_t)a->site, (int64_t)b->site);

	return diff ? diff : order_interned(a->attempt->peer, b->attempt->peer);
}

static int rank(int verdict)
{
	return verdict == LC_PASS ? 0 : verdict == LC_WOULD_DROP ? 1 : 2;
}

/* As they are shown. */
static int by_weight(const void *one, const void *two)
{
	const struct report_target *a = one, *b = two;
	int diff = order(a->reach, b->reach);

	if (!diff)
		diff = order(rank(a->verdict), rank(b->verdict));
	if (diff)
		return diff;
	if (a->frames != b->frames)
		return a->frames > b->frames ? -1 : 1;
	diff = report_compare_text(a->peer, b->peer);
	if (!diff)
		diff = report_compare_text(a->proto, b->proto);
	if (!diff)
		diff = order(a->port, b->port);
	if (!diff)
		diff = order(a->from_port, b->from_port);
	return diff ? diff : report_compare_text(a->rule, b->rule);
}

static void add_name(struct report_target *target, const char *name)
{
	size_t i;

	if (!name)
		return;
	for (i = 0; i < REPORT_NAMES && target->names[i]; i++)
		if (target->names[i] == name)
			return;
	if (i < REPORT_NAMES)
		target->names[i] = name;
	else
		target->more_names++;
}

/* seen: by site, the last line that it was counted for. */
static void add_tried(struct report_target *target, const struct tried *tried,
		      size_t line, size_t *seen)
{
	const struct report_attempt *attempt = tried->attempt;

	target->frames += attempt->frames;
	if (seen[tried->site] != line)
		target->sites++;
	seen[tried->site] = line;
	if (attempt->first_seen &&
	    (!target->first_seen || attempt->first_seen < target->first_seen))
		target->first_seen = attempt->first_seen;
	if (attempt->last_seen > target->last_seen)
		target->last_seen = attempt->last_seen;
	add_name(target, attempt->name);
}

static bool sum_targets(struct report_sum *sum, struct tried *tried,
			size_t count, size_t *seen)
{
	struct report_target *target = NULL;
	size_t i;

	qsort(tried, count, sizeof(*tried), by_target);
	for (i = 0; i < count; i++) {
		const struct report_attempt *attempt = tried[i].attempt;
		const struct report_attempt *last = i ? tried[i - 1].attempt :
							NULL;

		if (!last || !same_target(last, attempt)) {
			target =
				report_add(&sum->targets_list, sizeof(*target));
			if (!target)
				return false;
			target->peer = attempt->peer;
			target->proto = attempt->proto;
			target->rule = attempt->rule;
			target->port = attempt->port;
			target->from_port = attempt->from_port;
			target->verdict = attempt->verdict;
			target->reach = attempt->reach;
			target->devices = 1;
			sum->targets += attempt->reach == REPORT_OUTSIDE &&
					(!last || last->peer != attempt->peer);
		} else if (last->mac != attempt->mac) {
			target->devices++;
		}
		add_tried(target, &tried[i], sum->targets_list.count, seen);
		if (attempt->reach == REPORT_OUTSIDE)
			sum->outside[attempt->verdict] += attempt->frames;
	}
	if (sum->targets_list.count)
		qsort(sum->targets_list.rows, sum->targets_list.count,
		      sizeof(*target), by_weight);
	return true;
}

/* The makes have been put in another order since they were indexed. */
static void count_attempting(struct report_sum *sum, struct report_index *makes,
			     const char *slug)
{
	const char *const keys[REPORT_INDEX_KEYS] = { slug };
	size_t row = report_index_row(makes, keys, REPORT_INDEX_NONE);

	sum->attempting++;
	if (row != REPORT_INDEX_NONE)
		((struct report_make *)sum->makes.rows)[row].attempting++;
}

static bool index_makes(const struct report_sum *sum,
			struct report_index *index)
{
	size_t i;

	for (i = 0; i < sum->makes.count; i++) {
		const char *const keys[REPORT_INDEX_KEYS] = {
			report_rows(&sum->makes, struct report_make)[i].slug
		};

		if (report_index_row(index, keys, i) == REPORT_INDEX_NONE)
			return false;
	}
	return true;
}

/* Who reached for something outside: tried holds such alone. */
static bool sum_outside(struct report_sum *sum, struct tried *tried,
			size_t count)
{
	struct report_index makes = { 0 };
	bool done = index_makes(sum, &makes);
	size_t i;

	qsort(tried, count, sizeof(*tried), by_site_mac);
	for (i = 0; i < count; i++) {
		bool fresh = !i ||
			     tried[i].attempt->mac != tried[i - 1].attempt->mac;

		if (fresh)
			count_attempting(sum, &makes, tried[i].attempt->vendor);
		if (fresh || tried[i].site != tried[i - 1].site)
			sum->sites[tried[i].site].attempting++;
	}
	qsort(tried, count, sizeof(*tried), by_site_peer);
	for (i = 0; i < count; i++)
		if (!i || tried[i].site != tried[i - 1].site ||
		    tried[i].attempt->peer != tried[i - 1].attempt->peer)
			sum->sites[tried[i].site].targets++;
	report_index_free(&makes);
	return done;
}

bool report_sum_attempts(const struct report *report, struct report_sum *sum)
{
	size_t count = 0, outside = 0, i, j;
	struct tried *tried;
	size_t *seen;
	bool done = false;

	for (i = 0; i < report->sites.count; i++)
		count += report_site(report, i)->attempts.count;
	tried = calloc(count + 1, sizeof(*tried));
	seen = calloc(report->sites.count + 1, sizeof(*seen));
	if (!tried || !seen)
		goto out;
	for (count = 0, i = 0; i < report->sites.count; i++) {
		const struct report_list *list =
			&report_site(report, i)->attempts;

		for (j = 0; j < list->count; j++)
			tried[count++] = (struct tried){
				i, &report_rows(list, struct report_attempt)[j]
			};
	}
	done = sum_targets(sum, tried, count, seen);
	for (i = 0; done && i < count; i++)
		if (tried[i].attempt->reach == REPORT_OUTSIDE)
			tried[outside++] = tried[i];
	done = done && sum_outside(sum, tried, outside);
out:
	free(tried);
	free(seen);
	return done;
}

static int most_frames(const void *one, const void *two)
{
	const struct report_cause *a = one, *b = two;
	int diff = -report_compare_text(a->direction, b->direction);

	diff = diff ? diff : report_compare_text(a->verdict, b->verdict);
	if (diff)
		return diff;
	if (a->frames != b->frames)
		return a->frames > b->frames ? -1 : 1;
	diff = report_compare_text(a->reason, b->reason);
	diff = diff ? diff : report_compare_text(a->group, b->group);
	return diff ? diff : report_compare_text(a->rule, b->rule);
}

static struct report_cause *cause_of(struct report_sum *sum,
				     const struct report_frames *row)
{
	const char *const keys[REPORT_INDEX_KEYS] = { row->direction,
						      row->verdict, row->reason,
						      row->group, row->rule };
	size_t at =
		report_index_row(&sum->cause_index, keys, sum->causes.count);
	struct report_cause *cause;

	if (at == REPORT_INDEX_NONE)
		return NULL;
	if (at < sum->causes.count)
		return (struct report_cause *)sum->causes.rows + at;
	cause = report_add(&sum->causes, sizeof(*cause));
	if (cause) {
		cause->direction = row->direction;
		cause->verdict = row->verdict;
		cause->reason = row->reason;
		cause->group = row->group;
		cause->rule = row->rule;
	}
	return cause;
}

static void add_flow(struct report_flow *flow, const struct report_frames *row)
{
	bool back = row->direction && !strcmp(row->direction, "egress");
	uint64_t *frames = back ? flow->back : flow->frames;

	if (!row->verdict)
		return;
	if (!strcmp(row->verdict, "drop"))
		frames[LC_DROP] += row->frames;
	else if (!strcmp(row->verdict, "would-drop"))
		frames[LC_WOULD_DROP] += row->frames;
	else
		frames[LC_PASS] += row->frames;
}

bool report_sum_frames(const struct report *report, struct report_sum *sum)
{
	size_t i, j;

	for (i = 0; i < report->sites.count; i++) {
		const struct report_list *list =
			&report_site(report, i)->frames;

		for (j = 0; j < list->count; j++) {
			const struct report_frames *row =
				&report_rows(list, struct report_frames)[j];
			struct report_cause *cause = cause_of(sum, row);

			if (!cause)
				return false;
			cause->frames += row->frames;
			cause->bytes += row->bytes;
			add_flow(&sum->sites[i].flow, row);
			add_flow(&sum->flow, row);
		}
	}
	if (sum->causes.count)
		qsort(sum->causes.rows, sum->causes.count,
		      sizeof(struct report_cause), most_frames);
	return true;
}
