// SPDX-License-Identifier: GPL-2.0
/*
 * The census's reader on plain memory: rows of several processors are one, ticks
 * are times, floods and the ledger are told apart, names find their attempts,
 * what is forgotten is gone. The kernel's own memory: cli/devices.sh.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "census/census_parts.h"
#include "ledger/history.h"
#include "kselftest.h"

#define CPUS 3
#define MAC 0x4419b6000005ull
#define TICK_NS 4000000ull
#define TICK_MS (TICK_NS * 64 / 1000000)
#define NOW_TICK 1000000u
#define NOW 1700000000000ll

static struct lc_census *cpus;
static struct names *names;
static const struct census_clock at = {
	.count = (uint64_t)NOW_TICK << LC_TICK_SHIFT,
	.tick_ns = TICK_NS,
	.now = NOW,
};

static const char *lan0, *lan1;
static int iface0, iface1, zone0, zone1, vendor0, vendor1;

static void set_up_names(void)
{
	iface1 = names_id(names, LC_NAME_IFACE, 0, "lan1");
	iface0 = names_id(names, LC_NAME_IFACE, 0, "lan0");
	zone0 = names_id(names, LC_NAME_ZONE, 0, "yard");
	zone1 = names_id(names, LC_NAME_ZONE, 0, "hall");
	vendor0 = names_id(names, LC_NAME_VENDOR, 0, "hikvision");
	vendor1 = names_id(names, LC_NAME_VENDOR, 0, "dahua");
	lan0 = names_text(names, LC_NAME_IFACE, iface0);
	lan1 = names_text(names, LC_NAME_IFACE, iface1);
}

static void empty(void)
{
	memset(cpus, 0, CPUS * sizeof(*cpus));
}

static struct lc_device *add_device(unsigned int cpu, size_t i, uint64_t mac,
				    unsigned int vlan, int iface,
				    uint32_t first, uint32_t last)
{
	struct lc_device *device = &cpus[cpu].devices[i];
	uint64_t place = mac | (uint64_t)vlan << LC_PLACE_VLAN;

	*device = (struct lc_device){
		.place = place,
		.iface = iface,
		.zone = zone0,
		.vendor = vendor0,
		.first = first,
		.last = last,
		.frames = 1,
		.bytes = 60,
	};
	cpus[cpu].device_marks[i / LC_CENSUS_WAYS][i % LC_CENSUS_WAYS] = 1;
	return device;
}

static struct lc_attempt *add_attempt(unsigned int cpu, size_t i, uint64_t mac,
				      uint32_t last)
{
	struct lc_attempt *attempt = &cpus[cpu].attempts[i];

	*attempt = (struct lc_attempt){
		.place = mac,
		.peer = { 0, 0xcb007109 },
		.port = 443,
		.proto = 6,
		.l3 = 4,
		.verdict = LC_DROP,
		.iface = iface0,
		.zone = zone0,
		.vendor = vendor0,
		.first = last - 10,
		.last = last,
		.frames = 2,
		.bytes = 120,
	};
	cpus[cpu].attempt_marks[i / LC_CENSUS_WAYS][i % LC_CENSUS_WAYS] =
		2 * i + 1;
	return attempt;
}

static struct census *look(const struct history *history,
			   struct census_names *seen)
{
	struct census_names none = { 0 };
	struct census *census = NULL;
	struct census_sums sums;

	if (census_add_up(cpus, CPUS, true, &sums))
		ksft_exit_fail_msg("out of memory\n");
	if (census_build(&sums, &at, names, history, seen ? seen : &none,
			 &census))
		ksft_exit_fail_msg("out of memory\n");
	census_sums_free(&sums);
	return census;
}

static void devices_added(void)
{
	struct lc_device *d;
	struct census *c;

	empty();
	d = add_device(0, 0, MAC, 0, iface0, NOW_TICK - 400, NOW_TICK - 300);
	d->ipv4 = 1;
	d->dropped = 3;
	cpus[0].addr6[0] = (struct lc_device_addr6){ 5, 6 };
	d = add_device(2, LC_DEVICES - 1, MAC, 0, iface0, NOW_TICK - 350,
		       NOW_TICK - 100);
	d->ipv4 = 2;
	d->would_drop = 4;
	d->unnamed = 7;
	d->zone = zone1;
	d->vendor = vendor1;
	cpus[1].totals.unnamed = 7;
	cpus[2].ports[iface0].unplaced = 9;
	cpus[1].ports[iface1].unplaced = 1;
	c = look(NULL, NULL);
	ksft_test_result(
		c->device_count == 1 && c->devices[0].frames == 2 &&
			c->devices[0].bytes == 120 &&
			c->devices[0].dropped == 3 &&
			c->devices[0].would_drop == 4 &&
			c->devices[0].unnamed == 7,
		"a device of two processors is one, its counts sums\n");
	ksft_test_result(c->devices[0].mac == MAC && c->devices[0].ipv4 == 2 &&
				 c->devices[0].ipv6[1] == 6 &&
				 !strcmp(c->devices[0].zone, "hall") &&
				 !strcmp(c->devices[0].vendor, "dahua"),
			 "what is of the last frame is of the row last seen\n");
	ksft_test_result(c->devices[0].first_seen == NOW - 400ll * TICK_MS &&
				 c->devices[0].last_seen ==
					 NOW - 100ll * TICK_MS,
			 "first and last, as times\n");
	ksft_test_result(c->unplaced == 10 && c->unnamed == 7 &&
				 c->device_places == 1,
			 "losses of all processors, places of the fullest\n");
	census_free(c);
}

static void devices_apart(void)
{
	struct census *c;

	empty();
	add_device(0, 3, MAC, 0, iface1, NOW_TICK - 400, NOW_TICK);
	add_device(0, 4, MAC, 9, iface0, NOW_TICK - 400, NOW_TICK);
	add_device(1, 3, MAC + 1, 0, iface0, NOW_TICK - 400, NOW_TICK);
	add_device(1, 4, MAC, 0, iface0, NOW_TICK - 400, NOW_TICK);
	/* same lowest bits: its key is equal but for the row's id */
	add_device(1, 5, MAC, 0, iface0 + 16, NOW_TICK - 400, NOW_TICK);
	c = look(NULL, NULL);
	ksft_test_result(c->device_count == 5,
			 "interface, VLAN and MAC tell devices apart\n");
	ksft_test_result(!c->devices[0].interface &&
				 c->devices[1].interface == lan0 &&
				 c->devices[1].mac == MAC &&
				 c->devices[2].mac == MAC + 1 &&
				 c->devices[3].vlan == 9 &&
				 c->devices[4].interface == lan1 &&
				 c->devices[4].vlan == -1,
			 "and order them\n");
	ksft_test_result(census_find(c, MAC, "lan0", 9) == &c->devices[3] &&
				 census_find(c, MAC, NULL, -1) ==
					 &c->devices[0] &&
				 !census_find(c, MAC, "lan1", 9),
			 "and find them\n");
	census_free(c);
}

static void torn(void)
{
	struct census *c;

	empty();
	add_device(0, 0, MAC, 0, iface0, NOW_TICK, NOW_TICK);
	/* its place was given away, and the row not yet written */
	cpus[0].device_marks[0][0] = 0;
	add_device(0, 1, MAC, 0, iface0, NOW_TICK, NOW_TICK);
	cpus[0].device_marks[0][1] = 0;
	c = look(NULL, NULL);
	ksft_test_result(!c->device_count, "no row whose mark is away\n");
	census_free(c);
}

static void attempts(void)
{
	struct lc_attempt *a;
	struct census *c;

	empty();
	add_device(0, 0, MAC, 0, iface0, NOW_TICK - 400, NOW_TICK);
	add_attempt(0, 0, MAC, NOW_TICK - 50);
	add_attempt(1, 7, MAC, NOW_TICK - 40)->zone = zone1;
	add_attempt(1, 8, MAC, NOW_TICK - 45)->verdict = LC_PASS;
	a = add_attempt(2, 9, MAC, NOW_TICK - 60);
	a->flags = LC_ATTEMPT_ANSWER;
	a->port = 554;
	c = look(NULL, NULL);
	ksft_test_result(
		c->attempt_count == 3 && c->attempts[0].frames == 4 &&
			c->attempts[0].bytes == 240 &&
			!strcmp(c->attempts[0].zone, "hall") &&
			c->attempts[0].first_seen == NOW - 60ll * TICK_MS &&
			c->attempts[0].last_seen == NOW - 40ll * TICK_MS,
		"an attempt of two processors is one\n");
	ksft_test_result(c->attempts[1].verdict == LC_PASS &&
				 c->attempts[1].port == 443 &&
				 c->attempts[1].from_port == -1 &&
				 c->attempts[2].port == -1 &&
				 c->attempts[2].from_port == 554,
			 "by verdict and by who opened, the latest first\n");
	ksft_test_result(c->devices[0].attempts == 3,
			 "a device knows how many it has\n");
	census_free(c);
}

static void times(void)
{
	struct census_clock clock = at;

	clock.count += 32;
	ksft_test_result(census_time(&clock, NOW_TICK) == NOW - TICK_MS / 2 &&
				 census_time(&clock, NOW_TICK + 1) == NOW,
			 "a tick is told by its begin, none is to come\n");
	clock.count = 5ull << LC_TICK_SHIFT;
	ksft_test_result(census_time(&clock, UINT32_MAX - 4) ==
				 NOW - 10ll * TICK_MS,
			 "ticks may begin anew\n");
	ksft_test_result(census_later(3, UINT32_MAX) &&
				 !census_later(UINT32_MAX, 3) &&
				 !census_later(3, 3),
			 "and so may later ones\n");
}

static size_t of_state(const struct census *c, enum census_state state)
{
	size_t i, count = 0;

	for (i = 0; i < c->device_count; i++)
		count += c->devices[i].state == state;
	return count;
}

static void floods(void)
{
	struct history_device known = {
		.mac = MAC,
		.vlan = -1,
		.interface = "lan0",
		.first_seen = NOW - 3600 * 1000,
		.last_seen = NOW - 1800 * 1000,
	};
	const struct history history = { &known, 1 };
	struct census *c;
	size_t i;

	empty();
	for (i = 0; i < CENSUS_FLOOD_LEAST - 1; i++)
		add_device(i % 2, i, MAC + i, 0, iface0, NOW_TICK,
			   NOW_TICK + LC_SETTLED - 1);
	add_device(2, 0, 0x02, 0, iface0, NOW_TICK - LC_SETTLED, NOW_TICK);
	add_device(2, 1, 0x04, 0, iface1, NOW_TICK, NOW_TICK);
	c = look(NULL, NULL);
	ksft_test_result(!of_state(c, CENSUS_FLOOD), "below it, no flood\n");
	census_free(c);
	add_device(2, 2, MAC + i, 0, iface0, NOW_TICK, NOW_TICK);
	add_attempt(2, 0, MAC + i, NOW_TICK);
	add_attempt(2, 1, 0x04, NOW_TICK)->iface = iface1;
	c = look(NULL, NULL);
	ksft_test_result(of_state(c, CENSUS_FLOOD) == CENSUS_FLOOD_LEAST,
			 "then all momentary ones are, on that interface\n");
	ksft_test_result(c->attempt_count == 2 &&
				 c->attempts[0].flood + c->attempts[1].flood ==
					 1 &&
				 census_find(c, 0x02, "lan0", -1)->state ==
					 CENSUS_ACTIVE,
			 "with their attempts, and none that has settled\n");
	census_free(c);
	c = look(&history, NULL);
	ksft_test_result(!of_state(c, CENSUS_FLOOD) &&
				 !census_find(c, MAC, "lan0", -1)->momentary,
			 "who was known before is not momentary\n");
	census_free(c);
}

static void past(void)
{
	struct history_device known[] = {
		{ .mac = MAC,
		  .vlan = -1,
		  .interface = "lan0",
		  .first_seen = 1000,
		  .last_seen = 2000 },
		{ .mac = MAC,
		  .vlan = -1,
		  .interface = "gone0",
		  .zone = "shed",
		  .first_seen = 3000,
		  .last_seen = 4000 },
	};
	const struct history history = { known, 2 };
	const struct census_device *d;
	struct census *c;

	empty();
	add_device(0, 0, MAC, 0, iface0, NOW_TICK - 400, NOW_TICK);
	add_device(1, 0, MAC + 1, 0, iface0, 0, NOW_TICK - 2400000);
	cpus[1].devices[0].last =
		NOW_TICK - (uint32_t)(CENSUS_STALE_MS / TICK_MS) - 1;
	cpus[1].devices[0].first = cpus[1].devices[0].last - 100;
	c = look(&history, NULL);
	d = census_find(c, MAC, "lan0", -1);
	ksft_test_result(d && d->first_seen == 1000 && d->last_seen == NOW &&
				 !d->past && d->state == CENSUS_ACTIVE,
			 "first seen is the ledger's\n");
	d = census_find(c, MAC, "gone0", -1);
	ksft_test_result(c->device_count == 3 && d == &c->devices[0] &&
				 d->past && d->state == CENSUS_STALE &&
				 d->first_seen == 3000 && !d->frames,
			 "who is known from it alone is past\n");
	ksft_test_result(census_find(c, MAC + 1, "lan0", -1)->state ==
				 CENSUS_STALE,
			 "after a week a device is stale\n");
	census_free(c);
}

static void add_name(struct census_names *seen, const char *name, uint16_t port,
		     uint64_t last)
{
	struct census_name *new = &seen->names[seen->count];

	seen->keys[seen->count++] = (struct lc_name_key){
		.place = MAC,
		.peer = { 0, 0xcb007109 },
		.port = port,
		.proto = 6,
		.l3 = 4,
		.iface = iface0,
		.hash = last,
	};
	*new = (struct census_name){ .last = last, .seen = 1 };
	strcpy(new->name, name);
}

static void names_found(void)
{
	struct census_names seen = {
		.keys = calloc(8, sizeof(*seen.keys)),
		.names = calloc(8, sizeof(*seen.names)),
	};
	struct census *c;

	empty();
	add_attempt(0, 0, MAC, NOW_TICK);
	add_attempt(0, 1, MAC, NOW_TICK - 1)->verdict = LC_PASS;
	add_attempt(0, 2, MAC + 1, NOW_TICK - 2);
	add_name(&seen, "old", 443, 5);
	add_name(&seen, "other", 444, 6);
	add_name(&seen, "new", 443, 7);
	/* a map that is written meanwhile tells some twice */
	add_name(&seen, "old", 443, 5);
	if (census_names_order(&seen))
		ksft_exit_fail_msg("out of memory\n");
	c = look(NULL, &seen);
	ksft_test_result(c->attempts[0].name_count == 2 &&
				 !strcmp(c->attempts[0].names[0].name, "new") &&
				 !strcmp(c->attempts[0].names[1].name, "old"),
			 "names of an attempt, the latest first, each once\n");
	ksft_test_result(c->attempts[1].names == c->attempts[0].names &&
				 !c->attempts[2].names &&
				 !c->attempts[2].name_count,
			 "whatever its verdict, and nobody else's\n");
	census_free(c);
	census_names_free(&seen);
}

static void forgotten(void)
{
	struct census *c;

	empty();
	add_device(0, 0, MAC, 0, iface0, NOW_TICK, NOW_TICK);
	add_device(1, 9, MAC, 5, iface1, NOW_TICK, NOW_TICK);
	add_device(1, 3, MAC + 1, 0, iface0, NOW_TICK, NOW_TICK);
	add_attempt(0, 0, MAC, NOW_TICK);
	add_attempt(1, 0, MAC, NOW_TICK)->place |= 5ull << LC_PLACE_VLAN;
	add_attempt(1, 1, MAC + 1, NOW_TICK);
	ksft_test_result(census_take_out(cpus, CPUS, MAC) == 4 &&
				 census_take_out(cpus, CPUS, MAC) == 0,
			 "a device is taken out of all, once\n");
	c = look(NULL, NULL);
	ksft_test_result(c->device_count == 1 && c->attempt_count == 1 &&
				 c->devices[0].mac == MAC + 1 &&
				 c->attempts[0].mac == MAC + 1,
			 "and nobody else\n");
	census_free(c);
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(25);
	cpus = malloc(CPUS * sizeof(*cpus));
	if (!cpus || names_load(-1, &names))
		ksft_exit_fail_msg("out of memory\n");
	set_up_names();
	devices_added();
	devices_apart();
	torn();
	attempts();
	times();
	floods();
	past();
	names_found();
	forgotten();
	names_free(names);
	free(cpus);
	ksft_finished();
}
