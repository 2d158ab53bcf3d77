// SPDX-License-Identifier: GPL-2.0
/*
 * The two slots of the maps as memory: fill the idle one, switch to it.
 * What goes into a slot is compile.c.
 */
#include "maps/slots.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* How far apart the kernel puts the elements of an array map. */
#define STRIDE(size) (((size) + 7) & ~(size_t)7)

static const size_t rule_stride = STRIDE(sizeof(struct lc_rule_slot));
static const size_t addr6_stride = STRIDE(sizeof(struct lc_addr6_slot));

/* A map's memory is whole pages. */
static size_t map_size(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (size + page - 1) & ~(page - 1);
}

static int map_one(int fd, size_t size, bool write, void **base)
{
	void *mem = mmap(NULL, map_size(size),
			 write ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED,
			 fd, 0);

	if (mem == MAP_FAILED)
		return -errno;
	*base = mem;
	return 0;
}

static void unmap_one(void *base, size_t size)
{
	if (base)
		munmap(base, map_size(size));
}

int slots_map(const struct object *obj, bool write, struct slots *slots,
	      struct fault *fault)
{
	struct slots new = { 0 };
	void *hot = NULL;
	int i, err;

	err = map_one(obj->maps[OBJECT_HOT], sizeof(struct lc_hot), write,
		      &hot);
	new.hot = hot;
	if (!err)
		err = map_one(obj->maps[OBJECT_RULES], LC_SLOTS * rule_stride,
			      write, &new.rules_base);
	if (!err)
		err = map_one(obj->maps[OBJECT_ADDR6], LC_SLOTS * addr6_stride,
			      write, &new.addr6_base);
	if (err) {
		slots_unmap(&new);
		return fault_set(fault, err, "cannot map the slots: %s",
				 strerror(-err));
	}
	for (i = 0; i < LC_SLOTS; i++) {
		char *rules = new.rules_base;
		char *addr6 = new.addr6_base;

		rules += i * rule_stride;
		addr6 += i * addr6_stride;
		new.rules[i] = (void *)rules;
		new.addr6[i] = (void *)addr6;
	}
	*slots = new;
	return 0;
}

void slots_unmap(struct slots *slots)
{
	unmap_one(slots->hot, sizeof(struct lc_hot));
	unmap_one(slots->rules_base, LC_SLOTS * rule_stride);
	unmap_one(slots->addr6_base, LC_SLOTS * addr6_stride);
	memset(slots, 0, sizeof(*slots));
}

unsigned int slots_live(const struct slots *slots)
{
	return __atomic_load_n(&slots->hot->control.live, __ATOMIC_ACQUIRE) &
	       (LC_SLOTS - 1);
}

const struct lc_iface *slots_iface(const struct slots *slots, unsigned int n,
				   unsigned int ifindex)
{
	const struct lc_hot_slot *slot = &slots->hot->slot[n];
	const struct lc_iface *iface =
		&slot->ifaces[lc_iface_bucket(ifindex, slot->head.iface_seed)];

	return ifindex && iface->ifindex == ifindex ? iface : NULL;
}

/* All of the slot but how often it was filled. */
static bool hot_equal(const struct lc_hot_slot *a, const struct lc_hot_slot *b)
{
	const char *rest_a = (const char *)a + sizeof(a->head);
	const char *rest_b = (const char *)b + sizeof(b->head);

	return !memcmp(&a->head, &b->head, offsetof(struct lc_hot_head, era)) &&
	       !memcmp(rest_a, rest_b, sizeof(*a) - sizeof(a->head));
}

bool slots_equal(const struct slots *slots, unsigned int n,
		 const struct slot_image *image)
{
	return hot_equal(&slots->hot->slot[n], &image->hot) &&
	       !memcmp(slots->rules[n], &image->rules, sizeof(image->rules)) &&
	       !memcmp(slots->addr6[n], &image->addr6, sizeof(image->addr6));
}

/* An inner map like the one the element was declared with. */
static int inner_map(int grace_fd)
{
	const __u32 key = 0;
	__u32 id;

	if (!bpf_map_lookup_elem(grace_fd, &key, &id))
		return bpf_map_get_fd_by_id(id);
	return bpf_map_create(BPF_MAP_TYPE_ARRAY, NULL, sizeof(__u32),
			      sizeof(__u32), 1, NULL);
}

int slots_grace(const struct object *obj, struct fault *fault)
{
	const __u32 key = 0;
	int err = 0;
	int fd;

	/* the kernel waits a grace period out before this update returns */
	fd = inner_map(obj->maps[OBJECT_GRACE]);
	if (fd < 0 ||
	    bpf_map_update_elem(obj->maps[OBJECT_GRACE], &key, &fd, 0))
		err = fault_set(fault, -errno,
				"cannot wait for the running programs: %s",
				strerror(errno));
	if (fd >= 0)
		close(fd);
	return err;
}

void slots_fill(struct slots *slots, unsigned int n,
		const struct slot_image *image)
{
	struct lc_hot_slot *hot = &slots->hot->slot[n];
	__u32 era = hot->head.era + 1;

	memcpy(hot, &image->hot, sizeof(*hot));
	/* what was kept of frames judged by what stood here before is over */
	hot->head.era = era;
	memcpy(slots->rules[n], &image->rules, sizeof(image->rules));
	memcpy(slots->addr6[n], &image->addr6, sizeof(image->addr6));
}

void slots_flip(struct slots *slots, unsigned int n)
{
	__atomic_store_n(&slots->hot->control.live, n, __ATOMIC_RELEASE);
}

void slots_tag_key(struct slots *slots, __u32 key)
{
	__atomic_store_n(&slots->hot->control.tag_key, key, __ATOMIC_RELAXED);
}
