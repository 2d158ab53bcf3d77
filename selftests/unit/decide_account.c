// SPDX-License-Identifier: GPL-2.0
/*
 * What becomes of a verdict: the key it is counted under gives every id back,
 * monitor lets drops go on, and no frame is lost however full the table is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_compile.h"

#include "lib_account.h"

#define ID_MAX(from, to) (LC_NAMES_##to - LC_NAMES_##from - 1)

/* 0, the largest, or anything between. */
static unsigned int pick(struct rng *rng, unsigned int max)
{
	unsigned int which = rng_below(rng, 4);

	return which == 0 ? 0 : which == 1 ? max : rng_below(rng, max + 1);
}

static struct lc_frame random_frame(struct rng *rng)
{
	return (struct lc_frame){
		.direction = pick(rng, LC_DIRECTION_MAX - 1),
		.verdict = pick(rng, LC_VERDICT_MAX - 1),
		.reason = pick(rng, LC_REASON_MAX - 1),
		.iface_id = pick(rng, ID_MAX(IFACE, ZONE)),
		.zone_id = pick(rng, ID_MAX(ZONE, GROUP)),
		.group_id = pick(rng, ID_MAX(GROUP, VENDOR)),
		.vendor = pick(rng, ID_MAX(VENDOR, RULE)),
		.rule = pick(rng, ID_MAX(RULE, END)),
		.listed = 1,
	};
}

static bool key_gives_back(const struct lc_frame *f)
{
	__u64 key = counter_key(f);

	/* 0 is a free row */
	return key & 1 && !(key >> LC_KEY_END) &&
	       LC_KEY_GET(key, LC_KEY_DIRECTION, LC_KEY_VERDICT) ==
		       f->direction &&
	       LC_KEY_GET(key, LC_KEY_VERDICT, LC_KEY_REASON) == f->verdict &&
	       LC_KEY_GET(key, LC_KEY_REASON, LC_KEY_IFACE) == f->reason &&
	       LC_KEY_GET(key, LC_KEY_IFACE, LC_KEY_ZONE) == f->iface_id &&
	       LC_KEY_GET(key, LC_KEY_ZONE, LC_KEY_GROUP) == f->zone_id &&
	       LC_KEY_GET(key, LC_KEY_GROUP, LC_KEY_VENDOR) == f->group_id &&
	       LC_KEY_GET(key, LC_KEY_VENDOR, LC_KEY_RULE) == f->vendor &&
	       LC_KEY_GET(key, LC_KEY_RULE, LC_KEY_END) == f->rule;
}

static bool keys_right(void)
{
	struct rng rng = rng_new(1);
	struct lc_frame f;
	unsigned int i;

	for (i = 0; i < 200000; i++) {
		f = random_frame(&rng);
		if (!key_gives_back(&f)) {
			ksft_print_msg("frame %u\n", i);
			return false;
		}
	}
	return true;
}

static const struct outcome {
	const char *name;
	bool listed;
	bool monitor;
	enum lc_verdict verdict;
	bool passes;
	bool counted;
	enum lc_verdict told;
} outcomes[] = {
	{ "a pass", true, false, LC_PASS, true, true, LC_PASS },
	{ "a drop", true, false, LC_DROP, false, true, LC_DROP },
	{ "a pass, monitor", true, true, LC_PASS, true, true, LC_PASS },
	{ "a drop, monitor", true, true, LC_DROP, true, true, LC_WOULD_DROP },
	{ "unlisted", false, false, LC_PASS, true, false, LC_PASS },
	{ "unlisted, drop", false, false, LC_DROP, false, true, LC_DROP },
	{ "unlisted, monitor", false, true, LC_DROP, true, true,
	  LC_WOULD_DROP },
};

static bool outcome_right(const struct outcome *o)
{
	struct lc_frame f = {
		.listed = o->listed,
		.monitor = o->monitor,
		.verdict = o->verdict,
		.reason = LC_REASON_DEFAULT,
		.group_id = 7,
		.rule = 300,
	};
	struct lc_counter *row = NULL;
	bool passes, counted;
	unsigned int i;

	memset(counters, 0, sizeof(counters));
	memset(&replayed, 0, sizeof(replayed));
	lc_replay_on = true;
	passes = account(&f, 3, 4000);
	lc_replay_on = false;
	for (i = 0; i < LC_COUNTERS; i++)
		if (counters[i].key)
			row = &counters[i];
	counted = row && row->frames == 3 && row->bytes == 4000 &&
		  row->key == counter_key(&f);
	return passes == o->passes && counted == o->counted &&
	       !row == !o->counted && f.verdict == o->told &&
	       replayed.verdict == o->told && replayed.listed == o->listed &&
	       replayed.group == 7 && replayed.rule == 300;
}

static struct lc_counter *row_of(__u64 key)
{
	unsigned int i;

	for (i = 0; i < LC_COUNTERS; i++)
		if (counters[i].key == key)
			return &counters[i];
	return NULL;
}

/* Rows are exact or absent, each in its half; what is absent is in `other`. */
static bool table_right(uint64_t seed, unsigned int kinds, bool all_fit)
{
	static __u64 wanted[LC_DIRECTION_MAX][20000];
	static struct lc_frame frames[20000];
	__u64 rest[LC_DIRECTION_MAX] = { 0 }, key;
	struct rng rng = rng_new(seed);
	struct lc_counter *row;
	unsigned int i, n, d;
	bool right = true;
	__u32 at;

	memset(counters, 0, sizeof(counters));
	memset(wanted, 0, sizeof(wanted));
	for (i = 0; i < kinds; i++) {
		frames[i] = random_frame(&rng);
		frames[i].vendor = i & 1023;
		frames[i].rule = i >> 10;
		frames[i].verdict = LC_PASS;
	}
	for (i = 0; i < 10 * kinds; i++) {
		n = rng_below(&rng, kinds);
		wanted[frames[n].direction][n] += 1 + i % 3;
		counter_add(counter_find(counter_key(&frames[n]), &at),
			    1 + i % 3, 60);
	}
	for (i = 0; i < kinds; i++) {
		d = frames[i].direction;
		row = row_of(counter_key(&frames[i]));
		if (!row)
			rest[d] += wanted[d][i];
		else
			right &= row->frames == wanted[d][i] &&
				 row - counters >= d * (LC_COUNTERS / 2) &&
				 row - counters < (d + 1) * (LC_COUNTERS / 2);
	}
	for (d = 0; d < LC_DIRECTION_MAX; d++) {
		key = 1 | (__u64)d << LC_KEY_DIRECTION |
		      (__u64)LC_REASON_OTHER << LC_KEY_REASON;
		row = &counters[(d + 1) * (LC_COUNTERS / 2) - 1];
		right &= row->frames == rest[d] &&
			 row->key == (rest[d] ? key : 0) &&
			 (!all_fit || !rest[d]) && (all_fit || rest[d]);
	}
	return right;
}

/* The last row is for what finds no place: a key that falls there goes on. */
static bool last_row_kept(void)
{
	struct rng rng = rng_new(3);
	struct lc_frame f;
	struct lc_counter *row, *last;
	__u32 at;

	memset(counters, 0, sizeof(counters));
	do {
		f = random_frame(&rng);
		f.verdict = LC_PASS;
	} while (lc_counter_row(counter_key(&f)) != LC_COUNTERS / 2 - 1);
	counter_add(counter_find(counter_key(&f), &at), 1, 60);
	row = row_of(counter_key(&f));
	last = &counters[(f.direction + 1) * (LC_COUNTERS / 2) - 1];
	return row == last - (LC_COUNTERS / 2 - 1) && row->frames == 1 &&
	       !last->key;
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(outcomes) + 4);
	ksft_test_result(keys_right(), "keys give the largest ids back\n");
	for (i = 0; i < ARRAY_SIZE(outcomes); i++)
		ksft_test_result(outcome_right(&outcomes[i]), "%s\n",
				 outcomes[i].name);
	ksft_test_result(table_right(1, 1000, true), "1,000 rows fit\n");
	ksft_test_result(table_right(2, 20000, false),
			 "of 20,000 none is lost\n");
	ksft_test_result(last_row_kept(), "the last row is kept for them\n");
	ksft_finished();
}
