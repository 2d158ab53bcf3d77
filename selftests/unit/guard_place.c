// SPDX-License-Identifier: GPL-2.0
/*
 * Where zones are for the guard: on the ports that an interface stands on, with
 * the tags that its frames have there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guard/guard_place.h"
#include "kselftest.h"
#include "port/netdev.h"
#include "policy/site.h"

/* Ascending by ifindex, as netdevs_load() has them. */
static struct netdev devs[] = {
	{ .ifindex = 2, .name = "eth0", .master = 10 },
	{ .ifindex = 3, .name = "eth1", .master = 10 },
	{ .ifindex = 4, .name = "lan0" },
	{ .ifindex = 5, .name = "lan1", .kind = "veth" },
	{ .ifindex = 10, .name = "bond0", .kind = "bond" },
	{ .ifindex = 11,
	  .name = "bond0.7",
	  .kind = "vlan",
	  .lower = 10,
	  .vlan = 7 },
	{ .ifindex = 12,
	  .name = "lan0.9",
	  .kind = "vlan",
	  .lower = 4,
	  .vlan = 9,
	  .master = 14 },
	{ .ifindex = 13,
	  .name = "bond0.7.8",
	  .kind = "vlan",
	  .lower = 11,
	  .vlan = 8 },
	{ .ifindex = 14, .name = "br0", .kind = "bridge" },
	{ .ifindex = 15, .name = "br1", .kind = "bridge" },
	{ .ifindex = 16, .name = "a", .kind = "macvlan", .lower = 17 },
	{ .ifindex = 17, .name = "b", .kind = "macvlan", .lower = 16 },
};

static const struct netdevs all = { .devs = devs, .count = ARRAY_SIZE(devs) };

static struct policy_zone hall = { .vlans = { 1ull << 0 | 1ull << 5 } };

static void add_zone(struct site *site, unsigned int interface,
		     const struct policy_zone *entry)
{
	site->zones[site->zone_count].interface = interface;
	site->zones[site->zone_count++].entry = entry;
}

static unsigned int first_vlan(const struct guard_place *place)
{
	unsigned int vlan = 0;

	while (vlan < 4096 && !(place->vlans[vlan / 8] >> (vlan % 8) & 1))
		vlan++;
	return vlan;
}

static unsigned int count_vlans(const struct guard_place *place)
{
	unsigned int vlan, count = 0;

	for (vlan = 0; vlan < 4096; vlan++)
		count += place->vlans[vlan / 8] >> (vlan % 8) & 1;
	return count;
}

/* "ZONE NAME:INDEX FIRST-VLAN+HOW-MANY; ..." for a policy of these interfaces */
static void places_of(const char *const *names, bool with_hall,
		      const struct netdevs *known, char *text, size_t size)
{
	struct site *site = calloc(1, sizeof(*site));
	struct guard_places *places;
	FILE *out = fmemopen(text, size, "w");
	size_t i;

	if (!site || !out)
		ksft_exit_fail_msg("out of memory\n");
	for (i = 0; names[i]; i++) {
		const struct netdev *dev = netdevs_by_name(&all, names[i]);

		strcpy(site->interfaces[i].name, names[i]);
		site->interfaces[i].ifindex = dev ? dev->ifindex : 99;
		site->interface_count++;
		add_zone(site, i, NULL);
	}
	if (with_hall)
		add_zone(site, 0, &hall);
	if (guard_places_make(site, known, &places))
		ksft_exit_fail_msg("no places\n");
	for (i = 0; i < places->count; i++)
		fprintf(out, "%u %s:%u %u+%u; ", places->items[i].zone,
			places->items[i].name, places->items[i].ifindex,
			first_vlan(&places->items[i]),
			count_vlans(&places->items[i]));
	fclose(out);
	free(places);
	free(site);
}

static const struct {
	const char *name;
	const char *interfaces[4];
	bool hall;
	bool blind; /* devices are not looked at */
	const char *places;
} cases[] = {
	{ "ports",
	  { "lan0", "lan1" },
	  true,
	  false,
	  "0 lan0:4 1+4094; 1 lan1:5 0+4096; 2 lan0:4 0+2; " },
	{ "a bond is its ports",
	  { "bond0", "lan0" },
	  true,
	  false,
	  "0 eth0:2 1+4094; 0 eth1:3 1+4094; 1 lan0:4 0+4096; "
	  "2 eth0:2 0+2; 2 eth1:3 0+2; " },
	{ "a VLAN device is its tag",
	  { "lan0.9" },
	  false,
	  false,
	  "0 lan0:4 9+1; " },
	{ "on a bond too",
	  { "bond0.7" },
	  false,
	  false,
	  "0 eth0:2 7+1; 0 eth1:3 7+1; " },
	{ "of two tags the outer one",
	  { "bond0.7.8" },
	  false,
	  false,
	  "0 eth0:2 7+1; 0 eth1:3 7+1; " },
	{ "a bridge is its ports", { "br0" }, false, false, "0 lan0:4 9+1; " },
	{ "one without ports is itself",
	  { "br1" },
	  false,
	  false,
	  "0 br1:15 0+4096; " },
	{ "a ring of devices ends", { "a" }, false, false, "0 a:16 0+4096; " },
	{ "a device that is gone",
	  { "cam9" },
	  false,
	  false,
	  "0 cam9:99 0+4096; " },
	{ "without devices each is a port",
	  { "bond0", "lan0.9" },
	  false,
	  true,
	  "0 bond0:10 0+4096; 1 lan0.9:12 0+4096; " },
};

static bool too_many(void)
{
	struct site *site = calloc(1, sizeof(*site));
	struct guard_places *places = NULL;
	bool right;
	unsigned int i;

	if (!site)
		return false;
	site->interfaces[0].ifindex = 10;
	strcpy(site->interfaces[0].name, "bond0");
	site->interface_count = 1;
	for (i = 0; i < LCG_MAX_ZONES / 2; i++)
		add_zone(site, 0, i ? &hall : NULL);
	right = !guard_places_make(site, &all, &places) &&
		places->count == LCG_MAX_ZONES;
	free(places);
	places = NULL;
	add_zone(site, 0, &hall);
	right &= guard_places_make(site, &all, &places) == -E2BIG && !places;
	free(site);
	return right;
}

int main(void)
{
	char text[512];
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + 1);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct netdevs *known = &all;

		if (cases[i].blind)
			known = NULL;
		places_of(cases[i].interfaces, cases[i].hall, known, text,
			  sizeof(text));
		if (strcmp(text, cases[i].places))
			ksft_print_msg("expected %s\n# got %s\n",
				       cases[i].places, text);
		ksft_test_result(!strcmp(text, cases[i].places), "%s\n",
				 cases[i].name);
	}
	ksft_test_result(too_many(), "128 places, no more\n");
	ksft_finished();
}
