// SPDX-License-Identifier: GPL-2.0
/*
 * Reading the rate of a group: bits a second and bytes of burst, with units.
 * Nothing about how a rate is kept.
 */
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "policy/policy_read.h"

#define RATE_MIN 8000ull /* 8 kbit */
#define RATE_MAX 1000000000000ull /* 1,000 gbit */
#define BURST_MIN 65536ull /* 64 KiB */
#define BURST_MAX (1ull << 30) /* 1 GiB */

struct unit {
	const char *name;
	uint64_t factor;
};

static const struct unit rate_units[] = {
	{ "bit", 1 },
	{ "kbit", 1000 },
	{ "mbit", 1000000 },
	{ "gbit", 1000000000 },
};

static const struct unit size_units[] = {
	{ "b", 1 },
	{ "kb", 1000 },
	{ "mb", 1000000 },
	{ "gb", 1000000000 },
	{ "kib", 1ull << 10 },
	{ "mib", 1ull << 20 },
	{ "gib", 1ull << 30 },
};

/* A whole number and its unit, any case: -EINVAL, -ERANGE. */
static int parse_amount(const char *text, const struct unit *units,
			size_t count, uint64_t *amount)
{
	const char *unit;
	uint64_t value;
	size_t i;
	int err;

	err = number_read(text, &unit, &value);
	if (err)
		return err;
	for (i = 0; i < count; i++) {
		if (!strcasecmp(unit, units[i].name))
			break;
	}
	if (i == count)
		return -EINVAL;
	if (__builtin_mul_overflow(value, units[i].factor, amount))
		return -ERANGE;
	return 0;
}

static void per_device(struct reader *r, const struct tree_node *node,
		       void *target)
{
	struct policy_group *group = target;
	uint64_t rate = 0;
	int err;

	if (!read_is(r, node, TREE_TEXT, "\"per-device\""))
		return;
	err = parse_amount(node->text, rate_units, ARRAY_SIZE(rate_units),
			   &rate);
	if (err == -EINVAL)
		read_error(
			r, node->where,
			"rate \"%.64s\" must be a whole number with bit, kbit, mbit or gbit, like 50mbit",
			node->text);
	else if (err || rate < RATE_MIN || rate > RATE_MAX)
		read_error(r, node->where,
			   "rate \"%.64s\" is not from 8kbit to 1000gbit",
			   node->text);
	else
		group->rate_bits_per_second = rate;
}

static void burst(struct reader *r, const struct tree_node *node, void *target)
{
	struct policy_group *group = target;
	uint64_t size = 0;
	int err;

	if (!read_is(r, node, TREE_TEXT, "\"burst\""))
		return;
	err = parse_amount(node->text, size_units, ARRAY_SIZE(size_units),
			   &size);
	if (err == -EINVAL)
		read_error(
			r, node->where,
			"burst \"%.64s\" must be a whole number with b, kb, mb, kib or mib, like 1mb",
			node->text);
	else if (err || size < BURST_MIN || size > BURST_MAX)
		read_error(
			r, node->where,
			"burst \"%.64s\" is not from 64kib (a packet after segments were joined) to 1gib",
			node->text);
	else
		group->rate_burst_bytes = size;
}

static const struct reader_key rate_keys[] = {
	{ "per-device", per_device, true },
	{ "burst", burst, false },
};

void read_rate(struct reader *r, const struct tree_node *node, void *target)
{
	struct policy_group *group = target;

	read_map(r, node, rate_keys, ARRAY_SIZE(rate_keys), group);
	/* Not given: what arrives in a tenth of a second. */
	if (!group->rate_burst_bytes) {
		group->rate_burst_bytes = group->rate_bits_per_second / 80;
		if (group->rate_burst_bytes < BURST_MIN)
			group->rate_burst_bytes = BURST_MIN;
		if (group->rate_burst_bytes > BURST_MAX)
			group->rate_burst_bytes = BURST_MAX;
	}
}
