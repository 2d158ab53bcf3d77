/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Permits begin and end here: by a call from userspace, or by their timers,
 * which need no process. What they allow is written by userspace before.
 */
#ifndef LENSCAP_PERMIT_TIMER_H
#define LENSCAP_PERMIT_TIMER_H

#include "switch.h"

static __always_inline struct lc_permit *permit_entry(__u32 index)
{
	return bpf_map_lookup_elem(&permits, &index);
}

static __always_inline bool permit_any(void)
{
	const struct lc_permit *permit;
	int i;

	for (i = 0; i < LC_PERMITS; i++) {
		permit = permit_entry(i);
		if (permit && *(const volatile __u32 *)&permit->id)
			return true;
	}
	return false;
}

/*
 * One permit less. Another may begin between the look and the clearing, so
 * look again after it: whoever begins sets the bit after the id.
 */
static __always_inline void permit_gone(void)
{
	if (permit_any())
		return;
	__sync_fetch_and_and(&lenscap_hot.control.live, ~LC_LIVE_PERMITS);
	if (permit_any())
		__sync_fetch_and_or(&lenscap_hot.control.live, LC_LIVE_PERMITS);
}

/* Only one of timer and command can have it. */
static __always_inline bool permit_claim(struct lc_permit *permit, __u32 id)
{
	return id && __sync_val_compare_and_swap(&permit->id, id, 0) == id;
}

/*
 * The time is up. The timer of a permit that was ended may still run when the
 * next in its place has written its id: that one's time tells that it is not.
 */
static int permit_expired(void *map, __u32 *key, struct lc_permit_timer *timer)
{
	struct lc_permit *permit = permit_entry(*key);
	__u32 id = timer->id;

	(void)map;
	if (!permit || bpf_ktime_get_boot_ns() < permit->until)
		return 0;
	if (permit_claim(permit, id))
		permit_gone();
	return 0;
}

static __always_inline long permit_arm(struct lc_permit_timer *timer, __u32 id,
				       __u64 timeout)
{
	long err;

	err = bpf_timer_init(&timer->timer, &permit_timers, CLOCK_BOOTTIME);
	if (err && err != -LC_EBUSY) /* initialised before */
		return err;
	err = bpf_timer_set_callback(&timer->timer, permit_expired);
	if (err)
		return err;
	timer->id = id;
	return bpf_timer_start(&timer->timer, timeout, 0);
}

/* Arm the timer, then begin: it is armed whenever the permit is active. */
static __always_inline long permit_begin(struct lc_permit *permit,
					 struct lc_permit_timer *timer,
					 __u32 id, __u64 timeout)
{
	long err;

	if (!id || timeout < LC_PERMIT_MIN || timeout > LC_PERMIT_MAX)
		return -LC_EINVAL;
	if (*(volatile __u32 *)&permit->id)
		return -LC_EBUSY;
	permit->until = bpf_ktime_get_boot_ns() + timeout;
	err = permit_arm(timer, id, timeout);
	if (err)
		return err;
	__sync_val_compare_and_swap(&permit->id, 0, id);
	__sync_fetch_and_or(&lenscap_hot.control.live, LC_LIVE_PERMITS);
	/* a machine that stood still here until the timer ran out */
	if (bpf_ktime_get_boot_ns() >= permit->until &&
	    permit_claim(permit, id))
		permit_gone();
	return 0;
}

static __always_inline long permit_end(struct lc_permit *permit,
				       struct lc_permit_timer *timer, __u32 id)
{
	if (!permit_claim(permit, id))
		return -LC_ESTALE;
	bpf_timer_cancel(&timer->timer);
	permit_gone();
	return 0;
}

static __always_inline long permit_run(const struct lc_permit_args *args)
{
	__u32 index = args->index, id = args->id, op = args->op;
	__u64 timeout = args->timeout;
	struct lc_permit_timer *timer;
	struct lc_permit *permit;

	permit = permit_entry(index);
	timer = bpf_map_lookup_elem(&permit_timers, &index);
	if (!permit || !timer)
		return -LC_EINVAL;
	if (op == LC_PERMIT_BEGIN)
		return permit_begin(permit, timer, id, timeout);
	if (op == LC_PERMIT_END)
		return permit_end(permit, timer, id);
	return -LC_EINVAL;
}

#endif
