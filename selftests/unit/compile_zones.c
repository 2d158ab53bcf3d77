// SPDX-License-Identifier: GPL-2.0
/*
 * 64 interfaces of any index and 64 zones on them: every VLAN of every one is
 * in its zone, with that zone's flags, and no other interface is known.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest.h"
#include "lib_compile.h"

static struct policy_zone entries[LC_MAX_ZONES];

static bool has_vlan(const struct policy_zone *entry, unsigned int vlan)
{
	return entry && entry->vlans[vlan / 64] >> (vlan % 64) & 1;
}

static void random_flags(struct rng *rng, struct site_zone *zone)
{
	zone->unlisted_drop = rng_chance(rng, 50);
	zone->monitor = rng_chance(rng, 50);
}

/* A VLAN goes to one of the zones on its interface, or to none of them. */
static void share_vlans(struct rng *rng, const struct site *site)
{
	unsigned int vlan, z;

	memset(entries, 0, sizeof(entries));
	for (z = site->interface_count; z < site->zone_count; z++)
		for (vlan = 0; vlan < LC_VLANS; vlan++) {
			unsigned int other = site->interface_count;
			bool taken = false;

			for (; other < z; other++)
				taken |= site->zones[other].interface ==
						 site->zones[z].interface &&
					 has_vlan(site->zones[other].entry,
						  vlan);
			if (!taken && rng_chance(rng, 30))
				entries[z - site->interface_count]
					.vlans[vlan / 64] |= 1ull
							     << (vlan % 64);
		}
}

static bool has_index(const struct site *site, unsigned int ifindex)
{
	size_t i;

	for (i = 0; i < site->interface_count; i++)
		if (site->interfaces[i].ifindex == ifindex)
			return true;
	return false;
}

static void furnish(struct rng *rng, struct bench *bench, uint32_t index_mask)
{
	struct site *site = &bench->site;
	struct site_zone *zone;
	unsigned int i, ifindex;
	char name[16];

	for (i = 0; i < LC_MAX_INTERFACES; i++) {
		do {
			ifindex = 1 + (rng_next(rng) & index_mask);
		} while (has_index(site, ifindex));
		snprintf(name, sizeof(name), "lan%u", i);
		bench_interface(bench, name);
		site->interfaces[i].ifindex = ifindex;
		random_flags(rng, &site->zones[i]);
	}
	for (i = 0; i < LC_MAX_ZONES; i++) {
		zone = &site->zones[site->zone_count++];
		snprintf(zone->name, sizeof(zone->name), "zone-%u", i);
		zone->interface = rng_below(rng, LC_MAX_INTERFACES / 2);
		zone->entry = &entries[i];
		random_flags(rng, zone);
	}
	share_vlans(rng, site);
}

static unsigned int zone_of(const struct site *site, unsigned int interface,
			    unsigned int vlan)
{
	unsigned int z;

	for (z = site->interface_count; z < site->zone_count; z++)
		if (site->zones[z].interface == interface &&
		    has_vlan(site->zones[z].entry, vlan))
			return z;
	return interface;
}

static bool frame_right(const struct bench *bench, unsigned int i,
			unsigned int vlan)
{
	const struct site *site = &bench->site;
	struct lc_slot slot = lib_slot(bench->image);
	struct lc_frame f = { .ifindex = site->interfaces[i].ifindex,
			      .vlan = vlan,
			      .direction = (i + vlan) % 2 };
	const struct lc_iface *iface = classify_iface(&f, &slot);
	const struct site_zone *zone = &site->zones[zone_of(site, i, vlan)];
	const char *name;
	bool drop;

	if (!iface)
		return false;
	classify_zone(&f, &slot, iface);
	classify_unlisted(&f, &slot);
	/* only frames into the router, and then only by the zone */
	drop = zone->unlisted_drop && f.direction == LC_INGRESS;
	name = names_text(bench->names, LC_NAME_ZONE, f.zone_id);
	if (name && !strcmp(name, zone->name) && f.iface_index == i &&
	    &site->zones[f.zone_index] == zone &&
	    !f.monitor == !(zone->monitor || bench->policy.monitor) &&
	    f.verdict == (drop ? LC_DROP : LC_PASS) &&
	    (!drop || f.reason == LC_REASON_UNLISTED) &&
	    (!zone->unlisted_drop || iface->flags & LC_IFACE_UNLISTED_DROP))
		return true;
	ksft_print_msg("interface %u, VLAN %u: zone %s, expected %s\n", i, vlan,
		       name ? name : "-", zone->name);
	return false;
}

static bool others_unknown(struct rng *rng, const struct bench *bench)
{
	struct lc_slot slot = lib_slot(bench->image);
	struct lc_frame f = { 0 };
	unsigned int i;

	for (i = 0; i < 20000; i++) {
		f.ifindex = i < 5000 ? i : rng_next(rng);
		if (!has_index(&bench->site, f.ifindex) &&
		    classify_iface(&f, &slot) && f.ifindex)
			return false;
	}
	return true;
}

static bool site_right(uint64_t seed, uint32_t index_mask)
{
	struct bench *bench = bench_new();
	struct rng rng = rng_new(seed);
	unsigned int i, vlan;
	bool right;

	furnish(&rng, bench, index_mask);
	bench->policy.monitor = rng_chance(&rng, 30);
	right = !bench_compile(bench) && others_unknown(&rng, bench);
	for (i = 0; i < LC_MAX_INTERFACES; i++)
		for (vlan = 0; vlan < LC_VLANS && right; vlan++)
			right = frame_right(bench, i, vlan);
	if (!right)
		ksft_print_msg("seed %llu\n", (unsigned long long)seed);
	bench_free(bench);
	return right;
}

/* A slot that nothing was compiled into knows nobody, not even index 0. */
static bool empty_right(void)
{
	struct slot_image *image = calloc(1, sizeof(*image));
	struct lc_frame f = { 0 };
	struct lc_slot slot;
	bool right = true;

	if (!image)
		ksft_exit_fail_msg("out of memory\n");
	slot = lib_slot(image);
	for (; f.ifindex < 5000; f.ifindex++)
		right &= !classify_iface(&f, &slot);
	free(image);
	return right;
}

/* In a process of its own, for what it guards against is a search for ever. */
static bool far_apart(unsigned int distance)
{
	struct bench *bench;
	pid_t pid = fork();
	int status;

	if (pid < 0)
		ksft_exit_fail_msg("fork: %s\n", strerror(errno));
	if (!pid) {
		alarm(30);
		bench = bench_new();
		bench_interface(bench, "lan0");
		bench_interface(bench, "lan1");
		bench->site.interfaces[1].ifindex = 1 + distance;
		status = bench_compile(bench);
		bench_free(bench);
		_exit(status ? 1 : 0);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		ksft_print_msg("killed by signal %d\n", WTERMSIG(status));
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(6);
	ksft_test_result(site_right(1, 0x7f), "indexes up to 128\n");
	ksft_test_result(site_right(2, 0xffff), "indexes up to 65,536\n");
	ksft_test_result(site_right(3, 0x3fffffff), "indexes up to 2^30\n");
	ksft_test_result(empty_right(), "an empty slot knows no interface\n");
	ksft_test_result(far_apart(1 << 16), "indexes 2^16 apart\n");
	ksft_test_result(far_apart(1 << 25), "indexes 2^25 apart\n");
	ksft_finished();
}
