// SPDX-License-Identifier: GPL-2.0
/*
 * Loads the BPF object: programs and maps anew, for apply and for replay.
 * Pinning is pins.c, attaching attach.c.
 */
#include "maps/object.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "maps/census_map.h"
#include "lenscap.skel.h"
#include "base/sha256.h"

#define KERNEL_ENOTSUPP 524 /* include/linux/errno.h; no userspace has it */

/* Tests set LENSCAP_SHADOW=none to have a kernel that takes no tail calls. */
#define FORCE_SHADOW "LENSCAP_SHADOW"

#ifndef SO_NETNS_COOKIE
#define SO_NETNS_COOKIE 71
#endif

/* The last complaint of libbpf or the verifier, for the fault. */
static char last_words[256];

static const char *const pin_names[OBJECT_MAP_MAX] = {
	[OBJECT_HOT] = LC_MAP_HOT,
	[OBJECT_RULES] = LC_MAP_RULES,
	[OBJECT_ADDR6] = LC_MAP_ADDR6,
	[OBJECT_COUNTERS] = LC_MAP_COUNTERS,
	[OBJECT_NAMES] = LC_MAP_NAMES,
	[OBJECT_INFO] = LC_MAP_INFO,
	[OBJECT_PORTS] = LC_MAP_PORTS,
	[OBJECT_GRACE] = "grace",
	[OBJECT_FLOWS_PEER] = LC_MAP_FLOWS_PEER,
	[OBJECT_FLOWS_DEVICE] = LC_MAP_FLOWS_DEVICE,
	[OBJECT_RATES] = LC_MAP_RATES,
	[OBJECT_CONFIRM] = LC_MAP_CONFIRM,
	[OBJECT_PERMITS] = LC_MAP_PERMITS,
	[OBJECT_PERMIT_NOTES] = LC_MAP_PERMIT_NOTES,
	[OBJECT_PERMIT_MACS] = LC_MAP_PERMIT_MACS,
	[OBJECT_PERMIT_TIMERS] = LC_MAP_PERMIT_TIMERS,
	[OBJECT_SHADOW_CPU] = LC_MAP_SHADOW_CPU,
	[OBJECT_SHADOW_ROWS] = LC_MAP_SHADOW_ROWS,
	[OBJECT_SHADOW_IN] = LC_MAP_SHADOW_IN,
	[OBJECT_SHADOW_OUT] = LC_MAP_SHADOW_OUT,
	[OBJECT_CENSUS] = LC_MAP_CENSUS,
	[OBJECT_EVENTS] = LC_MAP_EVENTS,
	[OBJECT_ATTEMPT_NAMES] = LC_MAP_ATTEMPT_NAMES,
	[OBJECT_REPLAY] = NULL,
};

static const char *const prog_names[OBJECT_PROG_MAX] = {
	[OBJECT_INGRESS] = "ingress",
	[OBJECT_EGRESS] = "egress",
	[OBJECT_SWITCH] = "switch",
	[OBJECT_PERMIT] = "permit",
};

const char *object_pin_name(enum object_map map)
{
	return pin_names[map];
}

const char *object_prog_name(enum object_prog prog)
{
	return prog_names[prog];
}

/* LENSCAP_DEBUG=1 shows all that libbpf says, the verifier's log with it. */
static int keep_words(enum libbpf_print_level level, const char *fmt,
		      va_list args)
{
	va_list again;

	if (getenv("LENSCAP_DEBUG")) {
		va_copy(again, args);
		vfprintf(stderr, fmt, again);
		va_end(again);
	}
	if (level != LIBBPF_WARN)
		return 0;
	/* a log of many lines says least in its dump, most at its start */
	vsnprintf(last_words, sizeof(last_words), fmt, args);
	last_words[strcspn(last_words, "\n")] = '\0';
	return 0;
}

void object_quiet(void)
{
	libbpf_set_print(keep_words);
	libbpf_set_strict_mode(LIBBPF_STRICT_ALL);
}

__u64 object_netns_cookie(void)
{
	__u64 cookie = 0;
	socklen_t len = sizeof(cookie);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return 0;
	if (getsockopt(fd, SOL_SOCKET, SO_NETNS_COOKIE, &cookie, &len))
		cookie = 0;
	close(fd);
	return cookie;
}

/* What this kernel lacks of what the object needs, or NULL. */
static const char *missing_feature(void)
{
	if (libbpf_probe_bpf_prog_type(BPF_PROG_TYPE_XDP, NULL) == 0)
		return "XDP programs (CONFIG_BPF_SYSCALL, CONFIG_NET)";
	if (libbpf_probe_bpf_prog_type(BPF_PROG_TYPE_SCHED_CLS, NULL) == 0)
		return "tc programs (CONFIG_NET_CLS_BPF)";
	if (libbpf_probe_bpf_map_type(BPF_MAP_TYPE_ARRAY_OF_MAPS, NULL) == 0)
		return "BPF arrays of maps";
	if (libbpf_probe_bpf_map_type(BPF_MAP_TYPE_PERCPU_ARRAY, NULL) == 0)
		return "BPF per-CPU arrays";
	if (libbpf_probe_bpf_map_type(BPF_MAP_TYPE_LRU_HASH, NULL) == 0)
		return "BPF LRU hashes";
	return NULL;
}

static int load_fault(int err, struct fault *fault)
{
	const char *missing;
	struct utsname uts;

	if (err == -EPERM || err == -EACCES)
		if (geteuid())
			return fault_set(fault, err,
					 "loading BPF programs needs root");
	/* the verifier says EACCES; this is about who asks */
	if (err == -EPERM)
		return fault_set(
			fault, err,
			"loading BPF programs is not permitted: CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN are needed, which root in a container may lack");
	if (uname(&uts))
		strcpy(uts.release, "?");
	missing = missing_feature();
	if (missing)
		return fault_set(
			fault, err,
			"kernel %s lacks %s: boot one of 6.1 or newer that has it",
			uts.release, missing);
	return fault_set(
		fault, err,
		"kernel %s refuses the BPF object: %s (%s); lenscap needs 6.1 or newer, LENSCAP_DEBUG=1 shows the whole log",
		uts.release, strerror(-err), last_words);
}

/* The skeleton's own, in the order of enum object_map and enum object_prog. */
struct parts {
	struct bpf_map *maps[OBJECT_MAP_MAX];
	struct bpf_program *progs[OBJECT_PROG_MAX];
	struct bpf_program *shadow[LC_DIRECTION_MAX][LC_SHADOW_STEPS];
};

static struct parts parts_of(const struct lenscap_bpf *skel)
{
	return (struct parts){
		.maps = {
			[OBJECT_HOT] = skel->maps.bss,
			[OBJECT_RULES] = skel->maps.rule_slots,
			[OBJECT_ADDR6] = skel->maps.addr6_slots,
			[OBJECT_COUNTERS] = skel->maps.counters,
			[OBJECT_NAMES] = skel->maps.names,
			[OBJECT_INFO] = skel->maps.policy_info,
			[OBJECT_PORTS] = skel->maps.ports,
			[OBJECT_GRACE] = skel->maps.grace,
			[OBJECT_FLOWS_PEER] = skel->maps.flows_peer,
			[OBJECT_FLOWS_DEVICE] = skel->maps.flows_device,
			[OBJECT_RATES] = skel->maps.rates,
			[OBJECT_CONFIRM] = skel->maps.confirm_timer,
			[OBJECT_PERMITS] = skel->maps.permits,
			[OBJECT_PERMIT_NOTES] = skel->maps.permit_notes,
			[OBJECT_PERMIT_MACS] = skel->maps.permit_macs,
			[OBJECT_PERMIT_TIMERS] = skel->maps.permit_timers,
			[OBJECT_SHADOW_CPU] = skel->maps.shadow_cpu,
			[OBJECT_SHADOW_ROWS] = skel->maps.shadow_rows,
			[OBJECT_SHADOW_IN] = skel->maps.shadow_in,
			[OBJECT_SHADOW_OUT] = skel->maps.shadow_out,
			[OBJECT_CENSUS] = skel->maps.census,
			[OBJECT_EVENTS] = skel->maps.events,
			[OBJECT_ATTEMPT_NAMES] = skel->maps.attempt_names,
			[OBJECT_REPLAY] = skel->maps.replay,
		},
		.progs = {
			[OBJECT_INGRESS] = skel->progs.lenscap_ingress,
			[OBJECT_EGRESS] = skel->progs.lenscap_egress,
			[OBJECT_SWITCH] = skel->progs.lenscap_switch,
			[OBJECT_PERMIT] = skel->progs.lenscap_permit,
		},
		.shadow = {
			[LC_INGRESS] = {
				skel->progs.lenscap_ingress_watched,
				skel->progs.lenscap_shadow_ingress,
			},
			[LC_EGRESS] = {
				skel->progs.lenscap_egress_watched,
				skel->progs.lenscap_shadow_egress,
			},
		},
	};
}

/* A descriptor that outlives the skeleton, -1 for what was not made. */
static int keep_fd(int fd, int *kept)
{
	*kept = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 3);
	return fd >= 0 && *kept < 0 ? -errno : 0;
}

static int take_fds(const struct parts *parts, bool maps, struct object *obj)
{
	int err = 0;
	int i;

	for (i = 0; maps && !err && i < OBJECT_MAP_MAX; i++)
		err = keep_fd(bpf_map__fd(parts->maps[i]), &obj->maps[i]);
	for (i = 0; !err && i < OBJECT_PROG_MAX; i++)
		err = keep_fd(bpf_program__fd(parts->progs[i]), &obj->progs[i]);
	return err;
}

/*
 * Nanoseconds in a jiffy: what the coarse clocks advance by
 * (posix_get_coarse_res() in the kernel's kernel/time/posix-timers.c). If it
 * cannot be had, the longest: a clock too fast ends flows early, never late.
 */
static __u64 tick_ns(void)
{
	struct timespec res;

	if (clock_getres(CLOCK_MONOTONIC_COARSE, &res) || res.tv_sec)
		return 10000000; /* HZ of 100 */
	return res.tv_nsec;
}

__u64 object_build(void)
{
	static __u64 build; /* it takes milliseconds, and serve asks often */
	char hex[65], head[17];
	const void *bytes;
	size_t size;

	if (build)
		return build;
	bytes = lenscap_bpf__elf_bytes(&size);
	sha256(bytes, size, hex);
	memcpy(head, hex, 16);
	head[16] = '\0';
	build = strtoull(head, NULL, 16) | 1;
	return build;
}

/* What an object is loaded for. */
struct purpose {
	bool replay; /* a private copy */
	bool shadow; /* only what a candidate needs */
	bool no_tail_calls; /* the kernel would not take them */
	const struct object *base; /* whose maps to use; NULL: new ones */
};

static void choose_programs(const struct parts *parts,
			    const struct purpose *purpose)
{
	int i, step;

	for (i = 0; i < OBJECT_PROG_MAX; i++)
		bpf_program__set_autoload(parts->progs[i],
					  !purpose->shadow &&
						  (i < OBJECT_SWITCH ||
						   !purpose->replay));
	for (i = 0; i < LC_DIRECTION_MAX; i++)
		for (step = 0; step < LC_SHADOW_STEPS; step++)
			bpf_program__set_autoload(parts->shadow[i][step],
						  purpose->shadow);
}

/* A private copy sees frames that no device sent. */
static void prepare_census(struct lenscap_bpf *skel, const struct object *base,
			   bool replay)
{
	int fd = base ? base->maps[OBJECT_CENSUS] : -1;
	unsigned int entries = census_map_entries(fd);

	bpf_map__set_autocreate(skel->maps.census, !replay);
	bpf_map__set_autocreate(skel->maps.events, !replay);
	bpf_map__set_autocreate(skel->maps.attempt_names, !replay);
	bpf_map__set_max_entries(skel->maps.census, entries);
	skel->rodata->lc_census_last = entries - 1;
}

static int prepare(struct lenscap_bpf *skel, const struct parts *parts,
		   const struct purpose *purpose)
{
	int err = 0;
	int i;

	skel->rodata->lc_replay_on = purpose->replay;
	skel->rodata->lc_shadow_on = !purpose->no_tail_calls;
	skel->rodata->lc_tick_ns = tick_ns();
	bpf_map__set_autocreate(skel->maps.replay, purpose->replay);
	prepare_census(skel, purpose->base, purpose->replay);
	choose_programs(parts, purpose);
	for (i = 0; purpose->base && !err && i < OBJECT_MAP_MAX; i++)
		if (purpose->base->maps[i] >= 0)
			err = bpf_map__reuse_fd(parts->maps[i],
						purpose->base->maps[i]);
	return err;
}

/* The arrays keep the programs; nothing else needs to. */
static int connect_shadow(const struct parts *parts, const struct object *base,
			  struct fault *fault)
{
	static const enum object_map arrays[LC_DIRECTION_MAX] = {
		[LC_INGRESS] = OBJECT_SHADOW_IN,
		[LC_EGRESS] = OBJECT_SHADOW_OUT,
	};
	__u32 step;
	int i, fd;

	for (i = 0; i < LC_DIRECTION_MAX; i++) {
		for (step = 0; step < LC_SHADOW_STEPS; step++) {
			fd = bpf_program__fd(parts->shadow[i][step]);
			if (bpf_map_update_elem(base->maps[arrays[i]], &step,
						&fd, BPF_ANY))
				return fault_set(
					fault, -errno,
					"cannot connect the programs for a candidate: %s",
					strerror(errno));
		}
	}
	return 0;
}

static int check_mapped(struct lenscap_bpf *skel, struct fault *fault)
{
	if (skel->bss)
		return 0;
	return fault_set(
		fault, -ENOMEM,
		"the kernel does not let BPF maps be mapped into memory; lenscap needs 6.1 or newer");
}

static void fill_control(struct lc_control *control, bool can_shadow)
{
	control->can_shadow = can_shadow;
	control->magic = LC_MAGIC;
	control->abi = LC_ABI_VERSION;
	control->build = object_build();
	control->netns_cookie = object_netns_cookie();
}

static int keep_parts(const struct lenscap_bpf *skel, const struct parts *parts,
		      const struct purpose *purpose, struct object *obj,
		      struct fault *fault)
{
	struct object new = OBJECT_NONE;
	int err = take_fds(parts, !purpose->base, &new);

	if (err) {
		object_close(&new);
		return fault_set(fault, err, "cannot keep BPF descriptors: %s",
				 strerror(-err));
	}
	new.can_shadow = !purpose->no_tail_calls;
	if (!purpose->base)
		fill_control(&skel->bss->lenscap_hot.control, new.can_shadow);
	if (!purpose->base && !purpose->replay)
		err = census_map_seed(new.maps[OBJECT_CENSUS]);
	if (err) {
		object_close(&new);
		return fault_set(fault, err, "cannot map the census: %s",
				 strerror(-err));
	}
	*obj = new;
	return 0;
}

static int load_once(const struct purpose *purpose, struct object *obj,
		     struct fault *fault)
{
	struct lenscap_bpf *skel;
	struct parts parts;
	int err;

	last_words[0] = '\0';
	object_quiet();
	skel = lenscap_bpf__open();
	if (!skel) {
		err = -errno;
		fault_set(fault, err, "cannot read the BPF object: %s (%s)",
			  strerror(-err), last_words);
		return err;
	}
	parts = parts_of(skel);
	err = prepare(skel, &parts, purpose);
	if (!err)
		err = lenscap_bpf__load(skel);
	if (err)
		load_fault(err, fault);
	else
		err = check_mapped(skel, fault);
	if (!err)
		err = purpose->shadow ?
			      connect_shadow(&parts, purpose->base, fault) :
			      keep_parts(skel, &parts, purpose, obj, fault);
	lenscap_bpf__destroy(skel);
	return err;
}

/* Does the error say that the kernel would not have the program as it is? */
static bool is_refusal(int err)
{
	return err == -EINVAL || err == -EOPNOTSUPP || err == -KERNEL_ENOTSUPP;
}

static int load(struct purpose *purpose, struct object *obj,
		struct fault *fault)
{
	const char *force = getenv(FORCE_SHADOW);
	int err = -EINVAL;

	if (!force || strcmp(force, "none"))
		err = load_once(purpose, obj, fault);
	/* nothing but a candidate needs them */
	if (!err || !is_refusal(err))
		return err;
	purpose->no_tail_calls = true;
	return load_once(purpose, obj, fault);
}

int object_load(bool replay, struct object *obj, struct fault *fault)
{
	struct purpose purpose = { .replay = replay };

	return load(&purpose, obj, fault);
}

int object_load_onto(const struct object *base, struct object *obj,
		     struct fault *fault)
{
	struct purpose purpose = { .base = base };

	return load(&purpose, obj, fault);
}

int object_load_shadow(const struct object *base, struct fault *fault)
{
	const struct purpose purpose = { .base = base, .shadow = true };

	return load_once(&purpose, NULL, fault);
}

void object_close(struct object *obj)
{
	int i;

	for (i = 0; i < OBJECT_MAP_MAX; i++) {
		if (obj->maps[i] >= 0)
			close(obj->maps[i]);
		obj->maps[i] = -1;
	}
	for (i = 0; i < OBJECT_PROG_MAX; i++) {
		if (obj->progs[i] >= 0)
			close(obj->progs[i]);
		obj->progs[i] = -1;
	}
}
