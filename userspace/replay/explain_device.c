// SPDX-License-Identifier: GPL-2.0
/*
 * Whose a frame is, told: the prefix that lists the device, its maker, the group
 * and the zone. How a prefix is found is bpf/classify.h.
 */
#include <string.h>

#include "base/mac.h"
#include "replay/explain_parts.h"

static const char *vendor_of(const struct explain_telling *t, unsigned int id)
{
	return names_text(t->policy->names, LC_NAME_VENDOR, id);
}

/* The prefixes that hold the address and list nobody here. */
static void add_elsewhere(const struct explain_telling *t,
			  struct explain_sentence *s)
{
	const struct explain_steps *steps = t->steps;
	char text[MAC_PREFIX_TEXT_LEN];
	size_t i;

	for (i = 0; i < steps->prefix_count; i++) {
		if (steps->prefixes[i].listed)
			continue;
		mac_prefix_format(steps->prefixes[i].mac,
				  steps->prefixes[i].bits, text);
		explain_add(s, "; %s is listed, but not in this zone", text);
	}
}

/* What the vendor table has where no group does. */
static void add_maker(const struct explain_telling *t,
		      struct explain_sentence *s)
{
	const struct vendor_table *table = t->policy->vendors;
	const struct vendor_prefix *found =
		vendor_lookup_local(table, t->steps->place.mac);

	if (found)
		explain_add(s, " (made by %s)",
			    table->vendors[found->vendor].slug);
}

static void tell_unlisted(struct explain_telling *t, struct explain_sentence *s)
{
	bool drops = t->leg->said.verdict != LC_PASS;

	explain_add(s, "no group lists it in zone %s",
		    t->leg->zone ? t->leg->zone : "?");
	add_maker(t, s);
	add_elsewhere(t, s);
	explain_add(s, drops ? "; the zone says unlisted: drop" :
			       "; what is unlisted passes");
	explain_say(t, EXPLAIN_DEVICE, EXPLAIN_DECIDES, "%s", s->text);
}

/* Monitor anywhere wins. */
static const char *monitor_by(const struct explain_telling *t)
{
	if (t->policy->policy->monitor)
		return "the policy only monitors";
	if (t->steps->place.monitor)
		return "the zone only monitors";
	if (t->group && t->group->monitor)
		return "the group only monitors";
	return NULL;
}

static bool falls_under(uint64_t mac, uint64_t prefix, unsigned int bits)
{
	return !((mac ^ prefix) & mac_mask(bits));
}

/* Those of the vendors that the group names. */
static void vendor_prefix(const struct explain_telling *t, uint64_t mac,
			  struct explain_prefix *best)
{
	const struct vendor_table *table = t->policy->vendors;
	const struct vendor_prefix *prefix;
	size_t i;
	int id;

	for (i = 0; i < t->group->vendor_count; i++) {
		id = strcmp(t->group->vendors[i], VENDOR_ANY_CAMERA_NAME) ?
			     vendor_find(table, t->group->vendors[i]) :
			     VENDOR_ANY_CAMERA;
		if (id == VENDOR_NONE) /* of another vendor table */
			continue;
		prefix = NULL;
		while ((prefix = vendor_next_prefix(table, id, prefix))) {
			if (prefix->bits <= best->bits ||
			    !falls_under(mac, prefix->mac, prefix->bits))
				continue;
			best->mac = prefix->mac;
			best->bits = prefix->bits;
		}
	}
}

/*
 * The longest that the group itself has. The tables may know a longer one, which
 * another group has elsewhere: there it stands for this one as well.
 */
static struct explain_prefix group_prefix(const struct explain_telling *t,
					  const struct explain_prefix *found)
{
	bool cleared = (t->steps->place.mac ^ found->mac) & MAC_LOCAL;
	uint64_t mac = t->steps->place.mac & ~(cleared ? MAC_LOCAL : 0);
	struct explain_prefix best = { 0 };
	const struct mac_prefix *prefix;
	size_t i;

	for (i = 0; t->group && i < t->group->prefix_count; i++) {
		prefix = &t->group->prefixes[i];
		if (prefix->bits <= best.bits ||
		    (cleared && prefix->bits == 48) ||
		    !falls_under(mac, prefix->mac, prefix->bits))
			continue;
		best.mac = prefix->mac;
		best.bits = prefix->bits;
	}
	if (t->group)
		vendor_prefix(t, mac, &best);
	return best.bits ? best : *found;
}

static void add_longer(struct explain_sentence *s,
		       const struct explain_prefix *found,
		       const struct explain_prefix *own)
{
	char text[MAC_PREFIX_TEXT_LEN];

	if (found->bits <= own->bits)
		return;
	mac_prefix_format(found->mac, found->bits, text);
	explain_add(s, "; %s is another group's, but not in this zone", text);
}

void explain_tell_device(struct explain_telling *t)
{
	const struct explain_steps *steps = t->steps;
	struct explain_prefix last, own;
	struct explain_sentence s = { "", 0 };
	const char *vendor, *by;

	if (t->leg->steps[EXPLAIN_LINK].outcome == EXPLAIN_DECIDES)
		return;
	if (!steps->place.listed || !steps->prefix_count) {
		tell_unlisted(t, &s);
		return;
	}
	last = steps->prefixes[steps->prefix_count - 1];
	own = group_prefix(t, &last);
	mac_prefix_format(own.mac, own.bits, t->leg->prefix);
	vendor = vendor_of(t, last.vendor);
	explain_add(&s, "%s (%s) is the longest prefix that fits",
		    t->leg->prefix, vendor ? vendor : "no known vendor");
	if ((steps->place.mac ^ last.mac) & MAC_LOCAL)
		explain_add(&s, ", the local bit cleared");
	explain_add(&s, "; group %s lists it in zone %s",
		    t->leg->group ? t->leg->group : "?",
		    t->leg->zone ? t->leg->zone : "?");
	add_elsewhere(t, &s);
	add_longer(&s, &last, &own);
	by = monitor_by(t);
	if (by)
		explain_add(&s, "; %s", by);
	explain_say(t, EXPLAIN_DEVICE, EXPLAIN_GOES_ON, "%s", s.text);
}
