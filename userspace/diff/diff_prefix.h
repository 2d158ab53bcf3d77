/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which MAC prefixes a group gains and loses from one slot to another, as the
 * slots have them: no policy text and no vendor table is asked.
 */
#ifndef LENSCAP_DIFF_PREFIX_H
#define LENSCAP_DIFF_PREFIX_H

#include <lenscap.h>
#include <stddef.h>
#include <stdint.h>

#define DIFF_ZONE_IDS (LC_NAMES_GROUP - LC_NAMES_ZONE)

/* The two parts of a slot that list prefixes. */
struct diff_slot {
	const struct lc_hot_slot *hot;
	const struct lc_rule_slot *rules;
};

/* Ids are those of map names, which both slots share. */
struct diff_prefix {
	uint64_t mac; /* first octet in bits 47..40 */
	uint8_t bits; /* 24, 28, 36 or 48 */
	uint8_t group;
	uint16_t vendor; /* 0: unknown */
	uint64_t zones[DIFF_ZONE_IDS / 64]; /* bit per zone id: where */
};

struct diff_prefix_list {
	struct diff_prefix *rows; /* by mac, bits and group */
	size_t count;
	size_t room; /* private */
};

struct diff_prefixes {
	struct diff_prefix_list gained;
	struct diff_prefix_list lost;
};

/*
 * A prefix is told where devices of it belong to another group than before in
 * a zone that both slots have, or to a group that had none of them anywhere: a
 * new zone by itself makes no row, nor does a prefix within one that is told.
 * 0 or -ENOMEM with *prefixes untouched. Free with diff_prefixes_free().
 */
int diff_prefixes_find(const struct diff_slot *live,
		       const struct diff_slot *file,
		       struct diff_prefixes *prefixes);
void diff_prefixes_free(struct diff_prefixes *prefixes);

#endif
