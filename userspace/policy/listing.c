// SPDX-License-Identifier: GPL-2.0
/*
 * Which MAC prefix belongs to which group in which zone (DESIGN 4, 1).
 * All who claim a prefix are put beside each other; then, zone by zone, the
 * best claim wins, and longer prefixes take over what shorter ones say.
 */
#include "policy/listing.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"
#include "policy/vendor.h"

#define NO_GROUP 0xff

/* After the zones of the site: all places that none of them is. */
#define ELSEWHERE LC_ZONE_SLOTS

/* How a group came to claim a prefix; the lower one wins. */
enum rank {
	RANK_DIRECT, /* prefix, MAC or the vendor itself */
	RANK_INHERITED, /* a brand, by its parent */
	RANK_ANY_CAMERA,
	RANK_TABLE, /* nobody: the vendor table has it */
};

struct claim {
	uint64_t mac;
	uint8_t bits;
	uint8_t rank;
	uint8_t group; /* index, NO_GROUP with RANK_TABLE */
	int16_t vendor; /* RANK_TABLE only */
	uint32_t source; /* index into sources */
};

/* What stands in the file and makes claims; told of each tie once. */
struct source {
	struct where where;
	uint64_t tied; /* bit per group */
};

/* The prefixes that cover the present one, shortest first. */
struct cover {
	uint64_t mac;
	uint8_t bits;
	int vendor; /* of the table row that is or covers it */
	int listed_vendor; /* of the nearest entry that covers it */
	bool listed;
	uint32_t vector;
	uint8_t elsewhere; /* group index + 1 */
};

struct maker {
	const struct policy *policy;
	const struct site *site;
	const struct vendor_table *vendors;
	struct diag *diag;
	struct listing *listing;
	bool applies[LC_MAX_GROUPS][LC_ZONE_SLOTS + 1];
	struct claim *claims;
	size_t claim_count;
	struct source *sources;
	size_t source_count;
	uint32_t *buckets; /* of vectors: index + 1, by hash */
	size_t bucket_count;
	size_t vector_room;
	struct cover covers[LC_LEN_MAX + 1];
	size_t cover_count;
	bool tied;
};

static void find_zones(struct maker *m)
{
	const struct policy_group *group;
	size_t g, z, i;

	for (g = 0; g < m->policy->group_count; g++) {
		group = &m->policy->groups[g];
		m->applies[g][ELSEWHERE] = !group->zone_count;
		for (z = 0; z < m->site->zone_count; z++) {
			m->applies[g][z] = !group->zone_count;
			for (i = 0; i < group->zone_count; i++)
				m->applies[g][z] |=
					!strcmp(group->zones[i],
						m->site->zones[z].name);
		}
	}
}

static void claim(struct maker *m, uint64_t mac, unsigned int bits,
		  enum rank rank, size_t group)
{
	struct claim *claim = &m->claims[m->claim_count++];

	claim->mac = mac;
	claim->bits = bits;
	claim->rank = rank;
	claim->group = group;
	claim->source = m->source_count - 1;
}

static void claim_vendor(struct maker *m, size_t group, const char *slug)
{
	bool any = !strcmp(slug, VENDOR_ANY_CAMERA_NAME);
	int id = any ? VENDOR_ANY_CAMERA : vendor_find(m->vendors, slug);
	const struct vendor_prefix *prefix = NULL;
	enum rank rank;

	if (!any && id == VENDOR_NONE)
		return;
	while ((prefix = vendor_next_prefix(m->vendors, id, prefix))) {
		rank = any		    ? RANK_ANY_CAMERA :
		       prefix->vendor == id ? RANK_DIRECT :
					      RANK_INHERITED;
		claim(m, prefix->mac, prefix->bits, rank, group);
	}
}

static void new_source(struct maker *m, struct where where)
{
	m->sources[m->source_count].where = where;
	m->sources[m->source_count++].tied = 0;
}

static void collect(struct maker *m)
{
	const struct vendor_prefix *row;
	const struct policy_group *group;
	size_t g, i;

	for (g = 0; g < m->policy->group_count; g++) {
		group = &m->policy->groups[g];
		for (i = 0; i < group->prefix_count; i++) {
			new_source(m, group->prefixes[i].where);
			claim(m, group->prefixes[i].mac,
			      group->prefixes[i].bits, RANK_DIRECT, g);
		}
		for (i = 0; i < group->vendor_count; i++) {
			new_source(m, group->vendor_where[i]);
			claim_vendor(m, g, group->vendors[i]);
		}
	}
	for (i = 0; i < m->vendors->n_prefixes; i++) {
		row = &m->vendors->prefixes[i];
		claim(m, row->mac, row->bits, RANK_TABLE, NO_GROUP);
		m->claims[m->claim_count - 1].vendor = row->vendor;
	}
}

/* Count first, so that what is made by the thousand is allocated once. */
static int make_room(struct maker *m)
{
	const struct policy_group *group;
	size_t claims = m->vendors->n_prefixes, sources = 0, g;

	for (g = 0; g < m->policy->group_count; g++) {
		group = &m->policy->groups[g];
		sources += group->prefix_count + group->vendor_count;
		claims += group->prefix_count;
		for (size_t i = 0; i < group->vendor_count; i++) {
			const struct vendor_prefix *p = NULL;
			int id = vendor_find(m->vendors, group->vendors[i]);

			if (id == VENDOR_NONE)
				id = VENDOR_ANY_CAMERA;
			while ((p = vendor_next_prefix(m->vendors, id, p)))
				claims++;
		}
	}
	m->claims = calloc(claims + 1, sizeof(*m->claims));
	m->sources = calloc(sources + 1, sizeof(*m->sources));
	m->listing->entries = calloc(claims + 1, sizeof(struct listing_entry));
	m->bucket_count = 1024;
	m->buckets = calloc(m->bucket_count, sizeof(*m->buckets));
	return m->claims && m->sources && m->listing->entries && m->buckets ?
		       0 :
		       -ENOMEM;
}

static int compare_claims(const void *left, const void *right)
{
	const struct claim *a = left, *b = right;

	if (a->mac != b->mac)
		return a->mac < b->mac ? -1 : 1;
	if (a->bits != b->bits)
		return a->bits < b->bits ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return a->source < b->source ? -1 : a->source > b->source;
}

static uint32_t hash_vector(const struct listing_vector *vector)
{
	uint64_t hash = 0xcbf29ce484222325ull, word;
	size_t i;

	for (i = 0; i < sizeof(*vector); i += sizeof(word)) {
		memcpy(&word, (const char *)vector + i, sizeof(word));
		hash = (hash ^ word) * 0x9e3779b97f4a7c15ull;
		hash ^= hash >> 29;
	}
	return hash ^ hash >> 32;
}

static void put_bucket(struct maker *m, uint32_t index)
{
	const struct listing_vector *vector = &m->listing->vectors[index];
	size_t i = hash_vector(vector) & (m->bucket_count - 1);

	while (m->buckets[i])
		i = (i + 1) & (m->bucket_count - 1);
	m->buckets[i] = index + 1;
}

static int grow_vectors(struct maker *m)
{
	size_t room = m->vector_room ? 2 * m->vector_room : 64, i;
	struct listing_vector *larger;
	uint32_t *buckets;

	larger = reallocarray(m->listing->vectors, room, sizeof(*larger));
	if (!larger)
		return -ENOMEM;
	m->listing->vectors = larger;
	m->vector_room = room;
	if (m->bucket_count >= 2 * room)
		return 0;
	buckets = calloc(4 * room, sizeof(*buckets));
	if (!buckets)
		return -ENOMEM;
	free(m->buckets);
	m->buckets = buckets;
	m->bucket_count = 4 * room;
	for (i = 0; i < m->listing->vector_count; i++)
		put_bucket(m, i);
	return 0;
}

/* The index of a vector, each kept once; negative when out of memory. */
static int64_t intern(struct maker *m, const struct listing_vector *vector)
{
	struct listing *listing = m->listing;
	size_t i = hash_vector(vector) & (m->bucket_count - 1);
	int err;

	for (; m->buckets[i]; i = (i + 1) & (m->bucket_count - 1)) {
		if (!memcmp(&listing->vectors[m->buckets[i] - 1], vector,
			    sizeof(*vector)))
			return m->buckets[i] - 1;
	}
	if (listing->vector_count == m->vector_room) {
		err = grow_vectors(m);
		if (err)
			return err;
	}
	listing->vectors[listing->vector_count] = *vector;
	put_bucket(m, listing->vector_count);
	return listing->vector_count++;
}

static void report_tie(struct maker *m, const struct claim *a,
		       const struct claim *b, size_t zone)
{
	const struct policy_group *groups = m->policy->groups;
	struct source *first = &m->sources[a->source];
	struct source *second = &m->sources[b->source];
	char prefix[MAC_PREFIX_TEXT_LEN];

	m->tied = true;
	if (second->tied >> a->group & 1)
		return;
	second->tied |= UINT64_C(1) << a->group;
	mac_prefix_format(a->mac, a->bits, prefix);
	diag_error(
		m->diag, second->where,
		"group \"%s\" lists %s in zone \"%s\", and so does group \"%s\" (%s:%u:%u): list it in one of them, or in different zones",
		groups[b->group].name, prefix, m->site->zones[zone].name,
		groups[a->group].name, first->where.file, first->where.line,
		first->where.column);
}

/* True when a is the better claim, or the same group's. */
static bool beats(const struct maker *m, const struct claim *a,
		  const struct claim *b, bool *tie)
{
	bool a_zones = m->policy->groups[a->group].zone_count;
	bool b_zones = m->policy->groups[b->group].zone_count;

	*tie = false;
	if (a->rank != b->rank)
		return a->rank < b->rank;
	if (a_zones != b_zones)
		return a_zones;
	*tie = a->group != b->group;
	return true;
}

/* Group index + 1 in a zone by the claims on one prefix, 0: by none of them. */
static unsigned int decide(struct maker *m, const struct claim *claims,
			   size_t count, size_t zone)
{
	const struct claim *best = NULL, *rival = NULL;
	bool tie;
	size_t i;

	for (i = 0; i < count && claims[i].rank != RANK_TABLE; i++) {
		if (!m->applies[claims[i].group][zone])
			continue;
		if (!best) {
			best = &claims[i];
		} else if (!beats(m, best, &claims[i], &tie)) {
			best = &claims[i];
			rival = NULL;
		} else if (tie && !rival) {
			rival = &claims[i];
		}
	}
	/* nothing is judged elsewhere, so a tie there is none */
	if (rival && zone != ELSEWHERE)
		report_tie(m, best, rival, zone);
	return best ? best->group + 1 : 0;
}

static bool covers(const struct cover *cover, const struct claim *claim)
{
	return cover->bits < claim->bits &&
	       (claim->mac & mac_mask(cover->bits)) == cover->mac;
}

/* The maker of a prefix that the table does not cover, by its local bit. */
static int local_vendor(const struct maker *m, const struct claim *claim)
{
	const struct vendor_prefix *row;

	if (!(claim->mac & MAC_LOCAL))
		return VENDOR_NONE;
	row = vendor_lookup_local(m->vendors, claim->mac);
	return row && row->bits <= claim->bits ? row->vendor : VENDOR_NONE;
}

static int add_entry(struct maker *m, struct cover *here,
		     const struct claim *claims, size_t count,
		     const struct cover *above)
{
	const struct listing_vector *base = NULL;
	struct listing_vector vector = { 0 };
	struct listing *listing = m->listing;
	struct listing_entry *entry;
	bool listed = false;
	int64_t index;
	size_t zone;

	if (above && above->listed)
		base = &listing->vectors[above->vector];
	here->elsewhere = decide(m, claims, count, ELSEWHERE);
	if (!here->elsewhere && above)
		here->elsewhere = above->elsewhere;
	/* a site may have no zone at all */
	listed = here->elsewhere;
	for (zone = 0; zone < m->site->zone_count; zone++) {
		vector.group[zone] = decide(m, claims, count, zone);
		/* In zones where nobody names it, it is a part of the whole. */
		if (!vector.group[zone] && base)
			vector.group[zone] = base->group[zone];
		listed |= vector.group[zone];
	}
	if (!listed) /* only in zones that are not here */
		return 0;
	index = intern(m, &vector);
	if (index < 0)
		return index;
	here->listed = true;
	here->vector = index;
	here->listed_vendor = here->vendor;
	entry = &listing->entries[listing->count++];
	entry->mac = here->mac;
	entry->bits = here->bits;
	entry->vendor = here->vendor;
	entry->vector = index;
	entry->elsewhere = here->elsewhere;
	return 0;
}

/* All claims on one prefix; those that cover it were seen before. */
static int take_prefix(struct maker *m, const struct claim *claims,
		       size_t count)
{
	bool claimed = claims->rank != RANK_TABLE;
	const struct cover *above = NULL;
	struct cover here = {
		.mac = claims->mac,
		.bits = claims->bits,
		.vendor = VENDOR_NONE,
		.listed_vendor = VENDOR_NONE,
	};
	int err = 0;

	while (m->cover_count &&
	       !covers(&m->covers[m->cover_count - 1], claims))
		m->cover_count--;
	if (m->cover_count) {
		above = &m->covers[m->cover_count - 1];
		here.vendor = above->vendor;
		here.listed = above->listed;
		here.listed_vendor = above->listed_vendor;
		here.vector = above->vector;
		here.elsewhere = above->elsewhere;
	}
	if (claims[count - 1].rank == RANK_TABLE)
		here.vendor = claims[count - 1].vendor;
	if (here.vendor == VENDOR_NONE)
		here.vendor = local_vendor(m, claims);
	/* A row within what is listed keeps its own maker's name. */
	if (claimed || (here.listed && here.vendor != here.listed_vendor))
		err = add_entry(m, &here, claims, count, above);
	m->covers[m->cover_count++] = here;
	return err;
}

static int take_all(struct maker *m)
{
	size_t i, next;
	int err = 0;

	qsort(m->claims, m->claim_count, sizeof(*m->claims), compare_claims);
	for (i = 0; i < m->claim_count && !err; i = next) {
		for (next = i + 1; next < m->claim_count; next++) {
			if (m->claims[next].mac != m->claims[i].mac ||
			    m->claims[next].bits != m->claims[i].bits)
				break;
		}
		err = take_prefix(m, &m->claims[i], next - i);
	}
	if (!err && m->listing->count > LC_MAX_PREFIXES) {
		diag_error(
			m->diag,
			(struct where){ diag_file(m->diag, m->policy->path), 0,
					0 },
			"the groups list %zu MAC prefixes with those of their vendors; the limit is %u",
			m->listing->count, LC_MAX_PREFIXES);
		err = -EINVAL;
	}
	if (!err && m->tied)
		err = -EINVAL;
	return err;
}

int listing_make(const struct policy *policy, const struct site *site,
		 const struct vendor_table *vendors, struct diag *diag,
		 struct listing **listing)
{
	struct maker *m = calloc(1, sizeof(*m));
	int err = -ENOMEM;

	if (!m)
		return err;
	m->policy = policy;
	m->site = site;
	m->vendors = vendors;
	m->diag = diag;
	m->listing = calloc(1, sizeof(*m->listing));
	if (!m->listing)
		goto out;
	err = make_room(m);
	if (err)
		goto out;
	find_zones(m);
	collect(m);
	err = take_all(m);
	if (err)
		goto out;
	*listing = m->listing;
	m->listing = NULL;
out:
	listing_free(m->listing);
	free(m->buckets);
	free(m->sources);
	free(m->claims);
	free(m);
	return err;
}

void listing_free(struct listing *listing)
{
	if (!listing)
		return;
	free(listing->entries);
	free(listing->vectors);
	free(listing);
}
