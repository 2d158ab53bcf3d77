// SPDX-License-Identifier: GPL-2.0
/*
 * What tests of the compiler share: its input made by hand, without YAML, and
 * its output as the data path sees it. No test of its own.
 */
#include "lib_compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"

struct bench *bench_new(void)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench || names_load(-1, &bench->names))
		ksft_exit_fail_msg("out of memory\n");
	bench->diag = diag_new();
	if (!bench->diag)
		ksft_exit_fail_msg("out of memory\n");
	bench->policy.path = (char *)diag_file(bench->diag, "policy.yaml");
	return bench;
}

void bench_free(struct bench *bench)
{
	slot_image_free(bench->image);
	names_free(bench->names);
	diag_free(bench->diag);
	free(bench);
}

int bench_compile(struct bench *bench)
{
	const struct compile_input input = {
		.policy = &bench->policy,
		.site = &bench->site,
		.listing = &bench->listing,
		.vendors = &bench->vendors,
		.names = bench->names,
	};

	slot_image_free(bench->image);
	bench->image = NULL;
	return compile_slot(&input, bench->diag, &bench->image);
}

const char *bench_error(struct bench *bench)
{
	size_t count = diag_errors(bench->diag);

	return count ? diag_finding(bench->diag, count - 1)->text : "";
}

unsigned int bench_interface(struct bench *bench, const char *name)
{
	unsigned int i = bench->site.interface_count++;
	struct site_interface *interface = &bench->site.interfaces[i];
	struct site_zone *zone = &bench->site.zones[bench->site.zone_count];

	snprintf(interface->name, sizeof(interface->name), "%s", name);
	interface->ifindex = i + 1;
	interface->zone = bench->site.zone_count++;
	snprintf(zone->name, sizeof(zone->name), "%s", name);
	zone->interface = i;
	return i;
}

struct lc_slot lib_slot(const struct slot_image *image)
{
	return (struct lc_slot){
		.hot = &image->hot,
		.rules = &image->rules,
		.addr6 = &image->addr6,
	};
}

static struct lc_addr from_octets(const uint8_t *octets, bool v6)
{
	struct lc_addr addr = { 0 };
	int i;

	if (v6)
		for (i = 0; i < 8; i++)
			addr.hi = addr.hi * 256 + octets[i];
	for (i = v6 ? 8 : 0; i < (v6 ? 16 : 4); i++)
		addr.lo = addr.lo * 256 + octets[i];
	return addr;
}

static void to_octets(struct lc_addr addr, bool v6, uint8_t octets[16])
{
	int i;

	memset(octets, 0, 16);
	for (i = 0; i < 8 && v6; i++) {
		octets[i] = addr.hi >> (56 - 8 * i);
		octets[8 + i] = addr.lo >> (56 - 8 * i);
	}
	for (i = 0; i < 4 && !v6; i++)
		octets[i] = addr.lo >> (24 - 8 * i);
}

struct lc_addr lib_addr_first(const struct addr_prefix *prefix)
{
	return from_octets(prefix->addr, prefix->v6);
}

struct lc_addr lib_addr_last(const struct addr_prefix *prefix)
{
	uint8_t octets[16];
	int bit;

	memcpy(octets, prefix->addr, sizeof(octets));
	for (bit = prefix->bits; bit < (prefix->v6 ? 128 : 32); bit++)
		octets[bit / 8] |= 0x80 >> (bit % 8);
	return from_octets(octets, prefix->v6);
}

struct lc_addr lib_addr_step(struct lc_addr addr, bool v6, int by)
{
	uint8_t octets[16];
	int i, end = v6 ? 16 : 4;

	to_octets(addr, v6, octets);
	for (i = end - 1; i >= 0; i--) {
		octets[i] += by;
		/* carried on while an octet turns over */
		if (octets[i] != (by > 0 ? 0 : 255))
			break;
	}
	return from_octets(octets, v6);
}

bool lib_addr_within(struct lc_addr addr, bool v6,
		     const struct addr_prefix *prefix)
{
	int whole = prefix->bits / 8, rest = prefix->bits % 8;
	uint8_t octets[16];

	if (prefix->v6 != v6)
		return false;
	to_octets(addr, v6, octets);
	if (memcmp(octets, prefix->addr, whole))
		return false;
	return !rest ||
	       octets[whole] >> (8 - rest) == prefix->addr[whole] >> (8 - rest);
}

bool lib_addr_listed(struct lc_addr addr, bool v6, const struct addr_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (lib_addr_within(addr, v6, &list->items[i]))
			return true;
	return false;
}

static void set_bit(uint8_t *octets, unsigned int bit, bool on)
{
	octets[bit / 8] &= ~(0x80 >> (bit % 8));
	if (on)
		octets[bit / 8] |= 0x80 >> (bit % 8);
}

struct addr_prefix lib_random_prefix(struct rng *rng, bool v6,
				     unsigned int min_bits)
{
	unsigned int max = v6 ? 128 : 32, base = rng_below(rng, 8), keep, bit;
	struct rng same = rng_new(rng->seed * 8 + base);
	struct addr_prefix prefix = { .v6 = v6 };

	keep = rng_chance(rng, 50) ? max : rng_below(rng, max + 1);
	prefix.bits = min_bits + rng_below(rng, max - min_bits + 1);
	for (bit = 0; bit < prefix.bits; bit++) {
		bool on = base > 1 ? rng_next(&same) & 1 : base;

		if (bit >= keep)
			on = rng_next(rng) & 1;
		set_bit(prefix.addr, bit, on);
	}
	return prefix;
}

struct lc_addr lib_random_addr(struct rng *rng,
			       const struct addr_prefix *prefix)
{
	unsigned int max = prefix->v6 ? 128 : 32, bit;
	struct addr_prefix inside = *prefix;

	switch (rng_below(rng, 6)) {
	case 0:
		return lib_addr_first(prefix);
	case 1:
		return lib_addr_last(prefix);
	case 2:
		return lib_addr_step(lib_addr_first(prefix), prefix->v6, -1);
	case 3:
		return lib_addr_step(lib_addr_last(prefix), prefix->v6, 1);
	}
	for (bit = prefix->bits; bit < max; bit++)
		set_bit(inside.addr, bit, rng_next(rng) & 1);
	return lib_addr_first(&inside);
}
