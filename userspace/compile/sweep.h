/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Ranges of numbers, each carrying a mark, turned into the fewest classes of
 * numbers that carry the same marks. For IPv4 and IPv6 addresses and for ports.
 * Knows nothing about what the marks stand for.
 */
#ifndef LENSCAP_SWEEP_H
#define LENSCAP_SWEEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SWEEP_MARKS 2048 /* marks are 0..2047 */
#define SWEEP_WORDS (SWEEP_MARKS / 64)

/* 128 bits; what is smaller stands in lo. */
struct sweep_key {
	uint64_t hi;
	uint64_t lo;
};

/*
 * Sets of marks that occur, each once; class 0 is the empty one. Several
 * sweeps may share them, so that IPv4 and IPv6 fall into the same classes.
 */
struct sweep_classes {
	uint64_t (*sets)[SWEEP_WORDS];
	size_t count;
	size_t room;
	uint32_t *index; /* open-addressed by hash, class + 1 */
	size_t index_size;
};

struct sweep_event {
	struct sweep_key at;
	uint16_t mark;
	bool begin;
};

struct sweep {
	struct sweep_event *events;
	size_t count;
	size_t room;
};

/* Class classes[i] holds from bounds[i - 1] on and below bounds[i]. */
struct sweep_result {
	struct sweep_key *bounds;
	uint16_t *classes; /* count + 1 */
	size_t count;
};

int sweep_classes_init(struct sweep_classes *classes);
void sweep_classes_free(struct sweep_classes *classes);
bool sweep_classes_has(const struct sweep_classes *classes, size_t class,
		       unsigned int mark);

/*
 * Numbers from first to last, both included, carry the mark. last must be
 * below the largest number there is, or open true: then there is no end.
 * 0 or -ENOMEM.
 */
int sweep_add(struct sweep *sweep, struct sweep_key first,
	      struct sweep_key last, bool open, unsigned int mark);

/*
 * Cut into classes. 0 and a result whose arrays the caller frees with
 * sweep_result_free(), -ENOMEM, or -E2BIG: over 65,535 classes.
 */
int sweep_run(struct sweep *sweep, struct sweep_classes *classes,
	      struct sweep_result *result);
void sweep_result_free(struct sweep_result *result);
void sweep_free(struct sweep *sweep);

#endif
