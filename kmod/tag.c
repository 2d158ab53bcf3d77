// SPDX-License-Identifier: GPL-2.0
/*
 * Checks the tag of a frame. The key keeps tags of another load of the module
 * out, the ifindex those of another port that a frame came by before.
 */
#include <linux/cache.h>
#include <linux/netdevice.h>
#include <linux/random.h>

#include "lenscap_guard.h"
#include "tag.h"

static u32 guard_key __ro_after_init;

void __init guard_tag_init(void)
{
	do {
		guard_key = get_random_u32();
	} while (!guard_key);
}

u32 guard_tag_key(void)
{
	return guard_key;
}

bool guard_tag_borne(const struct sk_buff *skb)
{
	const struct lcg_tag own = {
		.key = guard_key,
		.ifindex = skb->dev->ifindex,
	};

	return skb_metadata_len(skb) >= sizeof(own) &&
	       !memcmp(skb_metadata_end(skb) - sizeof(own), &own, sizeof(own));
}
