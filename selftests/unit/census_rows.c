// SPDX-License-Identifier: GPL-2.0
/*
 * The census's tables as the data path fills them: as many devices as promised,
 * exact counts, a flood that pushes none out but its own, and whom attempts are of.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_account.h"

#define OUI 0x4419b6000000ull
#define PEER 0xcb007109u /* 203.0.113.9 */

static char packet[LC_EVENT_FRAME];

static void begin(void)
{
	memset(census, 0, sizeof(census));
	census->totals.seed = 0x5eed5eed5eed5eedull;
	account_jiffies = 1ull << 32;
	account_events = 0;
	account_full = false;
}

/* A UDP frame of a device that is dropped by default. */
static struct lc_frame frame_of(__u64 mac, __u32 peer, __u16 port)
{
	return (struct lc_frame){
		.ctx = packet,
		.len = 100,
		.off = 34,
		.end = 100,
		.mac = mac,
		.direction = LC_INGRESS,
		.l3 = LC_L3_IPV4,
		.ip_proto = IPPROTO_UDP,
		.proto = LC_PROTO_UDP,
		.src = { .lo = 0x0a140105 },
		.dst = { .lo = peer },
		.sport = 40000,
		.dport = port,
		.iface_id = 3,
		.zone_id = 4,
		.group_id = 5,
		.vendor = 6,
		.listed = 1,
		.verdict = LC_DROP,
		.reason = LC_REASON_DEFAULT,
	};
}

static void see(__u64 mac, __u32 peer, __u16 port)
{
	struct lc_frame f = frame_of(mac, peer, port);

	census_see(&f, &census[0], f.len);
}

static struct lc_device *device(__u64 mac)
{
	int i;

	for (i = 0; i < LC_DEVICES; i++)
		if (census->device_marks[i / LC_CENSUS_WAYS]
					[i % LC_CENSUS_WAYS] &&
		    LC_PLACE_MAC_OF(census->devices[i].place) == mac)
			return &census->devices[i];
	return NULL;
}

static size_t taken(const __u16 *marks, size_t count)
{
	size_t n = 0, i;

	for (i = 0; i < count; i++)
		n += !!marks[i];
	return n;
}

static size_t devices(void)
{
	return taken(census->device_marks[0], LC_DEVICES);
}

static size_t attempts_taken(void)
{
	return taken(census->attempt_marks[0], LC_ATTEMPTS);
}

/* Each of the devices has exactly so many frames, dropped. */
static bool exact(unsigned int count, __u64 frames)
{
	__u64 sum = 0, bytes = 0;
	int i;

	for (i = 0; i < LC_DEVICES; i++) {
		const struct lc_device *d = &census->devices[i];

		if (!census->device_marks[i / LC_CENSUS_WAYS]
					 [i % LC_CENSUS_WAYS])
			continue;
		if (d->frames != frames || d->dropped != frames)
			return false;
		sum += d->frames;
		bytes += d->bytes;
	}
	return sum == count * frames && bytes == sum * 100;
}

static void test_promised(void)
{
	unsigned int i, round;

	begin();
	for (round = 0; round < 3; round++)
		for (i = 0; i < LC_MAX_DEVICES; i++)
			see(OUI + i, PEER, 8800);
	ksft_test_result(devices() == LC_MAX_DEVICES,
			 "%u devices have a place\n", LC_MAX_DEVICES);
	ksft_test_result(exact(LC_MAX_DEVICES, 3),
			 "with all of their frames, and no more\n");
	ksft_test_result(!census->totals.displaced &&
				 !census->ports[3].unplaced,
			 "and none gave way\n");
}

/* Seen again after a while: it has settled. */
static void settle(unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		see(OUI + i, PEER, 8800);
	account_jiffies += (LC_SETTLED + 1) << LC_TICK_SHIFT;
	for (i = 0; i < count; i++)
		see(OUI + i, PEER, 8800);
}

/* Forged addresses, each once, over some time. */
static void flood(unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		see(OUI + 0x100000 + i, PEER, 8800);
		if (i % 4096 == 0)
			account_jiffies += LC_SETTLED << LC_TICK_SHIFT;
	}
}

static bool all_there(unsigned int count, __u64 frames)
{
	struct lc_device *d;
	unsigned int i;

	for (i = 0; i < count; i++) {
		d = device(OUI + i);
		if (!d || d->frames != frames)
			return false;
	}
	return true;
}

static void test_flood(void)
{
	struct lc_device *late;

	begin();
	settle(500);
	flood(200000);
	ksft_test_result(
		all_there(500, 2),
		"after 200,000 forged addresses all devices are there\n");
	ksft_test_result(devices() <= LC_DEVICES &&
				 census->totals.displaced ==
					 census->totals.devices - devices() &&
				 census->totals.displaced ==
					 census->ports[3].displaced,
			 "who gave way is counted\n");
	ksft_test_result(
		census->totals.displaced + census->ports[3].unplaced +
				devices() - 500 ==
			200000,
		"each forged address stands, gave way or found no place\n");
	account_jiffies += (LC_SETTLED + 1) << LC_TICK_SHIFT;
	see(OUI + 0x900000, PEER + 1, 443);
	late = device(OUI + 0x900000);
	ksft_test_result(late && late->frames == 1,
			 "and a device that comes later has a place\n");
	ksft_test_result(attempts_taken() <= LC_ATTEMPTS / 2,
			 "forged ones fill half of the attempts\n");
	account_jiffies += (LC_SETTLED + 1) << LC_TICK_SHIFT;
	see(OUI + 0x900000, PEER + 1, 443);
	see(OUI + 0x900000, PEER + 2, 443);
	ksft_test_result(device(OUI + 0x900000)->attempts > 0,
			 "its attempts too, once it has settled\n");
}

static void test_quota(void)
{
	struct lc_device *d;
	unsigned int i;

	begin();
	for (i = 0; i < 1000; i++)
		see(OUI, PEER + i, 8800);
	see(OUI + 1, PEER, 8800);
	d = device(OUI);
	ksft_test_result(d->attempts == LC_DEVICE_ATTEMPTS &&
				 d->unnamed == 1000 - LC_DEVICE_ATTEMPTS &&
				 census->totals.unnamed == d->unnamed,
			 "who scans has %u rows, and the rest is counted\n",
			 LC_DEVICE_ATTEMPTS);
	ksft_test_result(device(OUI + 1)->attempts == 1,
			 "and the next device has its own\n");
}

static void test_vlan_iface(void)
{
	struct lc_frame f = frame_of(OUI, PEER, 8800);

	begin();
	census_see(&f, &census[0], f.len);
	f = frame_of(OUI, PEER, 8800);
	f.vlan = 101;
	census_see(&f, &census[0], f.len);
	f = frame_of(OUI, PEER, 8800);
	f.iface_id = 4;
	census_see(&f, &census[0], f.len);
	f = frame_of(OUI, PEER, 8800);
	f.iface_id = 3 + 16;
	census_see(&f, &census[0], f.len);
	ksft_test_result(devices() == 4 && exact(4, 1),
			 "one MAC in four places is four devices\n");
}

/* By the census, of a listed frame that came in; and not by account() again. */
static void test_counter(void)
{
	struct lc_frame f = frame_of(OUI, PEER, 8800);
	__u64 frames = 0, bytes = 0;
	unsigned int i;

	begin();
	memset(counters, 0, sizeof(counters));
	census_see(&f, &census[0], f.len);
	account(&f, 1, f.len);
	for (i = 0; i < LC_COUNTERS; i++) {
		frames += counters[i].frames;
		bytes += counters[i].bytes;
	}
	ksft_test_result(frames == 1 && bytes == f.len,
			 "the frame is counted once\n");
}

static void test_attempts(void)
{
	struct lc_frame f = frame_of(OUI, PEER, 8800);
	struct lc_attempt *a;

	begin();
	census_see(&f, &census[0], f.len);
	f = frame_of(OUI, PEER, 8800);
	f.reason = LC_REASON_HOUSEKEEPING;
	f.verdict = LC_PASS;
	census_see(&f, &census[0], f.len);
	f = frame_of(OUI, PEER, 40000);
	f.answers = 1;
	f.verdict = LC_PASS;
	f.reason = LC_REASON_FLOW;
	census_see(&f, &census[0], f.len);
	ksft_test_result(attempts_taken() == 1,
			 "housekeeping and answers are no attempts\n");
	begin();
	f = frame_of(OUI, PEER, 50000);
	f.sport = 554;
	census_see(&f, &census[0], f.len);
	for (a = census->attempts; !a->frames; a++)
		;
	ksft_test_result(a->port == 554 && a->flags == LC_ATTEMPT_ANSWER,
			 "from a service's port to a client's: its own port\n");
	begin();
	f = frame_of(OUI, PEER, 50000);
	f.monitor = 1;
	frame_settle(&f);
	census_see(&f, &census[0], f.len);
	f = frame_of(OUI, PEER, 50000);
	census_see(&f, &census[0], f.len);
	ksft_test_result(attempts_taken() == 2 && device(OUI)->dropped == 1 &&
				 device(OUI)->would_drop == 1,
			 "what is dropped and what would be are told apart\n");
}

static void test_events(void)
{
	unsigned int i;

	begin();
	see(OUI, PEER, 53);
	ksft_test_result(account_events == 3, "told: device, attempt, name\n");
	ksft_test_result(account_event.event.kind == LC_EVENT_NAME &&
				 account_event.event.payload == 42 &&
				 account_event.event.held == 100,
			 "the name's frame, and where its payload is\n");
	for (i = 0; i < 1000; i++)
		see(OUI + i, PEER, 8800);
	ksft_test_result(account_events <= LC_EVENTS_TICK,
			 "no more than %u in a tick\n", LC_EVENTS_TICK);
	ksft_test_result(account_events + census->totals.events_lost ==
				 3 + 1 + 999 * 2,
			 "and what is not told is counted\n");
	begin();
	account_full = true;
	see(OUI, PEER, 8800);
	ksft_test_result(census->totals.events_lost == 2,
			 "as is what nobody reads\n");
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(21);
	test_promised();
	test_flood();
	test_quota();
	test_vlan_iface();
	test_counter();
	test_attempts();
	test_events();
	ksft_finished();
}
