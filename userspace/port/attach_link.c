// SPDX-License-Identifier: GPL-2.0
/*
 * One BPF link on one device, XDP or tcx: made, pinned, found, taken away.
 * What a port needs of them is attach.c; without tcx there is clsact.c.
 */
#include "port/attach_link.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <limits.h>
#include <linux/if_link.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "maps/pins.h"

/* Newer than the headers of the oldest kernel this builds against. */
#define TCX_EGRESS 47 /* BPF_TCX_EGRESS */
#define TCX_BEFORE (1u << 3) /* BPF_F_BEFORE */
#define MAX_TCX 64 /* programs on one hook */
#define MAX_MAPS 64 /* that a program uses */

static const char *const pin_names[LC_DIRECTION_MAX] = {
	[LC_INGRESS] = "xdp",
	[LC_EGRESS] = "tc",
};

__u32 prog_id(int prog_fd)
{
	struct bpf_prog_info info = { 0 };
	__u32 len = sizeof(info);

	return bpf_obj_get_info_by_fd(prog_fd, &info, &len) ? 0 : info.id;
}

void prog_words(__u32 id, char *buf, size_t size)
{
	struct bpf_prog_info info = { 0 };
	__u32 len = sizeof(info);
	int fd = bpf_prog_get_fd_by_id(id);

	if (fd >= 0 && !bpf_obj_get_info_by_fd(fd, &info, &len))
		snprintf(buf, size, "id %u \"%.*s\"", id,
			 (int)sizeof(info.name), info.name);
	else
		snprintf(buf, size, "id %u", id);
	if (fd >= 0)
		close(fd);
}

static int open_link(const struct attach *at, enum lc_direction dir,
		     unsigned int ifindex)
{
	char path[PATH_MAX];
	int fd = pins_path(path, at->dir, pin_names[dir], ifindex);

	if (fd)
		return fd;
	fd = bpf_obj_get(path);
	return fd < 0 ? -errno : fd;
}

bool prog_is_kin(const struct attach *at, __u32 id)
{
	struct bpf_map_info hot = { 0 };
	__u32 maps[MAX_MAPS] = { 0 };
	struct bpf_prog_info info = {
		.nr_map_ids = MAX_MAPS,
		.map_ids = (__u64)(unsigned long)maps,
	};
	__u32 len = sizeof(hot);
	bool kin = false;
	__u32 i;
	int fd;

	if (!at->obj || at->obj->maps[OBJECT_HOT] < 0 ||
	    bpf_obj_get_info_by_fd(at->obj->maps[OBJECT_HOT], &hot, &len))
		return false;
	fd = bpf_prog_get_fd_by_id(id);
	if (fd < 0)
		return false;
	len = sizeof(info);
	if (!bpf_obj_get_info_by_fd(fd, &info, &len))
		for (i = 0; i < info.nr_map_ids && i < MAX_MAPS && !kin; i++)
			kin = maps[i] == hot.id;
	close(fd);
	return kin;
}

/* 0 or a negative errno; -ENOENT: not pinned. */
static int link_info(const struct attach *at, enum lc_direction dir,
		     unsigned int ifindex, struct bpf_link_info *info)
{
	__u32 len = sizeof(*info);
	int fd = open_link(at, dir, ifindex);
	int err;

	memset(info, 0, sizeof(*info));
	if (fd < 0)
		return fd;
	err = bpf_obj_get_info_by_fd(fd, info, &len) ? -errno : 0;
	close(fd);
	return err == -ENOENT ? -EIO : err;
}

int link_look(const struct attach *at, enum lc_direction dir,
	      unsigned int ifindex)
{
	struct bpf_link_info info;
	int err = link_info(at, dir, ifindex, &info);

	if (err)
		return err == -ENOENT ? LINK_NONE : err;
	/* XDP and tcx links both tell their device first, 0 once it is gone */
	if (!info.xdp.ifindex)
		return LINK_DEAD;
	if (info.xdp.ifindex != ifindex)
		return LINK_MOVED;
	if (!at->obj)
		return LINK_OTHER;
	if (info.prog_id == prog_id(at->obj->progs[dir]))
		return LINK_OURS;
	return prog_is_kin(at, info.prog_id) ? LINK_KIN : LINK_OTHER;
}

/* Does that program run on the device, in that direction? */
static bool runs(enum lc_direction dir, unsigned int ifindex, __u32 prog)
{
	LIBBPF_OPTS(bpf_xdp_query_opts, opts);
	__u32 ids[MAX_TCX] = { 0 };
	__u32 i, flags, count = MAX_TCX;

	if (dir == LC_INGRESS)
		return !bpf_xdp_query((int)ifindex, 0, &opts) &&
		       (opts.drv_prog_id == prog || opts.skb_prog_id == prog);
	if (bpf_prog_query((int)ifindex, TCX_EGRESS, 0, &flags, ids, &count))
		return false;
	for (i = 0; i < count; i++)
		if (ids[i] == prog)
			return true;
	return false;
}

bool link_adopt(const struct attach *at, enum lc_direction dir,
		unsigned int ifindex, unsigned int *from)
{
	char old[PATH_MAX], new[PATH_MAX];
	struct bpf_link_info info;
	struct pins_links links;
	int look = link_look(at, dir, ifindex);
	bool found = false;
	size_t i;

	if (look < 0 || look > LINK_DEAD || pins_links(at->dir, &links))
		return false;
	for (i = 0; i < links.count && !found; i++) {
		*from = links.ifindex[i];
		/* by its index alone it may be one of another namespace */
		found = *from != ifindex && !link_info(at, dir, *from, &info) &&
			info.xdp.ifindex == ifindex &&
			runs(dir, ifindex, info.prog_id) &&
			!pins_path(old, at->dir, pin_names[dir], *from) &&
			!pins_path(new, at->dir, pin_names[dir], ifindex) &&
			!rename(old, new);
	}
	pins_links_free(&links);
	return found;
}

int link_remove(const struct attach *at, enum lc_direction dir,
		unsigned int ifindex)
{
	char path[PATH_MAX];
	int err = pins_path(path, at->dir, pin_names[dir], ifindex);
	int fd;

	if (err)
		return err;
	fd = open_link(at, dir, ifindex);
	if (fd < 0 && fd != -ENOENT)
		return fd;
	if (fd >= 0) {
		/* removing the pin alone detaches some time later */
		bpf_link_detach(fd);
		close(fd);
	}
	return unlink(path) && errno != ENOENT ? -errno : 0;
}

static int pin_link(const struct attach *at, enum lc_direction dir,
		    unsigned int ifindex, int fd)
{
	char path[PATH_MAX];
	int err = pins_path(path, at->dir, pin_names[dir], ifindex);

	if (!err && bpf_obj_pin(fd, path))
		err = -errno;
	if (err)
		bpf_link_detach(fd);
	close(fd);
	return err;
}

int link_xdp(const struct attach *at, unsigned int ifindex,
	     enum lc_xdp_mode mode)
{
	LIBBPF_OPTS(bpf_link_create_opts, opts,
		    .flags = mode == LC_XDP_GENERIC ? XDP_FLAGS_SKB_MODE :
						      XDP_FLAGS_DRV_MODE);
	int fd = bpf_link_create(at->obj->progs[LC_INGRESS], ifindex, BPF_XDP,
				 &opts);

	return fd < 0 ? -errno : pin_link(at, LC_INGRESS, ifindex, fd);
}

int tcx_attach(const struct attach *at, unsigned int ifindex)
{
	LIBBPF_OPTS(bpf_link_create_opts, opts, .flags = TCX_BEFORE);
	int fd = bpf_link_create(at->obj->progs[LC_EGRESS], ifindex, TCX_EGRESS,
				 &opts);

	return fd < 0 ? -errno : pin_link(at, LC_EGRESS, ifindex, fd);
}

int link_update(const struct attach *at, enum lc_direction dir,
		unsigned int ifindex)
{
	int fd = open_link(at, dir, ifindex);
	int err;

	if (fd < 0)
		return fd;
	err = bpf_link_update(fd, at->obj->progs[dir], NULL) ? -errno : 0;
	close(fd);
	return err;
}

enum lc_xdp_mode link_xdp_mode(const struct attach *at, unsigned int ifindex)
{
	LIBBPF_OPTS(bpf_xdp_query_opts, opts);
	struct bpf_link_info info;

	if (link_info(at, LC_INGRESS, ifindex, &info) || !info.prog_id ||
	    bpf_xdp_query(ifindex, 0, &opts))
		return 0;
	if (opts.drv_prog_id == info.prog_id)
		return LC_XDP_NATIVE;
	return opts.skb_prog_id == info.prog_id ? LC_XDP_GENERIC : 0;
}

__u32 link_xdp_other(const struct attach *at, unsigned int ifindex)
{
	LIBBPF_OPTS(bpf_xdp_query_opts, opts);
	__u32 ours = prog_id(at->obj->progs[LC_INGRESS]);
	__u32 ids[3];
	int i;

	if (bpf_xdp_query(ifindex, 0, &opts))
		return 0;
	ids[0] = opts.drv_prog_id;
	ids[1] = opts.skb_prog_id;
	ids[2] = opts.hw_prog_id;
	for (i = 0; i < 3; i++)
		if (ids[i] && ids[i] != ours)
			return ids[i];
	return 0;
}

int tcx_there(unsigned int ifindex)
{
	__u32 count = 0;
	__u32 flags;

	if (!bpf_prog_query(ifindex, TCX_EGRESS, 0, &flags, NULL, &count))
		return 1;
	return errno == EINVAL ? 0 : -errno;
}

bool tcx_first(const struct attach *at, unsigned int ifindex)
{
	__u32 ids[MAX_TCX] = { 0 };
	__u32 count = MAX_TCX;
	struct bpf_link_info info;
	__u32 flags;

	if (link_info(at, LC_EGRESS, ifindex, &info) ||
	    bpf_prog_query(ifindex, TCX_EGRESS, 0, &flags, ids, &count))
		return false;
	return count && ids[0] == info.prog_id;
}
