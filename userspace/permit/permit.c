// SPDX-License-Identifier: GPL-2.0
/*
 * Permits as they are in the kernel: which are active, begin, end.
 * Not what is written of them.
 */
#include "permit/permit.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/array.h"
#include "base/mac.h"
#include "base/short_id.h"

/* Rounded up: 0 is over. */
static int64_t seconds_until(__u64 until)
{
	struct timespec now = { 0 };
	__u64 ns;

	clock_gettime(CLOCK_BOOTTIME, &now);
	ns = (__u64)now.tv_sec * LC_SECOND + (__u64)now.tv_nsec;
	return until > ns ?
		       (int64_t)((until - ns + LC_SECOND - 1) / LC_SECOND) :
		       0;
}

int permits_alloc(struct permits *permits, size_t count)
{
	permits->items = calloc(count ? count : 1, sizeof(*permits->items));
	permits->count = 0;
	return permits->items ? 0 : -ENOMEM;
}

void permits_free(struct permits *permits)
{
	free(permits->items);
	permits->items = NULL;
	permits->count = 0;
}

/* What the map holds at index, whatever it is. */
static int read_one(const struct object *obj, uint32_t index,
		    struct permit *permit)
{
	struct lc_permit_note *note = &permit->note;
	int64_t until;

	if (bpf_map_lookup_elem(obj->maps[OBJECT_PERMITS], &index,
				&permit->what) ||
	    bpf_map_lookup_elem(obj->maps[OBJECT_PERMIT_NOTES], &index, note))
		return -errno;
	permit->index = index;
	ARRAY_END(note->peer);
	ARRAY_END(note->by);
	ARRAY_END(note->why);
	if (note->mac_count > LC_PERMIT_MACS)
		note->mac_count = LC_PERMIT_MACS;
	/* the timer's word counts, whatever became of the wall clock */
	permit->seconds = seconds_until(permit->what.until);
	until = (int64_t)time(NULL) + permit->seconds;
	if (until > (int64_t)note->until + 5 ||
	    until < (int64_t)note->until - 5)
		note->until = (__u64)until;
	return 0;
}

static int by_since(const void *a, const void *b)
{
	const struct permit *one = a, *two = b;

	if (one->note.since != two->note.since)
		return one->note.since < two->note.since ? -1 : 1;
	return one->what.id < two->what.id ? -1 : one->what.id > two->what.id;
}

int permits_read(const struct object *obj, struct permits *permits)
{
	struct permits new;
	uint32_t i;
	int err = permits_alloc(&new, LC_PERMITS);

	for (i = 0; !err && i < LC_PERMITS; i++) {
		struct permit *permit = &new.items[new.count];

		err = read_one(obj, i, permit);
		if (permit->what.id && permit->note.id == permit->what.id)
			new.count++;
	}
	if (err) {
		permits_free(&new);
		return err;
	}
	qsort(new.items, new.count, sizeof(*new.items), by_since);
	*permits = new;
	return 0;
}

static int run(const struct object *obj, struct lc_permit_args *args)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts, .ctx_in = args,
		    .ctx_size_in = sizeof(*args));

	if (bpf_prog_test_run_opts(obj->progs[OBJECT_PERMIT], &opts))
		return -errno;
	return (int)opts.retval;
}

int permit_end(const struct object *obj, const struct permit *permit)
{
	struct lc_permit_args args = {
		.op = LC_PERMIT_END,
		.index = permit->index,
		.id = permit->what.id,
	};

	return run(obj, &args);
}

/* Which places are taken, a bit each. */
static int taken_mask(const struct object *obj, __u64 *taken)
{
	struct lc_permit what;
	__u64 mask = 0;
	uint32_t i;

	for (i = 0; i < LC_PERMITS; i++) {
		if (bpf_map_lookup_elem(obj->maps[OBJECT_PERMITS], &i, &what))
			return -errno;
		if (what.id)
			mask |= 1ull << i;
	}
	*taken = mask;
	return 0;
}

/* Devices lose the bits of permits that have ended. */
static int sweep(const struct object *obj, __u64 taken)
{
	int fd = obj->maps[OBJECT_PERMIT_MACS];
	__u64 *macs = calloc(LC_PERMIT_DEVICES, sizeof(*macs));
	__u64 mask, *prev = NULL;
	size_t count = 0, i;
	int err = 0;

	if (!macs)
		return -ENOMEM;
	while (count < LC_PERMIT_DEVICES &&
	       !bpf_map_get_next_key(fd, prev, &macs[count]))
		prev = &macs[count++];
	for (i = 0; !err && i < count; i++) {
		if (bpf_map_lookup_elem(fd, &macs[i], &mask) ||
		    !(mask & ~taken))
			continue;
		mask &= taken;
		if (mask ? bpf_map_update_elem(fd, &macs[i], &mask, BPF_EXIST) :
			   bpf_map_delete_elem(fd, &macs[i]))
			err = -errno;
	}
	free(macs);
	return err;
}

static int add_macs(const struct object *obj, const struct permit *permit)
{
	int fd = obj->maps[OBJECT_PERMIT_MACS];
	__u64 mask;
	size_t i;

	for (i = 0; i < permit->note.mac_count; i++) {
		if (bpf_map_lookup_elem(fd, &permit->note.macs[i], &mask))
			mask = 0;
		mask |= 1ull << permit->index;
		if (bpf_map_update_elem(fd, &permit->note.macs[i], &mask,
					BPF_ANY))
			return -errno;
	}
	return 0;
}

static bool id_taken(const struct permits *active, uint32_t id)
{
	size_t i;

	for (i = 0; i < active->count; i++)
		if (active->items[i].what.id == id)
			return true;
	return false;
}

static int make_id(const struct permits *active, uint32_t *id)
{
	uint32_t made;
	int err;

	do
		err = short_id_make(&made);
	while (!err && id_taken(active, made));
	if (!err)
		*id = made;
	return err;
}

/* Written while no device names it, then named, then active. */
static int begin(const struct object *obj, struct permit *permit,
		 const struct permits *active)
{
	struct lc_permit what = permit->what;
	struct lc_permit_args args = {
		.op = LC_PERMIT_BEGIN,
		.index = permit->index,
		.timeout = (__u64)permit->seconds * LC_SECOND,
	};
	int err = 0;

	if (!what.id || id_taken(active, what.id))
		err = make_id(active, &what.id);
	if (err)
		return err;
	args.id = what.id;
	permit->what.id = what.id;
	permit->note.id = what.id;
	what.id = 0;
	if (bpf_map_update_elem(obj->maps[OBJECT_PERMITS], &permit->index,
				&what, BPF_ANY) ||
	    bpf_map_update_elem(obj->maps[OBJECT_PERMIT_NOTES], &permit->index,
				&permit->note, BPF_ANY))
		return -errno;
	err = add_macs(obj, permit);
	return err ? err : run(obj, &args);
}

int permits_begin(const struct object *obj, struct permits *permits,
		  struct fault *fault)
{
	struct permits active;
	__u64 taken = 0;
	size_t i;
	int err;

	if (!permits->count)
		return 0;
	err = permits_read(obj, &active);
	if (err)
		return fault_set(fault, err, "the permits cannot be read: %s",
				 strerror(-err));
	err = taken_mask(obj, &taken);
	if (!err)
		err = sweep(obj, taken);
	if (err)
		goto out;
	err = slots_grace(obj, fault);
	if (err)
		goto out_free;
	for (i = 0; !err && i < permits->count; i++) {
		if (!~taken) {
			err = fault_set(
				fault, -ENOSPC,
				"%u permits are active already, and there can be no more; lenscap permit end ID ends one",
				LC_PERMITS);
			goto out_free;
		}
		permits->items[i].index = __builtin_ctzll(~taken);
		taken |= 1ull << permits->items[i].index;
		err = begin(obj, &permits->items[i], &active);
	}
out:
	if (err)
		fault_set(fault, err, "cannot begin a permit: %s",
			  strerror(-err));
out_free:
	permits_free(&active);
	return err;
}

static void mask_of(unsigned int bits, __u64 *hi, __u64 *lo)
{
	*hi = bits >= 64 ? ~0ull : bits ? ~0ull << (64 - bits) : 0;
	*lo = bits <= 64 ? 0 : ~0ull << (128 - bits);
}

static __u64 read_be(const uint8_t *octets, unsigned int count)
{
	__u64 value = 0;

	while (count--)
		value = value << 8 | *octets++;
	return value;
}

int permit_set_peer(struct lc_permit *what, bool any,
		    const struct addr_list *prefixes)
{
	size_t i;

	if (prefixes->count > LC_PERMIT_PEERS)
		return -E2BIG;
	what->any = any;
	for (i = 0; i < prefixes->count; i++) {
		const struct addr_prefix *from = &prefixes->items[i];
		struct lc_permit_peer *to = &what->peers[i];

		to->family = from->v6 ? 6 : 4;
		to->hi = from->v6 ? read_be(from->addr, 8) : 0;
		to->lo = from->v6 ? read_be(from->addr + 8, 8) :
				    read_be(from->addr, 4);
		mask_of(from->v6 ? from->bits : 96u + from->bits, &to->mask_hi,
			&to->mask_lo);
	}
	return 0;
}

bool permit_peer(const struct lc_permit *what, size_t i,
		 struct addr_prefix *prefix)
{
	const struct lc_permit_peer *from;
	struct addr_prefix new = { 0 };
	unsigned int octet, bits;

	if (i >= LC_PERMIT_PEERS || !what->peers[i].family)
		return false;
	from = &what->peers[i];
	new.v6 = from->family == 6;
	bits = (unsigned int)(__builtin_popcountll(from->mask_hi) +
			      __builtin_popcountll(from->mask_lo));
	new.bits = new.v6 ? bits : bits - 96;
	for (octet = 0; octet < 8; octet++) {
		if (new.v6) {
			new.addr[octet] = from->hi >> (56 - 8 * octet);
			new.addr[8 + octet] = from->lo >> (56 - 8 * octet);
		} else if (octet < 4) {
			new.addr[octet] = from->lo >> (24 - 8 * octet);
		}
	}
	*prefix = new;
	return true;
}

/* With ports, any protocol means those that have ports. */
int permit_set_ports(struct lc_permit *what, enum rule_proto proto,
		     const struct port_range *ports, size_t count)
{
	static const __u8 protos[] = {
		[PROTO_ANY] = 1 << LC_PROTO_MAX,
		[PROTO_TCP] = 1 << LC_PROTO_TCP,
		[PROTO_UDP] = 1 << LC_PROTO_UDP,
		[PROTO_ICMP] = 1 << LC_PROTO_ICMP,
	};
	size_t i;

	if (count > LC_PERMIT_PORTS)
		return -E2BIG;
	what->protos = protos[proto];
	if (proto == PROTO_ANY)
		what->protos = count ? 1 << LC_PROTO_TCP | 1 << LC_PROTO_UDP :
				       (1 << LC_PROTO_MAX) - 1;
	what->any_port = !count;
	for (i = 0; i < count; i++) {
		what->ports[i].low = ports[i].low;
		what->ports[i].high = ports[i].high;
	}
	return 0;
}

enum rule_proto permit_proto(const struct lc_permit *what)
{
	switch (what->protos) {
	case 1 << LC_PROTO_TCP:
		return PROTO_TCP;
	case 1 << LC_PROTO_UDP:
		return PROTO_UDP;
	case 1 << LC_PROTO_ICMP:
		return PROTO_ICMP;
	default:
		return PROTO_ANY;
	}
}

/* The class under a prefix in the slot's table, 0 if there is none. */
static unsigned int class_of(const struct lc_hot_slot *hot, uint64_t prefix,
			     unsigned int code)
{
	const __u64 word = prefix << 16 | (__u64)code << LC_CLASS_BITS;
	const __u64 hash = lc_bucket_hash(word, hot->head.bucket_seed);
	const __u32 mask = hot->head.bucket_mask & (LC_BUCKETS - 1);
	const __u32 at[] = { lc_bucket_first(hash, mask),
			     lc_bucket_second(hash, mask) };
	int i, way;

	for (i = 0; i < 2; i++) {
		for (way = 0; way < LC_BUCKET_WAYS; way++) {
			__u64 rest = hot->buckets[at[i]].entry[way] ^ word;

			if (rest && rest < LC_CLASSES)
				return rest;
		}
	}
	return 0;
}

static bool class_listed(const struct lc_rule_slot *rules, unsigned int class)
{
	const __u8 *group_of;
	int zone;

	if (!class)
		return false;
	group_of = rules->group_of[rules->classes[class].zone_vector &
				   (LC_ZONE_VECTORS - 1)];
	for (zone = 0; zone < LC_ZONE_SLOTS; zone++)
		if (group_of[zone])
			return true;
	return false;
}

/* As a device's frame is classified (DESIGN 4), but in all zones at once. */
bool permit_listed(const struct slots *slots, uint64_t mac)
{
	static const unsigned int bits[LC_LEN_MAX] = {
		[LC_LEN_48] = 48,
		[LC_LEN_36] = 36,
		[LC_LEN_28] = 28,
		[LC_LEN_24] = 24,
	};
	const unsigned int slot = slots_live(slots);
	unsigned int code;

	for (code = 0; code < LC_LEN_MAX; code++) {
		uint64_t prefix = mac & mac_mask(bits[code]);

		if (class_listed(slots->rules[slot],
				 class_of(&slots->hot->slot[slot], prefix,
					  code)))
			return true;
		if (code != LC_LEN_48 && mac & MAC_LOCAL &&
		    class_listed(slots->rules[slot],
				 class_of(&slots->hot->slot[slot],
					  prefix & ~MAC_LOCAL, code)))
			return true;
	}
	return false;
}
