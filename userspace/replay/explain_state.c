// SPDX-License-Identifier: GPL-2.0
/*
 * What lasts from one frame to the next, copied out of the maps in force into
 * private ones: as far as one frame can meet it. Those in force are only read.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "replay/explain_policy.h"
#include "replay/replay.h"

/* One entry; what is not there is not copied. */
static int copy_entry(const struct object *from, const struct object *to,
		      enum object_map map, const void *key, void *value)
{
	if (bpf_map_lookup_elem(from->maps[map], key, value))
		return errno == ENOENT ? 0 : -errno;
	return bpf_map_update_elem(to->maps[map], key, value, BPF_ANY) ?
		       -errno :
		       0;
}

/* Buckets are kept by another clock than flows, and here there is but one. */
static int copy_rate(const struct object *from, const struct object *to,
		     const struct lc_rate_key *key, uint64_t now)
{
	struct lc_rate rate;

	if (bpf_map_lookup_elem(from->maps[OBJECT_RATES], key, &rate))
		return errno == ENOENT ? 0 : -errno;
	rate.full_at += (now - clock_monotonic_ns()) << LC_RATE_UNITS_SHIFT;
	return bpf_map_update_elem(to->maps[OBJECT_RATES], key, &rate,
				   BPF_ANY) ?
		       -errno :
		       0;
}

/* All that are active: what one of them opened may be in a flow. */
static int copy_permits(const struct object *from, const struct object *to,
			const struct lc_rate_key *place)
{
	struct lc_permit permit;
	uint64_t mask;
	uint32_t i;
	int err = 0;

	for (i = 0; i < LC_PERMITS && !err; i++)
		err = copy_entry(from, to, OBJECT_PERMITS, &i, &permit);
	return err ? err :
		     copy_entry(from, to, OBJECT_PERMIT_MACS, &place->mac,
				&mask);
}

static int copy_all(const struct explain_policy *ep, const struct object *to,
		    const struct lc_flow_key *key,
		    const struct lc_rate_key *place, uint64_t now, bool permits)
{
	const struct object *from = &ep->live.obj;
	struct lc_flow flow;
	int err = 0;

	if (key)
		err = copy_entry(from, to, OBJECT_FLOWS_PEER, key, &flow);
	if (key && !err)
		err = copy_entry(from, to, OBJECT_FLOWS_DEVICE, key, &flow);
	if (!err)
		err = copy_rate(from, to, place, now);
	if (permits && !err)
		err = copy_permits(from, to, place);
	return err;
}

int explain_state_copy(const struct explain_policy *ep, struct replay *replay,
		       const struct lc_flow_key *key,
		       const struct lc_rate_key *place, uint64_t now,
		       bool *permits, struct fault *fault)
{
	const struct object *to = replay_object(replay);
	int err;

	*permits = ep->in_force &&
		   ep->live.slots.hot->control.live & LC_LIVE_PERMITS;
	if (!ep->in_force)
		return 0;
	if (*permits)
		replay_permit(replay);
	err = copy_all(ep, to, key, place, now, *permits);
	if (err)
		return fault_set(
			fault, err,
			"what is open now cannot be copied out of the maps in force: %s",
			strerror(-err));
	return 0;
}
