// SPDX-License-Identifier: GPL-2.0
/*
 * The boot file. Any bytes: the module's own reader takes them or not, exactly
 * as the ABI says, and then answers as the ABI says. What the command writes of
 * any listing: the module takes it and lists just that.
 */
#include <ctype.h>
#include <libmnl/libmnl.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "guard/guard_file.h"
#include "guard/guard_table.h"
#include "lib_fuzz.h"
#include "lib_module.h"
#include "lib_reading.h"

#define ATTRS_MAX 160
#define ROOM (ATTRS_MAX * 640)

static const char *const names[] = { "lan0", "lan1", "eth0.10", "x" };

static void check_places(const struct reading *r, uint64_t mac)
{
	static const uint16_t vlans[] = { 0, 1, 7, 100, 4095 };
	unsigned int name, vlan, index;

	for (name = 0; name < 4; name++)
		for (vlan = 0; vlan < 5; vlan++) {
			index = 1 + (name + vlan) % 4;
			FUZZ_MUST(module_lists(names[name], index, vlans[vlan],
					       mac) ==
				  reading_lists(r, names[name], index,
						vlans[vlan], mac));
		}
}

static void check_answers(const struct reading *r, struct fuzz_input in)
{
	size_t i, step = 1 + r->prefix_count / 4;

	FUZZ_MUST(!memcmp(module_id(), r->id, LCG_ID_BYTES));
	FUZZ_MUST(module_prefixes() == r->prefix_count);
	for (i = 0; i < r->prefix_count; i += step) {
		uint64_t mac = r->prefixes[i].mac;

		check_places(r, mac);
		check_places(r, mac ^ 1ull << 41);
		check_places(r, mac | 0xff);
		check_places(r, mac - 1);
	}
	for (i = 0; i < 2; i++)
		check_places(r, fuzz_take(&in, 6));
}

/* A file to the module and to the other reader. True when it was taken. */
static bool check_file(const void *bytes, size_t len, struct fuzz_input in)
{
	const struct lcg_file *head = bytes;
	struct reading *r = reading_make(bytes, len);
	unsigned int proof = 77;
	enum lcg_boot boot;

	boot = module_load(bytes, len, &proof);
	FUZZ_MUST((boot == LCG_BOOT_LOADED) == !!r);
	FUZZ_MUST(r || boot == LCG_BOOT_REFUSED);
	if (r) {
		FUZZ_MUST(proof == head->proof && proof <= LCG_PROOF_MAX);
		check_answers(r, in);
	}
	module_unload();
	reading_free(r);
	return boot == LCG_BOOT_LOADED;
}

/*
 * The bytes behind a header, with the right checksum. how: two bits for the
 * proof, then what else is wrong with the header, 0 for nothing.
 */
static void seal(const void *attrs, size_t len, unsigned int how,
		 struct fuzz_input in)
{
	static const int off[] = { 0, 1, -1, 4, -4, 16, -16, INT32_MIN };
	const size_t sealed = offsetof(struct lcg_file, version);
	struct lcg_file *file = calloc(1, sizeof(*file) + len);

	if (!file)
		fuzz_broken("out of memory");
	*file = (struct lcg_file){
		.magic = LCG_FILE_MAGIC,
		.version = LCG_FILE_VERSION + (how >> 2 == 8),
		.proof = how & 3,
		.length = len + (uint32_t)off[(how >> 2) % 8],
	};
	memcpy(file + 1, attrs, len);
	file->crc32 = crc32(0, (const Bytef *)file + sealed,
			    sizeof(*file) - sealed + len);
	check_file(file, sizeof(*file) + len, in);
	free(file);
}

/* ---- attributes by the word: one in some is not as it should be ------------ */

/* The value's own size, or another where the input says so. */
static void put(struct nlmsghdr *msg, struct fuzz_input *in, unsigned int type,
		size_t size, const void *value)
{
	uint8_t room[LCG_VLAN_BYTES + 8] = { 0 };
	unsigned int how = fuzz_take(in, 1);

	memcpy(room, value, size);
	if (how == 1)
		return;
	if (how == 2)
		size--;
	else if (how == 3)
		size++;
	else if (how == 4)
		type = fuzz_take(in, 2);
	mnl_attr_put(msg, type, size, room);
	if (how == 5)
		mnl_attr_put(msg, type, size, room);
}

static void put_zone(struct nlmsghdr *msg, struct fuzz_input *in)
{
	uint8_t vlans[LCG_VLAN_BYTES] = { 0 };
	char name[IFNAMSIZ + 4] = "lan0";
	unsigned int pick = fuzz_take(in, 1);
	uint32_t index = fuzz_take(in, 1);

	if (pick < 4)
		strcpy(name, names[pick]);
	else
		for (pick = 0; pick < sizeof(name); pick++)
			name[pick] = fuzz_take(in, 1);
	vlans[0] = fuzz_take(in, 1);
	vlans[12] = 0x10;
	memset(vlans + 500, fuzz_take(in, 1), 12);
	put(msg, in, LCG_A_ZONE_IFNAME, strnlen(name, sizeof(name) - 1) + 1,
	    name);
	if (index)
		put(msg, in, LCG_A_ZONE_IFINDEX, sizeof(index), &index);
	put(msg, in, LCG_A_ZONE_VLANS, sizeof(vlans), vlans);
}

static void put_class(struct nlmsghdr *msg, struct fuzz_input *in)
{
	uint8_t listed[LCG_ZONE_BYTES] = { 0 }, exempt[LCG_ZONE_BYTES] = { 0 };

	unsigned int more;

	/* mostly zones that are there, or nearly */
	listed[0] = fuzz_take(in, 1) & 15;
	exempt[0] = fuzz_take(in, 1) & 15 & ~listed[0];
	more = fuzz_take(in, 1);
	if (more >= 0xe0)
		exempt[more % LCG_ZONE_BYTES] |= fuzz_take(in, 1);
	put(msg, in, LCG_A_CLASS_LISTED, sizeof(listed), listed);
	put(msg, in, LCG_A_CLASS_EXEMPT, sizeof(exempt), exempt);
}

static void put_prefix(struct nlmsghdr *msg, struct fuzz_input *in)
{
	static const uint8_t lengths[] = { 24, 28, 36, 48 };
	uint8_t mac[LCG_MAC_BYTES] = { 0x44, 0x19, 0xb6 };
	uint8_t pick = fuzz_take(in, 1), length = lengths[pick % 4];
	uint16_t class = fuzz_take(in, 1);
	unsigned int i;

	if (pick & 4)
		mac[0] ^= 2;
	mac[2] ^= pick >> 3;
	for (i = 3; i < length / 8; i++)
		mac[i] = fuzz_take(in, 1);
	if (length % 8)
		mac[i] = fuzz_take(in, 1) & 0xf0;
	if (pick == 255)
		length = fuzz_take(in, 1);
	put(msg, in, LCG_A_PREFIX_MAC, sizeof(mac), mac);
	put(msg, in, LCG_A_PREFIX_LEN, sizeof(length), &length);
	put(msg, in, LCG_A_PREFIX_CLASS, sizeof(class), &class);
}

static void put_one(struct nlmsghdr *msg, struct fuzz_input *in)
{
	static void (*const puts[])(struct nlmsghdr *, struct fuzz_input *) = {
		[LCG_A_TABLE_ZONE] = put_zone,
		[LCG_A_TABLE_CLASS] = put_class,
		[LCG_A_TABLE_PREFIX] = put_prefix,
	};
	unsigned int type = fuzz_take(in, 1);
	static const uint8_t id[LCG_ID_BYTES] = { 1, 2, 3 };
	struct nlattr *nest;

	if (type % 8 < LCG_A_TABLE_ZONE || type % 8 > LCG_A_TABLE_PREFIX) {
		put(msg, in, type % 8, sizeof(id), id);
		return;
	}
	nest = mnl_attr_nest_start(msg, type % 8);
	puts[type % 8](msg, in);
	mnl_attr_nest_end(msg, nest);
	if (type == 255)
		nest->nla_type &= NLA_TYPE_MASK;
}

static void by_word(struct fuzz_input *in)
{
	static const uint8_t id[LCG_ID_BYTES] = { 1, 2, 3 };
	struct nlmsghdr *msg = calloc(1, ROOM);
	unsigned int proof = fuzz_take(in, 1), count = 0;

	if (!msg)
		fuzz_broken("out of memory");
	mnl_nlmsg_put_header(msg);
	if (proof & 8)
		mnl_attr_put(msg, LCG_A_TABLE_ID, sizeof(id), id);
	while (in->size && count++ < ATTRS_MAX)
		put_one(msg, in);
	seal(mnl_nlmsg_get_payload(msg), msg->nlmsg_len - MNL_NLMSG_HDRLEN,
	     proof & 3, *in);
	free(msg);
}

/* ---- what the command writes --------------------------------------------------- */

#define ZONES 5
#define GROUPS 4
#define VECTORS 6
#define ENTRIES 40

struct world {
	struct policy policy;
	struct policy_group groups[GROUPS];
	struct policy_zone zones[ZONES];
	struct site site;
	struct listing listing;
	struct listing_vector vectors[VECTORS];
	struct listing_entry entries[ENTRIES];
};

static void make_site(struct world *w, struct fuzz_input *in)
{
	struct site *site = &w->site;
	unsigned int i;

	site->interface_count = 2;
	for (i = 0; i < 2; i++) {
		strcpy(site->interfaces[i].name, names[i]);
		site->interfaces[i].ifindex = i + 1;
		site->interfaces[i].zone = i;
	}
	site->zone_count = 2 + fuzz_take(in, 1) % (ZONES - 1);
	for (i = 0; i < site->zone_count; i++) {
		site->zones[i].interface = i % 2;
		site->zones[i].monitor = fuzz_take(in, 1) & 1;
		if (i < 2)
			continue;
		/* no VLAN in two zones of one interface */
		site->zones[i].entry = &w->zones[i];
		w->zones[i].vlans[i == 4] = 1ull << (i == 2 ? 0 : 7);
		w->zones[i].vlans[1] |= i == 3 ? 1ull << 36 : 0;
	}
}

static int by_mac(const void *left, const void *right)
{
	const struct listing_entry *a = left, *b = right;

	if (a->mac != b->mac)
		return a->mac < b->mac ? -1 : 1;
	return a->bits < b->bits ? -1 : a->bits > b->bits;
}

static void make_entries(struct world *w, struct fuzz_input *in)
{
	static const uint8_t lengths[] = { 24, 28, 36, 48 };
	struct listing_entry *e = w->entries;
	size_t i, count = 0;

	while (in->size && count < ENTRIES) {
		unsigned int pick = fuzz_take(in, 1);

		e[count].bits = lengths[pick & 3];
		e[count].mac = (0x4419b6000000 ^ (uint64_t)(pick & 4) << 39 ^
				fuzz_take(in, 4) << 4) &
			       ~0ull << (48 - e[count].bits);
		e[count].vector = (pick >> 3) % VECTORS;
		e[count].elsewhere = fuzz_take(in, 1) % (GROUPS + 1);
		count++;
	}
	qsort(e, count, sizeof(*e), by_mac);
	for (i = 0; i < count; i++) {
		if (w->listing.count &&
		    !by_mac(&e[w->listing.count - 1], &e[i]))
			continue;
		e[w->listing.count++] = e[i];
	}
}

static struct world *make_world(struct fuzz_input *in)
{
	struct world *w = calloc(1, sizeof(*w));
	unsigned int i, zone;

	if (!w)
		fuzz_broken("out of memory");
	memset(w->policy.sha256, 'a', 64);
	w->policy.monitor = fuzz_take(in, 1) == 1;
	w->policy.groups = w->groups;
	w->policy.group_count = GROUPS;
	for (i = 0; i < GROUPS; i++)
		w->groups[i].monitor = fuzz_take(in, 1) & 1;
	make_site(w, in);
	w->listing.vectors = w->vectors;
	w->listing.vector_count = VECTORS;
	for (i = 0; i < VECTORS; i++)
		for (zone = 0; zone < w->site.zone_count; zone++)
			w->vectors[i].group[zone] =
				fuzz_take(in, 1) % (GROUPS + 1);
	w->listing.entries = w->entries;
	make_entries(w, in);
	return w;
}

/* 1 listed, -1 exempt, 0 neither: an entry in a zone of the site, or in none. */
static int entry_says(const struct world *w, const struct listing_entry *e,
		      int zone)
{
	unsigned int group = zone < 0 ? e->elsewhere :
					w->vectors[e->vector].group[zone];

	if (!group)
		return 0;
	return w->policy.monitor || w->groups[group - 1].monitor ||
			       (zone >= 0 && w->site.zones[zone].monitor) ?
		       -1 :
		       1;
}

static int world_says(const struct world *w, int zone, uint64_t mac,
		      unsigned int most)
{
	const struct listing_entry *found = NULL;
	size_t i;

	for (i = 0; i < w->listing.count; i++) {
		const struct listing_entry *e = &w->entries[i];

		if (e->bits <= most && !((e->mac ^ mac) >> (48 - e->bits)) &&
		    entry_says(w, e, zone) && (!found || found->bits < e->bits))
			found = e;
	}
	return found ? entry_says(w, found, zone) : 0;
}

static bool world_lists(const struct world *w, int zone, uint64_t mac)
{
	int says = world_says(w, zone, mac, 48);

	if (!says && mac & 1ull << 41)
		says = world_says(w, zone, mac & ~(1ull << 41), 36);
	return says > 0;
}

/* -1: the place is in no zone of the site. */
static int world_zone(const struct world *w, int port, unsigned int vlan)
{
	size_t i;

	if (port < 0)
		return -1;
	for (i = 2; i < w->site.zone_count; i++)
		if ((int)w->site.zones[i].interface == port &&
		    w->zones[i].vlans[vlan / 64] >> (vlan % 64) & 1)
			return i;
	return port;
}

static void check_world(const struct world *w, uint64_t mac)
{
	static const uint16_t vlans[] = { 0, 7, 71, 100, 4095 };
	int port, i;

	for (port = -1; port < 2; port++)
		for (i = 0; i < 5; i++) {
			int zone = world_zone(w, port, vlans[i]);

			FUZZ_MUST(module_lists(port < 0 ? "wan" : names[port],
					       9, vlans[i], mac) ==
				  world_lists(w, zone, mac));
		}
}

static void written(struct fuzz_input *in)
{
	struct world *w = make_world(in);
	const struct guard_table_input input = {
		.policy = &w->policy,
		.site = &w->site,
		.listing = &w->listing,
		.names_only = true,
	};
	struct guard_table *table;
	unsigned int proof;
	void *bytes;
	size_t len, i;

	FUZZ_MUST(!guard_table_make(&input, &table));
	FUZZ_MUST(!guard_file_make(table, LCG_PROOF_TAG, &bytes, &len));
	FUZZ_MUST(check_file(bytes, len, *in));
	FUZZ_MUST(module_load(bytes, len, &proof) == LCG_BOOT_LOADED);
	FUZZ_MUST(proof == LCG_PROOF_TAG);
	FUZZ_MUST(module_prefixes() == table->prefixes);
	for (i = 0; i < w->listing.count; i += 1 + w->listing.count / 6) {
		check_world(w, w->entries[i].mac);
		check_world(w, w->entries[i].mac ^ 1ull << 41);
		check_world(w, w->entries[i].mac + 1);
	}
	module_unload();
	free(bytes);
	guard_table_free(table);
	free(w);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	unsigned int how = fuzz_take(&in, 1);
	void *bytes;

	switch (how % 4) {
	case 0:
		bytes = fuzz_exact(in.data, in.size);
		check_file(bytes, in.size, in);
		free(bytes);
		break;
	case 1:
		seal(in.data, in.size, how >> 2, in);
		break;
	case 2:
		by_word(&in);
		break;
	default:
		written(&in);
	}
	return 0;
}
