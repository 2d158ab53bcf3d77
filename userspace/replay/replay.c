// SPDX-License-Identifier: GPL-2.0
/*
 * One test run per direction, and what the two together mean.
 * The kernel's limits on test frames end here (net/bpf/test_run.c).
 */
#include "replay/replay.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/array.h"
#include "compile/compile.h"
#include "maps/object.h"
#include "maps/slots.h"

struct replay {
	struct object obj;
	struct slots slots;
	struct lc_replay *block;
	size_t page;
	bool asked[LC_DIRECTION_MAX]; /* of the last frame */
	struct replay_verdict said[LC_DIRECTION_MAX];
};

int replay_new(const struct slot_image *image, struct replay **replay,
	       struct fault *fault)
{
	struct replay *r = calloc(1, sizeof(*r));
	int err;

	if (!r)
		return fault_set(fault, -ENOMEM, "out of memory");
	r->obj = (struct object)OBJECT_NONE;
	r->page = sysconf(_SC_PAGESIZE);
	err = object_load(true, &r->obj, fault);
	if (err)
		goto free_replay;
	err = slots_map(&r->obj, true, &r->slots, fault);
	if (err)
		goto close_object;
	r->block = mmap(NULL, r->page, PROT_READ | PROT_WRITE, MAP_SHARED,
			r->obj.maps[OBJECT_REPLAY], 0);
	if (r->block == MAP_FAILED) {
		err = fault_set(fault, -errno,
				"cannot map the replay block: %s",
				strerror(errno));
		goto unmap_slots;
	}
	slots_fill(&r->slots, 1, image);
	slots_flip(&r->slots, 1);
	*replay = r;
	return 0;

unmap_slots:
	slots_unmap(&r->slots);
close_object:
	object_close(&r->obj);
free_replay:
	free(r);
	return err;
}

void replay_free(struct replay *replay)
{
	if (!replay)
		return;
	munmap(replay->block, replay->page);
	slots_unmap(&replay->slots);
	object_close(&replay->obj);
	free(replay);
}

void replay_permit(struct replay *replay)
{
	replay->slots.hot->control.live |= LC_LIVE_PERMITS;
}

const struct object *replay_object(const struct replay *replay)
{
	return &replay->obj;
}

static int run(struct replay *r, enum lc_direction direction,
	       unsigned int ifindex, const struct capture_frame *frame,
	       struct fault *fault)
{
	uint32_t held = frame->held < REPLAY_RUN_MAX ? frame->held :
						       REPLAY_RUN_MAX;
	uint8_t data[REPLAY_RUN_MAX] = { 0 };
	int err;

	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = data, .repeat = 1);

	memcpy(data, frame->data, held);
	opts.data_size_in = held < REPLAY_RUN_MIN ? REPLAY_RUN_MIN : held;
	*r->block = (struct lc_replay){
		.now_ns = frame->time_ns,
		.ifindex = ifindex,
		.frame_len = frame->len,
		.held_len = frame->held,
		.verdict = LC_PASS,
		.reason = LC_REASON_UNLISTED,
	};
	err = bpf_prog_test_run_opts(r->obj.progs[direction], &opts);
	if (err)
		return fault_set(
			fault, err,
			"the kernel refuses to run a frame of %u bytes through the program: %s",
			frame->len, strerror(-err));
	return 0;
}

static void take(struct replay_verdict *to, const struct lc_replay *block)
{
	to->verdict = block->verdict;
	to->reason = block->reason;
	to->zone = block->zone;
	to->group = block->group;
	to->vendor = block->vendor;
	to->rule = block->rule;
}

static uint64_t mac_at(const struct capture_frame *frame, uint32_t offset)
{
	uint64_t mac = 0;
	uint32_t i;

	for (i = 0; i < 6; i++)
		mac = mac << 8 |
		      (offset + i < frame->held ? frame->data[offset + i] : 0);
	return mac;
}

/* One way, and what was said is kept. */
static int ask(struct replay *r, enum lc_direction direction,
	       unsigned int ifindex, const struct capture_frame *frame,
	       struct fault *fault)
{
	int err = replay_hook(r, direction, ifindex, frame, &r->said[direction],
			      fault);

	r->asked[direction] = !err;
	return err;
}

bool replay_asked(const struct replay *replay, enum lc_direction direction,
		  struct replay_verdict *verdict)
{
	if (replay->asked[direction])
		*verdict = replay->said[direction];
	return replay->asked[direction];
}

/* How far a verdict keeps a frame from its destination. */
static int severity(uint8_t verdict)
{
	return verdict == LC_DROP ? 2 : verdict == LC_WOULD_DROP ? 1 : 0;
}

/* Nobody knows whose frame it was: it counts as nobody's, and says why. */
static bool addresses_cut(const struct capture_frame *frame)
{
	return frame->held < 12 && frame->len >= 12;
}

/*
 * Both directions are asked, for a capture does not say which way a frame went.
 * From a listed source it came in, and must get out as well if the destination
 * is listed too; to a listed destination alone it went out, and then a zone's
 * `unlisted: drop`, which judges what comes in, has no say.
 */
int replay_frame(struct replay *r, unsigned int ifindex,
		 const struct capture_frame *frame,
		 struct replay_verdict *verdict, struct fault *fault)
{
	struct replay_verdict v = { .direction = REPLAY_NONE };
	bool in_listed, out_listed;
	int err;

	memset(r->asked, 0, sizeof(r->asked));
	if (addresses_cut(frame)) {
		v.reason = LC_REASON_CAPTURE_CUT;
		*verdict = v;
		return 0;
	}
	err = ask(r, LC_INGRESS, ifindex, frame, fault);
	if (err)
		return err;
	take(&v, r->block);
	in_listed = r->block->listed;
	if (!in_listed || v.verdict != LC_DROP) {
		err = ask(r, LC_EGRESS, ifindex, frame, fault);
		if (err)
			return err;
	}
	out_listed = !in_listed && r->block->listed;
	if (in_listed)
		v.direction = REPLAY_INGRESS;
	else if (out_listed)
		v.direction = REPLAY_EGRESS;
	if (out_listed ? v.reason != LC_REASON_MULTICAST_SOURCE :
			 r->block->listed && severity(r->block->verdict) >
						     severity(v.verdict))
		take(&v, r->block);
	v.mac = mac_at(frame, out_listed ? 0 : 6);
	*verdict = v;
	return 0;
}

int replay_hook(struct replay *r, enum lc_direction hook, unsigned int ifindex,
		const struct capture_frame *frame,
		struct replay_verdict *verdict, struct fault *fault)
{
	struct replay_verdict v = { .direction = REPLAY_NONE };
	int err = run(r, hook, ifindex, frame, fault);

	if (err)
		return err;
	take(&v, r->block);
	if (r->block->listed)
		v.direction = hook == LC_INGRESS ? REPLAY_INGRESS :
						   REPLAY_EGRESS;
	v.mac = mac_at(frame, hook == LC_INGRESS ? 6 : 0);
	*verdict = v;
	return 0;
}

void replay_switch(struct replay *r, const struct slot_image *image)
{
	unsigned int idle = !slots_live(&r->slots);

	slots_fill(&r->slots, idle, image);
	slots_flip(&r->slots, idle);
}

static int empty(int map_fd)
{
	union {
		struct lc_flow_key flow;
		struct lc_rate_key rate;
	} key;

	while (!bpf_map_get_next_key(map_fd, NULL, &key))
		if (bpf_map_delete_elem(map_fd, &key) && errno != ENOENT)
			return -errno;
	return errno == ENOENT ? 0 : -errno;
}

int replay_forget(struct replay *r, struct fault *fault)
{
	static const enum object_map maps[] = {
		OBJECT_FLOWS_PEER,
		OBJECT_FLOWS_DEVICE,
		OBJECT_RATES,
	};
	size_t i;
	int err = 0;

	for (i = 0; i < ARRAY_SIZE(maps) && !err; i++)
		err = empty(r->obj.maps[maps[i]]);
	return err ? fault_set(fault, err, "cannot forget flows: %s",
			       strerror(-err)) :
		     0;
}
