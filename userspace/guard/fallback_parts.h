/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the fallback_*.c files share while one text is made.
 * Nothing for others: fallback.h.
 */
#ifndef LENSCAP_FALLBACK_PARTS_H
#define LENSCAP_FALLBACK_PARTS_H

#include <lenscap.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>

#include "guard/fallback.h"
#include "guard/guard_place.h"
#include "guard/guard_table.h"
#include "policy/site.h"

/* What is done with the frames of some prefixes, by place. */
struct fallback_class {
	uint8_t zone[LC_ZONE_SLOTS]; /* enum guard_effect */
	uint8_t elsewhere; /* likewise, where no zone of the site is */
	uint8_t worst; /* of all of them */
};

/* All addresses from first to last; class counts from 1. */
struct fallback_range {
	uint64_t first;
	uint64_t last;
	uint32_t class;
};

struct fallback_ranges {
	struct fallback_range *items;
	size_t count;
};

/* By its identity the file tells whose it is. */
#define FALLBACK_FIRST_LINE "# lenscap policy %s\n"

#define FALLBACK_TAGS (-1) /* VLAN tags are still on its frames */

/* A device that the frames of an interface come in by, as a hook names it. */
struct fallback_spot {
	char name[IFNAMSIZ];
	size_t interface; /* index into the site's */
	int vlan; /* FALLBACK_TAGS, or the tag that was taken off */
	bool shared; /* by several, which may differ */
};

struct fallback {
	const struct fallback_input *in;
	struct guard_places *places; /* one a zone, by the interface's name */
	struct fallback_class *classes;
	size_t class_count;
	struct fallback_ranges prefixes; /* apart from each other, ascending */
	struct fallback_ranges macs; /* first is last */
	struct fallback_spot *spots;
	size_t spot_count;
	const char **past; /* devices that a rule for unknown ones must miss */
	size_t past_count;
};

/* How an entry of the policy's interfaces is said to nft. */
struct fallback_pattern {
	char text[IFNAMSIZ]; /* a name, or how names begin */
	bool begins;
};

/* 0 or -ENOMEM. */
int fallback_classify(struct fallback *f);
int fallback_find_spots(struct fallback *f);

/*
 * False for an entry that no device can fit. What nft cannot say becomes the
 * beginning of it, which fits more.
 */
bool fallback_pattern(const struct policy_interface *entry,
		      struct fallback_pattern *pattern);

/* The zone that frames with this tag are in on an interface; 0: untagged. */
size_t fallback_zone(const struct fallback *f, size_t interface, int vlan);

/* Nothing is written where out fails; its owner looks at that. */
void fallback_print(FILE *out, const struct fallback *f);

#endif
