// SPDX-License-Identifier: GPL-2.0
/*
 * Ids of interfaces, zones, groups, vendors and rules, allotted by name.
 * Reads and writes the map, knows no policy.
 */
#include "maps/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define HASH_SIZE 16384 /* power of two, well over LC_NAMES_END */

struct names {
	struct lc_name entry[LC_NAMES_END];
	bool dirty[LC_NAMES_END];
	uint16_t hash[HASH_SIZE]; /* index into entry, 0 = free */
	unsigned int next[LC_NAME_KIND_MAX]; /* no free id below this */
};

static const struct {
	unsigned int base;
	unsigned int end;
} ranges[LC_NAME_KIND_MAX] = {
	[LC_NAME_IFACE] = { LC_NAMES_IFACE, LC_NAMES_ZONE },
	[LC_NAME_ZONE] = { LC_NAMES_ZONE, LC_NAMES_GROUP },
	[LC_NAME_GROUP] = { LC_NAMES_GROUP, LC_NAMES_VENDOR },
	[LC_NAME_VENDOR] = { LC_NAMES_VENDOR, LC_NAMES_RULE },
	[LC_NAME_RULE] = { LC_NAMES_RULE, LC_NAMES_END },
};

static unsigned int hash_of(enum lc_name_kind kind, unsigned int group,
			    const char *name)
{
	unsigned int hash = 2166136261u ^ (kind * 0x9e3779b9u) ^
			    group * 0x85ebca6bu;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return (hash ^ hash >> 15) & (HASH_SIZE - 1);
}

/* The entry with that name, or 0; *place: where in the hash it would stand. */
static unsigned int find(const struct names *names, enum lc_name_kind kind,
			 unsigned int group, const char *name,
			 unsigned int *place)
{
	unsigned int at = hash_of(kind, group, name);
	unsigned int i;

	for (; names->hash[at]; at = (at + 1) & (HASH_SIZE - 1)) {
		i = names->hash[at];
		if (i > ranges[kind].base && i < ranges[kind].end &&
		    names->entry[i].group == group &&
		    !strcmp(names->entry[i].name, name))
			break;
	}
	*place = at;
	return names->hash[at];
}

/* Enter what the map held. A map that somebody tampered with does no harm. */
static void index_kind(struct names *names, enum lc_name_kind kind)
{
	unsigned int i, place;

	for (i = ranges[kind].base + 1; i < ranges[kind].end; i++) {
		struct lc_name *entry = &names->entry[i];

		entry->name[LC_NAME_LEN - 1] = '\0';
		if (entry->name[0] &&
		    !find(names, kind, entry->group, entry->name, &place))
			names->hash[place] = i;
	}
	names->next[kind] = ranges[kind].base + 1;
}

static int read_map(struct names *names, int map_fd)
{
	LIBBPF_OPTS(bpf_map_batch_opts, opts);
	__u32 *keys = calloc(LC_NAMES_END, sizeof(*keys));
	__u32 count = LC_NAMES_END;
	__u32 next;
	int err = 0;

	if (!keys)
		return -ENOMEM;
	/* an array is read in the order of its keys */
	if (bpf_map_lookup_batch(map_fd, NULL, &next, keys, names->entry,
				 &count, &opts) &&
	    errno != ENOENT)
		err = -errno;
	else if (count != LC_NAMES_END)
		err = -EIO;
	free(keys);
	return err;
}

int names_load(int map_fd, struct names **out)
{
	struct names *names = calloc(1, sizeof(*names));
	int kind, err;

	if (!names)
		return -ENOMEM;
	if (map_fd >= 0) {
		err = read_map(names, map_fd);
		if (err) {
			free(names);
			return err;
		}
	}
	for (kind = 0; kind < LC_NAME_KIND_MAX; kind++)
		index_kind(names, kind);
	*out = names;
	return 0;
}

void names_free(struct names *names)
{
	free(names);
}

int names_id(struct names *names, enum lc_name_kind kind, unsigned int group,
	     const char *name)
{
	unsigned int place, i;

	if (!*name || strlen(name) >= LC_NAME_LEN)
		return -EINVAL;
	i = find(names, kind, group, name, &place);
	if (i)
		return (int)(i - ranges[kind].base);
	for (i = names->next[kind]; i < ranges[kind].end; i++)
		if (!names->entry[i].name[0])
			break;
	names->next[kind] = i;
	if (i == ranges[kind].end)
		return -ENOSPC;
	strcpy(names->entry[i].name, name);
	names->entry[i].group = group;
	names->dirty[i] = true;
	names->hash[place] = i;
	return (int)(i - ranges[kind].base);
}

const char *names_text(const struct names *names, enum lc_name_kind kind,
		       unsigned int id)
{
	if (!id || id >= ranges[kind].end - ranges[kind].base)
		return NULL;
	id += ranges[kind].base;
	return names->entry[id].name[0] ? names->entry[id].name : NULL;
}

int names_store(struct names *names, int map_fd)
{
	__u32 i;

	for (i = 0; i < LC_NAMES_END; i++) {
		if (!names->dirty[i])
			continue;
		if (bpf_map_update_elem(map_fd, &i, &names->entry[i], BPF_ANY))
			return -errno;
		names->dirty[i] = false;
	}
	return 0;
}
