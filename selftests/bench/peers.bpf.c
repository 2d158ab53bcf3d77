// SPDX-License-Identifier: GPL-2.0
/*
 * What one would write first: drop by the first three octets of the source
 * address, looked up in a map, and count. No parsing, rules, census or switch.
 */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

#define MAC_LEN 6

struct ethernet {
	__u8 to[MAC_LEN];
	__u8 from[MAC_LEN];
	__u16 type;
};

/* 24 bits, the first octet highest. As many as it will hold, set before load. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u8);
} hash SEC(".maps");

/* Eight octets are compared at once, six take a loop. */
struct trie_key {
	__u32 bits;
	__u8 mac[MAC_LEN + 2];
};

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1);
	__type(key, struct trie_key);
	__type(value, __u8);
} trie SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} dropped SEC(".maps");

static __always_inline int drop(void)
{
	__u32 zero = 0;
	__u64 *count = bpf_map_lookup_elem(&dropped, &zero);

	if (count)
		(*count)++;
	return XDP_DROP;
}

SEC("xdp")
int peer_hash(struct xdp_md *ctx)
{
	struct ethernet *eth = (void *)(long)ctx->data;
	__u32 key;

	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return XDP_PASS;
	key = eth->from[0] << 16 | eth->from[1] << 8 | eth->from[2];
	return bpf_map_lookup_elem(&hash, &key) ? drop() : XDP_PASS;
}

SEC("xdp")
int peer_trie(struct xdp_md *ctx)
{
	struct ethernet *eth = (void *)(long)ctx->data;
	struct trie_key key = { .bits = 8 * MAC_LEN };

	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return XDP_PASS;
	__builtin_memcpy(key.mac, eth->from, MAC_LEN);
	return bpf_map_lookup_elem(&trie, &key) ? drop() : XDP_PASS;
}

__u64 shared;

/* What one cache line costs that every processor writes for each frame. */
SEC("xdp")
int peer_shared(struct xdp_md *ctx)
{
	__sync_fetch_and_add(&shared, 1);
	return XDP_DROP;
}

char bench_license[] SEC("license") = "GPL";
