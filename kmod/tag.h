/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tag that lenscap's XDP program lays before a frame: its key, its check.
 * Whether a tag is asked for at all is a setting of the namespace: net.h.
 */
#ifndef GUARD_TAG_H
#define GUARD_TAG_H

#include <linux/skbuff.h>

/* A key at random, never 0. */
u32 guard_tag_draw(void);

/* True when @skb bears the tag of the device that it came in on, with @key. */
bool guard_tag_borne(const struct sk_buff *skb, u32 key);

#endif
