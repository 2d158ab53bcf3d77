// SPDX-License-Identifier: GPL-2.0
/*
 * Where a device might be: every interface and zone of the slot in force, as
 * far as the slot to come tells them apart; and whether a flow could go on at
 * one of these places (flow_end.h).
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "diff/flow_end.h"

#define NO_ZONE LC_ZONE_SLOTS /* the interface is not in that slot */

struct flow_places {
	struct flow_place *places;
	size_t count;
};

static const struct lc_iface *iface_of(const struct flow_slot *slot,
				       unsigned int ifindex)
{
	const struct lc_iface *iface =
		&slot->hot->ifaces[lc_iface_bucket(ifindex,
						   slot->hot->head.iface_seed) %
				   LC_IFACE_BUCKETS];

	return iface->ifindex == ifindex ? iface : NULL;
}

static unsigned int zone_at(const struct flow_slot *slot,
			    const struct lc_iface *iface, unsigned int vlan)
{
	unsigned int zone;

	if (!iface)
		return NO_ZONE;
	zone = iface->zone;
	if (iface->flags & LC_IFACE_VLAN_ZONES)
		zone = slot->hot->vlan_zone[iface->index % LC_MAX_INTERFACES]
					   [vlan];
	return zone % LC_ZONE_SLOTS;
}

/* Each pair of zones that some VLAN has, by one such VLAN. */
static int add_places(struct flow_places *places, const struct flow_slot *live,
		      const struct flow_slot *file, const struct lc_iface *on)
{
	const struct lc_iface *next = iface_of(file, on->ifindex);
	bool seen[LC_ZONE_SLOTS][LC_ZONE_SLOTS + 1] = { 0 };
	struct flow_place *larger;
	unsigned int vlan, a, b;

	for (vlan = 0; vlan < LC_VLANS; vlan++) {
		a = zone_at(live, on, vlan);
		b = zone_at(file, next, vlan);
		if (seen[a][b])
			continue;
		seen[a][b] = true;
		larger = reallocarray(places->places, places->count + 1,
				      sizeof(*larger));
		if (!larger)
			return -ENOMEM;
		places->places = larger;
		places->places[places->count++] = (struct flow_place){
			.ifindex = on->ifindex,
			.vlan = vlan,
		};
	}
	return 0;
}

int flow_places_find(const struct flow_slot *live, const struct flow_slot *file,
		     struct flow_places **out)
{
	struct flow_places *places = calloc(1, sizeof(*places));
	struct lc_iface iface;
	int err = 0;
	size_t i;

	if (!places)
		return -ENOMEM;
	for (i = 0; i < LC_IFACE_BUCKETS && !err; i++) {
		iface = live->hot->ifaces[i];
		if (iface.ifindex)
			err = add_places(places, live, file, &iface);
	}
	if (err)
		flow_places_free(places);
	else
		*out = places;
	return err;
}

void flow_places_free(struct flow_places *places)
{
	if (!places)
		return;
	free(places->places);
	free(places);
}

enum outcome {
	OUTCOME_NONE, /* it does not go on anywhere as it is */
	OUTCOME_ENDS,
	OUTCOME_STAYS,
};

/* group: the device must be in that one, 0: in any. */
static enum outcome judge(const struct flow_end_input *in,
			  const struct flow_places *places,
			  const struct flow_seen *seen, unsigned int group,
			  bool *listed)
{
	enum outcome outcome = OUTCOME_NONE;
	const struct flow_place *at;
	unsigned int here;
	size_t i;

	for (i = 0; i < places->count; i++) {
		at = &places->places[i];
		here = flow_group(&in->live, at, seen->key.mac);
		if (!here || (group && here != group))
			continue;
		*listed = true;
		if (!flow_goes_on(&in->live, at, seen, in->now))
			continue;
		if (flow_goes_on(&in->file, at, seen, in->now))
			return OUTCOME_STAYS;
		outcome = OUTCOME_ENDS;
	}
	return outcome;
}

bool flow_would_end(const struct flow_end_input *in,
		    const struct flow_places *places,
		    const struct flow_seen *seen)
{
	enum outcome outcome;
	bool listed = false;

	outcome = judge(in, places, seen, flow_end_group(seen), &listed);
	if (!listed)
		outcome = judge(in, places, seen, 0, &listed);
	return outcome == OUTCOME_ENDS;
}
