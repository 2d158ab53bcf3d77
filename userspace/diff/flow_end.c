// SPDX-License-Identifier: GPL-2.0
/*
 * Which of the flows that are open now would end if a slot came in force.
 * The tables are read in batches; only what would end is kept.
 */
#include "diff/flow_end.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define BATCH 1024 /* entries asked for at once, to begin with */

struct finder {
	const struct flow_end_input *in;
	struct flow_places *places;
	struct flow_ends found;
	struct lc_flow_key *keys; /* room for batch of them */
	struct lc_flow *values;
	__u32 batch;
};

unsigned int flow_end_group(const struct flow_seen *seen)
{
	return seen->flow.opened_by & LC_OPENED_PERMIT ?
		       0 :
		       seen->flow.opened_by >> 16 & 0xff;
}

unsigned int flow_end_rule(const struct flow_seen *seen)
{
	return seen->flow.opened_by & LC_OPENED_PERMIT ?
		       0 :
		       seen->flow.opened_by & 0xffff;
}

static int keep(struct flow_ends *ends, const struct flow_seen *seen)
{
	struct flow_seen *larger;
	size_t room;

	if (ends->count == ends->room) {
		room = ends->room ? 2 * ends->room : 64;
		larger = reallocarray(ends->rows, room, sizeof(*larger));
		if (!larger)
			return -ENOMEM;
		ends->rows = larger;
		ends->room = room;
	}
	ends->rows[ends->count++] = *seen;
	return 0;
}

static int take(struct finder *f, const struct flow_seen *seen)
{
	if (!flow_alive_now(seen, f->in->now))
		return 0;
	f->found.alive++;
	if (!flow_would_end(f->in, f->places, seen))
		return 0;
	return keep(&f->found, seen);
}

static int make_room(struct finder *f, __u32 batch)
{
	free(f->keys);
	free(f->values);
	f->batch = batch;
	f->keys = calloc(batch, sizeof(*f->keys));
	f->values = calloc(batch, sizeof(*f->values));
	return f->keys && f->values ? 0 : -ENOMEM;
}

static int take_all(struct finder *f, enum lc_direction opener, __u32 count)
{
	struct flow_seen seen = { .opener = opener };
	int err = 0;
	__u32 i;

	for (i = 0; i < count && !err; i++) {
		seen.key = f->keys[i];
		seen.flow = f->values[i];
		err = take(f, &seen);
	}
	return err;
}

/* The kernel gives whole buckets: more room where one does not fit. */
static int read_table(struct finder *f, enum lc_direction opener)
{
	LIBBPF_OPTS(bpf_map_batch_opts, opts);
	__u32 at = 0, next = 0, count;
	bool begun = false, end = false;
	int err = 0;

	while (!end && !err) {
		count = f->batch;
		if (bpf_map_lookup_batch(f->in->maps[opener],
					 begun ? &at : NULL, &next, f->keys,
					 f->values, &count, &opts)) {
			if (errno == ENOSPC && f->batch < LC_FLOWS) {
				err = make_room(f, 2 * f->batch);
				continue;
			}
			if (errno != ENOENT)
				return -errno;
			end = true;
		}
		err = take_all(f, opener, count);
		begun = true;
		at = next;
	}
	return err;
}

static int compare_ends(const void *left, const void *right)
{
	const struct flow_seen *a = left, *b = right;
	unsigned int ga = flow_end_group(a), gb = flow_end_group(b);
	unsigned int ra = flow_end_rule(a), rb = flow_end_rule(b);

	if (ga != gb)
		return ga < gb ? -1 : 1;
	if (ra != rb)
		return ra < rb ? -1 : 1;
	if (a->key.mac != b->key.mac)
		return a->key.mac < b->key.mac ? -1 : 1;
	return memcmp(&a->key, &b->key, sizeof(a->key));
}

int flow_ends_find(const struct flow_end_input *in, struct flow_ends *ends)
{
	struct finder f = { .in = in };
	int err;

	err = flow_places_find(&in->live, &in->file, &f.places);
	if (!err)
		err = make_room(&f, BATCH);
	if (!err)
		err = read_table(&f, LC_EGRESS);
	if (!err)
		err = read_table(&f, LC_INGRESS);
	free(f.keys);
	free(f.values);
	flow_places_free(f.places);
	if (err) {
		flow_ends_free(&f.found);
		return err;
	}
	if (f.found.count)
		qsort(f.found.rows, f.found.count, sizeof(*f.found.rows),
		      compare_ends);
	*ends = f.found;
	return 0;
}

void flow_ends_free(struct flow_ends *ends)
{
	free(ends->rows);
	memset(ends, 0, sizeof(*ends));
}
