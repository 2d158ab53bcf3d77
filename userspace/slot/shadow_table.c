// SPDX-License-Identifier: GPL-2.0
/*
 * What a candidate would have decided otherwise, with names for ids.
 * How it is shown is cmd_shadow.c.
 */
#include "slot/shadow.h"

#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <endian.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/array.h"
#include "policy/reason.h"

static int add_cpus(const struct live *live, struct shadow_table *table)
{
	int cpus = libbpf_num_possible_cpus(), cpu;
	struct lc_shadow_cpu *each;
	int err = 0;
	__u32 i;

	each = cpus > 0 ? calloc((size_t)cpus, sizeof(*each)) : NULL;
	if (!each)
		return -ENOMEM;
	for (i = 0; !err && i < LC_DIRECTION_MAX; i++) {
		if (bpf_map_lookup_elem(live->obj.maps[OBJECT_SHADOW_CPU], &i,
					each))
			err = -errno;
		for (cpu = 0; !err && cpu < cpus; cpu++) {
			table->compared += each[cpu].compared;
			table->differing += each[cpu].differing;
		}
	}
	free(each);
	return err;
}

static void peer_text(const struct lc_shadow_key *key, char buf[46])
{
	const __u64 v6[2] = { htobe64(key->peer[0]), htobe64(key->peer[1]) };
	const __u32 v4 = htonl((__u32)key->peer[1]);

	buf[0] = '\0';
	if (key->l3 == 6)
		inet_ntop(AF_INET6, v6, buf, 46);
	else if (key->l3 == 4)
		inet_ntop(AF_INET, &v4, buf, 46);
}

static void proto_text(const struct lc_shadow_key *key, char buf[16])
{
	static const struct {
		__u8 proto;
		const char *name;
	} known[] = {
		{ IPPROTO_TCP, "tcp" },	      { IPPROTO_UDP, "udp" },
		{ IPPROTO_ICMP, "icmp" },     { IPPROTO_IGMP, "igmp" },
		{ IPPROTO_ICMPV6, "icmpv6" },
	};
	size_t i;

	if (!key->l3 && key->ethertype == 0x0806) {
		strcpy(buf, "arp");
		return;
	}
	if (!key->l3) {
		snprintf(buf, 16, "0x%04x", key->ethertype);
		return;
	}
	snprintf(buf, 16, "%u", key->proto);
	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (known[i].proto == key->proto)
			strcpy(buf, known[i].name);
}

/* What the wall clock showed when the clock of boot time was at that. */
static int64_t wall(__u64 boot_ns)
{
	const int64_t second = LC_SECOND;
	struct timespec boot = { 0 }, now = { 0 };
	int64_t ago;

	clock_gettime(CLOCK_BOOTTIME, &boot);
	clock_gettime(CLOCK_REALTIME, &now);
	ago = boot.tv_sec * second + boot.tv_nsec - (int64_t)boot_ns;
	return (now.tv_sec * second + now.tv_nsec - ago) / second;
}

static void name_row(const struct names *names, const struct lc_shadow_key *key,
		     const struct lc_shadow_row *value, struct shadow_row *row)
{
	row->key = *key;
	row->interface = names_text(names, LC_NAME_IFACE, key->iface);
	row->zone = names_text(names, LC_NAME_ZONE, key->zone);
	row->direction = direction_text(key->direction);
	row->live_group = names_text(names, LC_NAME_GROUP, key->live_group);
	row->live_rule = names_text(names, LC_NAME_RULE, key->live_rule);
	row->live_verdict = verdict_text(key->live_verdict);
	row->live_reason = reason_text(key->live_reason);
	row->group = names_text(names, LC_NAME_GROUP, key->group);
	row->rule = names_text(names, LC_NAME_RULE, key->rule);
	row->verdict = verdict_text(key->verdict);
	row->reason = reason_text(key->reason);
	peer_text(key, row->peer);
	proto_text(key, row->proto);
	row->frames = value->frames;
	row->bytes = value->bytes;
	row->first_seen = wall(value->first_ns);
	row->last_seen = wall(value->last_ns);
}

static int by_frames(const void *left, const void *right)
{
	const struct shadow_row *a = left, *b = right;

	if (a->frames != b->frames)
		return a->frames < b->frames ? 1 : -1;
	return memcmp(&a->key, &b->key, sizeof(a->key));
}

/* Rows come and go under the hand, so that no more than fit are taken. */
static int add_rows(const struct live *live, struct shadow_table *table)
{
	int fd = live->obj.maps[OBJECT_SHADOW_ROWS];
	struct lc_shadow_key key, *prev = NULL;
	struct lc_shadow_row value;

	table->rows = calloc(LC_SHADOW_ROWS, sizeof(*table->rows));
	if (!table->rows)
		return -ENOMEM;
	while (table->count < LC_SHADOW_ROWS &&
	       !bpf_map_get_next_key(fd, prev, &key)) {
		prev = &key;
		/* the frames of a row that is gone again count as lost */
		if (!bpf_map_lookup_elem(fd, &key, &value))
			name_row(live->names, &key, &value,
				 &table->rows[table->count++]);
	}
	qsort(table->rows, table->count, sizeof(*table->rows), by_frames);
	return 0;
}

int shadow_read(const struct live *live, struct shadow_table *table)
{
	struct shadow_table new = { 0 };
	uint64_t told = 0;
	size_t i;
	int err;

	/* the sums first: a frame that comes between is in a row, not lost */
	err = add_cpus(live, &new);
	if (!err)
		err = add_rows(live, &new);
	if (err) {
		shadow_table_free(&new);
		return err;
	}
	for (i = 0; i < new.count; i++)
		told += new.rows[i].frames;
	if (told < new.differing)
		new.lost = new.differing - told;
	*table = new;
	return 0;
}

void shadow_table_free(struct shadow_table *table)
{
	free(table->rows);
	table->rows = NULL;
	table->count = 0;
}
