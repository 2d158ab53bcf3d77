// SPDX-License-Identifier: GPL-2.0
/*
 * The census out of the kernel, and devices taken out of the kernel.
 * What is made of the rows is census_sums.c and census_build.c.
 */
#include "census/census.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "census/census_parts.h"
#include "maps/census_map.h"
#include "maps/flow_clock.h"

static int read_clock(struct census_clock *clock)
{
	__u64 jiffies, tick_ns;
	int err = flow_clock_jiffies(&jiffies, &tick_ns);

	if (err)
		return err;
	clock->count = jiffies;
	clock->tick_ns = tick_ns;
	clock->now = clock_wall_ms();
	return 0;
}

static int read_sums(const struct object *obj, bool attempts,
		     struct census_sums *sums)
{
	struct census_map map;
	int err = census_map_open(obj->maps[OBJECT_CENSUS], false, &map);

	if (err)
		return err;
	err = census_add_up(map.cpu, map.count, attempts, sums);
	census_map_close(&map);
	return err;
}

static int read_all(const struct object *obj, const struct names *names,
		    const struct history *history, bool attempts,
		    struct census **census)
{
	struct census_names seen = { 0 };
	struct census_sums sums = { 0 };
	struct census_clock clock;
	int err;

	err = read_sums(obj, attempts, &sums);
	/* after the rows: none of them is of a tick to come */
	if (!err)
		err = read_clock(&clock);
	if (!err && attempts)
		err = census_names_read(obj->maps[OBJECT_ATTEMPT_NAMES], &seen);
	if (!err)
		err = census_build(&sums, &clock, names, history, &seen,
				   census);
	census_names_free(&seen);
	census_sums_free(&sums);
	return err;
}

int census_read(const struct object *obj, const struct names *names,
		const struct history *history, struct census **census)
{
	return read_all(obj, names, history, true, census);
}

int census_read_devices(const struct object *obj, const struct names *names,
			const struct history *history, struct census **census)
{
	return read_all(obj, names, history, false, census);
}

/* A row whose mark was taken away may be another's a moment later. */
static int take_mark(__u16 *mark, const __u64 *place, uint64_t mac)
{
	__u16 held = __atomic_load_n(mark, __ATOMIC_ACQUIRE);

	return held && LC_PLACE_MAC_OF(*place) == mac &&
	       __atomic_compare_exchange_n(mark, &held, 0, false,
					   __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

int census_take_out(struct lc_census *cpu, unsigned int count, uint64_t mac)
{
	int taken = 0;
	size_t i;

	for (; count--; cpu++) {
		int before = taken;

		for (i = 0; i < LC_DEVICES; i++)
			taken += take_mark(&cpu->device_marks[0][0] + i,
					   &cpu->devices[i].place, mac);
		for (i = 0; i < LC_ATTEMPTS; i++)
			taken += take_mark(&cpu->attempt_marks[0][0] + i,
					   &cpu->attempts[i].place, mac);
		/* entries that name such a row are over */
		if (taken > before)
			__atomic_add_fetch(&cpu->forgotten, 1,
					   __ATOMIC_RELEASE);
	}
	return taken;
}

static int forget_names(int map_fd, uint64_t mac)
{
	struct lc_name_key key, next;
	struct lc_name_key *keys = malloc(2 * LC_NAMES_SEEN * sizeof(*keys));
	size_t count = 0;
	bool begun = false;
	int taken = 0;

	if (!keys)
		return -ENOMEM;
	/* first all keys: one after one that was deleted would begin anew */
	while (count < 2 * LC_NAMES_SEEN &&
	       !bpf_map_get_next_key(map_fd, begun ? &key : NULL, &next)) {
		begun = true;
		key = next;
		if (LC_PLACE_MAC_OF(key.place) == mac)
			keys[count++] = key;
	}
	while (count--)
		taken += !bpf_map_delete_elem(map_fd, &keys[count]);
	free(keys);
	return taken;
}

int census_forget(const struct object *obj, uint64_t mac)
{
	struct census_map map;
	int rows, names;
	int err = census_map_open(obj->maps[OBJECT_CENSUS], true, &map);

	if (err)
		return err;
	rows = census_take_out(map.cpu, map.count, mac);
	census_map_close(&map);
	names = forget_names(obj->maps[OBJECT_ATTEMPT_NAMES], mac);
	return names < 0 ? names : rows + names;
}

const char *census_state_text(enum census_state state)
{
	static const char *const words[CENSUS_STATE_MAX] = {
		[CENSUS_ACTIVE] = "active",
		[CENSUS_STALE] = "stale",
		[CENSUS_FLOOD] = "flood",
	};

	return state < CENSUS_STATE_MAX ? words[state] : NULL;
}

const char *census_source_text(enum lc_name_source source)
{
	static const char *const words[LC_NAME_SOURCE_MAX] = {
		[LC_NAME_DNS] = "dns",
		[LC_NAME_TLS] = "tls",
		[LC_NAME_HTTP] = "http",
	};

	return source < LC_NAME_SOURCE_MAX ? words[source] : NULL;
}

const char *census_proto_text(uint8_t proto, uint8_t l3, char buffer[8])
{
	if (proto == IPPROTO_TCP)
		return "tcp";
	if (proto == IPPROTO_UDP)
		return "udp";
	if (proto == IPPROTO_ICMP && l3 == 4)
		return "icmp";
	if (proto == IPPROTO_ICMPV6 && l3 == 6)
		return "icmpv6";
	snprintf(buffer, 8, "%u", proto);
	return buffer;
}
