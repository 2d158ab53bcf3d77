/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Headers as they stand on the wire, network byte order.
 * Layouts only, each with its source; no code.
 */
#ifndef LENSCAP_WIRE_H
#define LENSCAP_WIRE_H

#include <linux/in.h>
#include <linux/types.h>

/* Numbers of IANA that <linux/in.h> leaves to others. */
#define LC_IPPROTO_HOPOPTS 0
#define LC_IPPROTO_ROUTING 43
#define LC_IPPROTO_FRAGMENT 44
#define LC_IPPROTO_ICMPV6 58
#define LC_IPPROTO_DSTOPTS 60
#define LC_IPPROTO_L2TP 115
#define LC_IPPROTO_MH 135
#define LC_IPPROTO_HIP 139
#define LC_IPPROTO_SHIM6 140

struct vlan_tag { /* IEEE 802.1Q, behind its EtherType */
	__u16 tci;
	__u16 next;
};

struct arp_packet { /* RFC 826, for Ethernet and IPv4 */
	__u16 htype;
	__u16 ptype;
	__u8 hlen;
	__u8 plen;
	__u16 op;
	__u8 sha[6];
	__u16 spa[2];
	__u8 tha[6];
	__u16 tpa[2];
};

struct ipv4_header { /* RFC 791 */
	__u8 version_ihl;
	__u8 tos;
	__u16 total;
	__u16 id;
	__u16 frag; /* flags and offset */
	__u8 ttl;
	__u8 proto;
	__u16 checksum;
	__u32 src;
	__u32 dst;
};

struct ipv6_header { /* RFC 8200 */
	__u8 version; /* and traffic class, flow label */
	__u8 flow[3];
	__u16 payload;
	__u8 next;
	__u8 hop_limit;
	__u32 src[4];
	__u32 dst[4];
};

struct ipv6_extension { /* RFC 8200; what all kinds have in common */
	__u8 next;
	__u8 len; /* in 8 bytes, the first not counted; AH: RFC 4302 */
	union {
		struct {
			__u8 routing_type;
			__u8 segments_left;
		};
		__u16 fragment; /* offset and M flag */
	};
	__u32 rest;
};

struct tcp_header { /* RFC 9293 */
	__u16 sport;
	__u16 dport;
	__u32 seq;
	__u32 ack;
	__u8 offset; /* upper half, in 4 bytes */
	__u8 flags;
	__u16 window;
	__u16 checksum;
	__u16 urgent;
};

struct udp_header { /* RFC 768 */
	__u16 sport;
	__u16 dport;
	__u16 len;
	__u16 checksum;
};

struct icmp_header { /* RFC 792, RFC 4443; IGMP has the same first bytes */
	__u8 type;
	__u8 code;
	__u16 checksum;
	__u16 id; /* of an echo */
	__u16 seq;
};

struct nd_option { /* RFC 4861 4.6 */
	__u8 type;
	__u8 len; /* in 8 bytes */
	__u8 address[6]; /* link-layer address options */
};

struct bootp_message { /* RFC 951, as far as it is read */
	__u8 op;
	__u8 htype;
	__u8 hlen;
	__u8 hops;
	__u32 xid;
	__u32 time;
	__u32 addresses[3]; /* client, your, server */
	__u32 giaddr; /* of the relay */
	__u8 chaddr[6]; /* of 16 */
} __attribute__((packed));

#endif
