// SPDX-License-Identifier: GPL-2.0
/*
 * Makes the frame of a live test run into one of many devices and flows, and
 * sends it on. Knows no contender. All settings take the same instructions.
 */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

#define MACS 16384 /* powers of two, as all masks below are one less than one */
#define OUTS 64
#define BATCH_SHIFT 6 /* frames that a test run hands on at once */
#define SPREAD 0x9e3779b1u /* odd, so that no two numbers become the same */
#define FRAME_LEN 60
#define SOURCE_PORT 10000
#define DEST_PORT 8800

/*
 * A frame has a number below 65,536: at random, in turn, or always 0. Its low
 * bits say which address, those above them which source port. The one variable,
 * and so the whole map; _field.py learns from its type where what stands.
 */
struct {
	__u32 at_random; /* mask of the number */
	__u32 in_turn; /* mask of the number */
	__u32 mac; /* mask of the number */
	__u32 port_shift; /* of the number */
	__u32 new_mac; /* mask of what is added to the last octets */
	__u32 new_port; /* mask of what is added to the destination port */
	__u32 out; /* mask of the batch: which of outs */
	__u32 sent;
	__u32 outs[OUTS];
	__u64 macs[MACS]; /* the first octet lowest, two are not used */
} sending;

struct frame {
	__u8 to[6];
	__u8 from[3];
	__u8 device[3];
	__u8 ip[22]; /* with the EtherType */
	__u16 source_port;
	__u16 dest_port;
	__u8 rest[FRAME_LEN - 38];
} __attribute__((packed));

/* Each way out has devices of its own. */
static __always_inline __u64 mac_of(__u32 number, __u32 out)
{
	__u32 first = out * (sending.mac + 1);

	return sending.macs[(first + (number & sending.mac)) & (MACS - 1)];
}

static __always_inline void fill(struct frame *frame, __u64 mac, __u32 number,
				 __u32 random)
{
	__u32 mixed = random * SPREAD, device = mixed & sending.new_mac;
	__u32 port = SOURCE_PORT + (number >> sending.port_shift);

	frame->from[0] = mac;
	frame->from[1] = mac >> 8;
	frame->from[2] = mac >> 16;
	frame->device[0] = (mac >> 24) ^ (device >> 16);
	frame->device[1] = (mac >> 32) ^ (device >> 8);
	frame->device[2] = (mac >> 40) ^ device;
	frame->source_port = __builtin_bswap16(port);
	frame->dest_port =
		__builtin_bswap16(DEST_PORT + (mixed >> 16 & sending.new_port));
}

SEC("xdp")
int sender(struct xdp_md *ctx)
{
	struct frame *frame = (void *)(long)ctx->data;
	__u32 random = bpf_get_prandom_u32(), sent = sending.sent++;
	__u32 number = (random & sending.at_random) ^ (sent & sending.in_turn);
	__u32 out = sent >> BATCH_SHIFT & sending.out & (OUTS - 1);

	if ((void *)(frame + 1) > (void *)(long)ctx->data_end)
		return XDP_ABORTED;
	fill(frame, mac_of(number, out), number, random);
	return bpf_redirect(sending.outs[out], 0);
}

char bench_license[] SEC("license") = "GPL";
