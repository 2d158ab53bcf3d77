/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The word that says which slot is in force, changed: at once, or until a
 * confirmation comes. What stands in the slots is written by userspace before.
 */
#ifndef LENSCAP_SWITCH_H
#define LENSCAP_SWITCH_H

#include "maps.h"

#define CLOCK_BOOTTIME 7 /* linux/time.h, which wants userspace's headers */

/* Numbers of errno.h, as they are on every machine that Linux runs on. */
#define LC_EBUSY 16
#define LC_EINVAL 22
#define LC_ESTALE 116

static __always_inline __u32 switch_live(void)
{
	return *(volatile __u32 *)&lenscap_hot.control.live & LC_LIVE_SLOT;
}

/*
 * Timers of permits change other bits of the same word. Not by turning the bit
 * over: two that go back at once would be none.
 */
static __always_inline void switch_flip(__u32 slot)
{
	if (slot)
		__sync_fetch_and_or(&lenscap_hot.control.live, LC_LIVE_SLOT);
	else
		__sync_fetch_and_and(&lenscap_hot.control.live, ~LC_LIVE_SLOT);
}

/* Only one of timer, confirmation and rollback can have it. */
static __always_inline bool switch_claim(__u32 id)
{
	return id && __sync_val_compare_and_swap(&lenscap_hot.control.pending,
						 id, 0) == id;
}

static __always_inline void switch_revert(__u32 back)
{
	struct lc_control *control = &lenscap_hot.control;

	/* what stood in that slot before is gone: nothing to go back to */
	control->idle = LC_IDLE_EMPTY;
	switch_flip(back);
}

/*
 * No confirmation came. The timer of a switch that was confirmed may still run
 * when the next has written its id: its deadline tells that it is not due.
 */
static int switch_expired(void *map, __u32 *key, struct lc_confirm_timer *timer)
{
	struct lc_control *control = &lenscap_hot.control;
	__u32 id = timer->id, back = timer->back;
	__u64 now = bpf_ktime_get_boot_ns();

	(void)map;
	(void)key;
	if (now < control->deadline || !switch_claim(id))
		return 0;
	control->reverted = id;
	control->reverted_at = now / LC_SECOND;
	switch_revert(back & LC_LIVE_SLOT);
	return 0;
}

static __always_inline struct lc_confirm_timer *switch_timer(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&confirm_timer, &zero);
}

/* Arm the timer, then switch: it is armed whenever the new slot is in force. */
static __always_inline long switch_until(const struct lc_switch_args *args,
					 __u32 slot)
{
	struct lc_confirm_timer *timer = switch_timer();
	struct lc_control *control = &lenscap_hot.control;
	__u64 timeout = args->timeout;
	__u32 id = args->id;
	long err;

	if (!timer || timeout < LC_CONFIRM_MIN || timeout > LC_CONFIRM_MAX)
		return -LC_EINVAL;
	err = bpf_timer_init(&timer->timer, &confirm_timer, CLOCK_BOOTTIME);
	if (err && err != -LC_EBUSY) /* initialised before */
		return err;
	err = bpf_timer_set_callback(&timer->timer, switch_expired);
	if (err)
		return err;
	timer->id = id;
	timer->back = !slot;
	control->deadline = bpf_ktime_get_boot_ns() + timeout;
	*(volatile __u32 *)&control->pending = id;
	err = bpf_timer_start(&timer->timer, timeout, 0);
	if (err) {
		switch_claim(id);
		return err;
	}
	control->idle = LC_IDLE_PREVIOUS;
	switch_flip(slot);
	/* a machine that stood still here until the timer ran out */
	if (*(volatile __u32 *)&control->pending != id)
		switch_revert(!slot);
	return 0;
}

static __always_inline long switch_to(const struct lc_switch_args *args)
{
	__u32 slot = args->slot;

	if (slot >= LC_SLOTS)
		return -LC_EINVAL;
	if (*(volatile __u32 *)&lenscap_hot.control.pending)
		return -LC_EBUSY;
	if (args->id)
		return switch_until(args, slot);
	lenscap_hot.control.idle = LC_IDLE_PREVIOUS;
	switch_flip(slot);
	return 0;
}

/* The end of a confirmation's time, by whoever was first to claim it. */
static __always_inline long switch_end(const struct lc_switch_args *args,
				       bool back)
{
	struct lc_confirm_timer *timer = switch_timer();

	if (!timer || !switch_claim(args->id))
		return -LC_ESTALE;
	bpf_timer_cancel(&timer->timer);
	if (back)
		switch_revert(timer->back & LC_LIVE_SLOT);
	return 0;
}

static __always_inline long switch_idle(const struct lc_switch_args *args)
{
	struct lc_control *control = &lenscap_hot.control;
	__u32 idle = args->idle;

	if (idle >= LC_IDLE_MAX)
		return -LC_EINVAL;
	if (*(volatile __u32 *)&control->pending)
		return -LC_EBUSY;
	if (idle != LC_IDLE_SHADOW)
		__sync_fetch_and_and(&control->live, ~LC_LIVE_SHADOW);
	control->idle = idle;
	if (idle == LC_IDLE_SHADOW)
		__sync_fetch_and_or(&control->live, LC_LIVE_SHADOW);
	return 0;
}

static __always_inline long switch_run(const struct lc_switch_args *args)
{
	switch (args->op) {
	case LC_SWITCH_TO:
		return switch_to(args);
	case LC_SWITCH_CONFIRM:
		return switch_end(args, false);
	case LC_SWITCH_BACK:
		return switch_end(args, true);
	case LC_SWITCH_IDLE:
		return switch_idle(args);
	default:
		return -LC_EINVAL;
	}
}

#endif
