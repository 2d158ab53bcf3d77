/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One frame on its way through parse, classify, decide and account.
 * Facts only: nothing here reads a packet, a table or a counter.
 */
#ifndef LENSCAP_FRAME_H
#define LENSCAP_FRAME_H

#include <stdbool.h>
#include <lenscap.h>

/* Tests compile all of this as C, too: some with maps of their own, some without. */
#ifdef __bpf__
#define LENSCAP_WITH_MAPS
#endif

#ifndef __always_inline
#define __always_inline inline __attribute__((always_inline))
#endif

enum lc_l3 {
	LC_L3_OTHER, /* an EtherType that nothing here knows */
	LC_L3_ARP,
	LC_L3_EAPOL,
	LC_L3_IPV4,
	LC_L3_IPV6,
};

/* Messages that rules of their own apply to, whatever the policy. */
enum lc_message {
	LC_MSG_NONE,
	/* those that are answered come first */
	LC_MSG_RS,
	LC_MSG_NS,
	LC_MSG_NA,
	LC_MSG_DHCP_CLIENT, /* 68 to 67, or 546 to 547 */
	LC_MSG_RA,
	LC_MSG_REDIRECT,
	LC_MSG_DHCP_RELAY, /* what only a relay sends, from a device */
	LC_MSG_DHCP_SERVER, /* 67 to 68, or 547 to 546, or a BOOTP reply */
	LC_MSG_IGMP,
	LC_MSG_IGMP_QUERY,
	LC_MSG_MLD,
	LC_MSG_MLD_QUERY,
	LC_MSG_ICMP_ERROR,
	LC_MSG_ARP, /* Ethernet/IPv4, request or reply */
	LC_MSG_ARP_PROBE, /* a request from no address (RFC 5227) */
};

enum lc_fragment {
	LC_FRAG_NONE,
	LC_FRAG_FIRST,
	LC_FRAG_LATER, /* no transport header in it */
};

/*
 * The packet that an ICMP error quotes, where it is bound to it: of the outer
 * addresses turned round. Few frames have one, so that it takes one register:
 * the first bit of each part, LC_QUOTE() takes one out.
 */
enum lc_quote {
	LC_QUOTE_BOUND, /* 1 */
	LC_QUOTE_CUT, /* 1, and nothing else: the capture holds too little */
	LC_QUOTE_ECHO = 8, /* 1: an ICMP echo; both ports are its identifier */
	LC_QUOTE_PROTO = 16, /* enum lc_proto */
	LC_QUOTE_IP_PROTO = 24, /* IANA number */
	LC_QUOTE_SPORT = 32,
	LC_QUOTE_DPORT = 48,
	LC_QUOTE_END = 64,
};

#define LC_QUOTE(quote, what, next) \
	((__u32)((quote) >> (what) & ((1ull << ((next) - (what))) - 1)))

/* IPv4 stands in lo, host byte order, with hi 0; l3 says which it is. */
struct lc_addr {
	__u64 hi;
	__u64 lo;
};

struct lc_frame {
	/* the packet: offsets count from data */
	void *data;
	void *data_end;
	void *ctx; /* of the program: xdp_md or __sk_buff */
	__u32 off; /* next header */
	__u32 l3_off; /* network header */
	__u32 len; /* true length of the frame */
	__u32 end; /* where what is being parsed ends */
	__u32 held; /* in replay, how much of it the capture holds */
	__u32 zero; /* for forget() */

	/* link layer */
	__u64 mac; /* the device's: source on ingress, else destination */
	__u32 ifindex;
	__u16 ethertype; /* host byte order */
	__u16 vlan; /* first tag with a VLAN id, else 0 */
	__u8 tags;
	__u8 direction; /* enum lc_direction */

	/* network and transport */
	__u8 l3; /* enum lc_l3 */
	__u8 ip_proto; /* IANA number */
	__u8 proto; /* enum lc_proto */
	__u8 ttl;
	__u8 fragment; /* enum lc_fragment */
	__u8 message; /* enum lc_message */
	__u8 bad_link_address; /* an enum lc_reason, if one is wrong inside */
	__u8 slot; /* number of the slot in force */
	__u16 claim; /* class of the address an NA claims, plus 1, or 0 */
	struct lc_addr src;
	struct lc_addr dst;
	__u16 sport; /* of an echo, both are its identifier */
	__u16 dport;
	__u8 tcp_flags;
	__u8 echo; /* 1: an ICMP echo request or reply */

	__u64 quote; /* what an ICMP error is bound to: enum lc_quote, or 0 */

	/* the place and the judgement */
	__u8 iface_index;
	__u8 iface_id;
	__u8 zone_index;
	__u8 zone_id;
	__u8 monitor; /* the file's or the zone's */
	__u8 listed;
	__u8 group_index;
	__u8 group_id;
	__u16 vendor;
	__u16 rule; /* id in map names, 0 = none */
	__u8 verdict; /* enum lc_verdict */
	__u8 reason; /* enum lc_reason; while parsing: what is wrong */
	__u8 answers; /* within a flow that the peer opened */
	__u8 lasts; /* judged by tables and open flows, and by no rate */
};

/*
 * A function that the program calls: read by the verifier once, with a stack
 * of its own; for what few frames need, since a call costs more than most code.
 */
#ifdef __bpf__
#define OWN_FUNCTION __attribute__((noinline))
#else
#define OWN_FUNCTION static inline
#endif

/*
 * The verifier follows every path with all that it knows on it. Where paths
 * meet again, making their knowledge the same lets it walk on only once: the
 * sum of the stages, not their product. zero is 0, which the verifier cannot
 * know (lc_hot_head), so that the value stays and the knowledge goes.
 */
static __always_inline __u32 forget(__u32 value, __u32 zero)
{
#ifdef __bpf__
	asm volatile("%0 ^= %1" : "+r"(value) : "r"(zero));
#endif
	return value;
}

static __always_inline __u64 forget64(__u64 value, __u32 zero)
{
#ifdef __bpf__
	asm volatile("%0 ^= %1" : "+r"(value) : "r"((__u64)zero));
#endif
	return value;
}

/*
 * An index below size, a power of two, in a way that the compiler cannot take
 * for needless: Linux 6.1's verifier forgets bounds that the compiler knows.
 */
static __always_inline __u64 lc_index(__u64 index, const __u64 size)
{
#ifdef __bpf__
	asm volatile("%0 &= %1" : "+r"(index) : "i"(size - 1));
	return index;
#else
	return index & (size - 1);
#endif
}

static __always_inline void frame_judge(struct lc_frame *f, enum lc_verdict v,
					enum lc_reason reason)
{
	f->verdict = v;
	f->reason = reason;
}

/* Monitor lets go on what enforcing would drop. */
static __always_inline bool frame_passes(const struct lc_frame *f)
{
	return f->verdict != LC_DROP || f->monitor;
}

#endif
