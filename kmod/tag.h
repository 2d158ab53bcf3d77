/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tag that lenscap's XDP program lays before a frame: its key, its check.
 * Whether a tag is asked for at all is a setting of the namespace: net.h.
 */
#ifndef GUARD_TAG_H
#define GUARD_TAG_H

#include <linux/skbuff.h>

/* Draw the key, never 0. Once, before anything else of this file. */
void guard_tag_init(void);

/* What a tag's key must be, until the module is unloaded. */
u32 guard_tag_key(void);

/* True when @skb bears the tag of the device that it came in on. */
bool guard_tag_borne(const struct sk_buff *skb);

#endif
