/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tag ahead of a listed frame that goes on, by which the guard knows that
 * this program saw it. What the guard makes of it is not known here.
 */
#ifndef LENSCAP_TAG_H
#define LENSCAP_TAG_H

#include <lenscap_guard.h>
#include "maps.h"

/*
 * Only for frames that were judged: the others must not pay for the call. It
 * ends what the verifier knows of the frame, so that nothing may parse after.
 * Many drivers have no room for metadata: the frame then goes on without, and
 * to ask for more than a program attached is the guard's business.
 */
static __always_inline void tag(const struct lc_frame *f, struct xdp_md *ctx)
{
	__u32 key = *(volatile __u32 *)&lenscap_hot.control.tag_key;
	struct lcg_tag *tag;

	if (!key || lc_replay_on || !frame_passes(f))
		return;
	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(*tag)))
		return;
	tag = (void *)(long)ctx->data_meta;
	if ((void *)(tag + 1) > (void *)(long)ctx->data)
		return;
	tag->key = key;
	tag->ifindex = f->ifindex;
}

#endif
