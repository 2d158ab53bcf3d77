/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What tests of the compiler share: its input made by hand, without YAML, and
 * its output as the data path sees it. No test of its own.
 */
#ifndef LIB_COMPILE_H
#define LIB_COMPILE_H

#include "compile/compile.h"
#include "lib_random.h"
#include "policy/vendor.h"

/* gcc does not know "#pragma unroll", and need not */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunknown-pragmas"
#include "classify.h"
#include "decide.h"
#pragma GCC diagnostic pop

/*
 * All zero but for what bench_new() makes. Tests hang their own arrays in
 * policy, site, listing and vendors, and free them.
 */
struct bench {
	struct policy policy;
	struct site site;
	struct listing listing;
	struct vendor_table vendors;
	struct names *names;
	struct diag *diag;
	struct slot_image *image; /* of the last bench_compile() */
};

/* Ends the test when out of memory. */
struct bench *bench_new(void);
void bench_free(struct bench *bench);

/* Compile anew, in place of the image before. As compile_slot(). */
int bench_compile(struct bench *bench);

/* The text of the last error, "" if there was none. */
const char *bench_error(struct bench *bench);

/* An interface and its own zone, with that name; its index. */
unsigned int bench_interface(struct bench *bench, const char *name);

/* An image as a frame meets it. */
struct lc_slot lib_slot(const struct slot_image *image);

/*
 * Forget all flows and rates that judging has made so far, and the permits
 * (lib_state.c).
 */
void lib_state_clear(void);

/* What judging takes for the time, in ns; 0 to begin with. */
extern uint64_t lib_clock;

/* Permits as the programs see them; one device has some, a bit for each. */
extern struct lc_permit lib_permits[LC_PERMITS];
extern __u64 lib_permit_mac, lib_permit_mask;

/* The address of a prefix in a frame's form, and its first and last one. */
struct lc_addr lib_addr_first(const struct addr_prefix *prefix);
struct lc_addr lib_addr_last(const struct addr_prefix *prefix);

/* One above, one below; beyond the last one comes the first. */
struct lc_addr lib_addr_step(struct lc_addr addr, bool v6, int by);

/* By the octets, without the numbers that the tables are made of. */
bool lib_addr_within(struct lc_addr addr, bool v6,
		     const struct addr_prefix *prefix);
bool lib_addr_listed(struct lc_addr addr, bool v6,
		     const struct addr_list *list);

/*
 * A prefix of at least min_bits, often within others of the same seed, or at
 * the first or last addresses that there are.
 */
struct addr_prefix lib_random_prefix(struct rng *rng, bool v6,
				     unsigned int min_bits);

/* The first or last address of the prefix, one beside them, or one within. */
struct lc_addr lib_random_addr(struct rng *rng,
			       const struct addr_prefix *prefix);

#endif
