// SPDX-License-Identifier: GPL-2.0
/*
 * Checks the tag of a frame. The key keeps tags of other namespaces and of
 * another load of the module out, the ifindex those of another port of the
 * same namespace that the frame came by before.
 */
#include <linux/netdevice.h>
#include <linux/random.h>

#include "lenscap_guard.h"
#include "tag.h"

u32 guard_tag_draw(void)
{
	u32 key;

	do {
		key = get_random_u32();
	} while (!key);
	return key;
}

/*
 * Where a tunnel was taken off, what stands there is the tunnel's header, and
 * so the sender's; without the key it is no tag.
 */
bool guard_tag_borne(const struct sk_buff *skb, u32 key)
{
	const struct lcg_tag own = {
		.key = key,
		.ifindex = skb->dev->ifindex,
	};

	return skb_metadata_len(skb) >= sizeof(own) &&
	       !memcmp(skb_metadata_end(skb) - sizeof(own), &own, sizeof(own));
}
