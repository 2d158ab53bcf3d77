/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One frame as words say it, made into the bytes that a device or the router
 * would send. Knows no policy, and judges nothing.
 *
 *   FRAME  = ("in" | "out") INTERFACE {"vlan" N} "from" END ["to" END]
 *            PROTO {DETAIL}
 *   END    = [MAC] [ADDRESS | IPV4 ":" PORT | "[" IPV6 "]:" PORT]
 *   PROTO  = "tcp" | "udp" | "icmp" | "arp" | "dhcp" | "nd" | "igmp" | "mld"
 *          | "eapol" | "proto" N | "ethertype" N
 *   DETAIL = "syn" | "ack" | "fin" | "rst" | "psh"        tcp; else ack
 *          | "request" | "reply"                          arp, icmp (echo)
 *          | "type" N | "code" N | "id" N                 icmp; id of an echo
 *          | "quotes" ("tcp" | "udp")   icmp: an error about a packet that
 *                               went the other way, between these ports
 *          | "ns" | "na" | "rs" | "ra" | "redirect"       nd
 *          | "client" | "server"                          dhcp
 *          | "report" | "query" | "leave"                 igmp, mld
 *          | "inner" MAC        arp, nd, dhcp: the sender inside, if another
 *          | "ttl" N            IP: the hop limit
 *          | "length" N         bytes of the frame without FCS, filled up
 *                               with zeros; not for nd, igmp and mld
 *          | "after" TIME       since the frame before: 130s, 5m, 2h
 *
 * `in` is from the device, whose MAC address stands behind from; `out` is to
 * it, and its MAC address stands behind to. N is decimal, or hexadecimal with
 * 0x. At most two tags; with two, the first is 802.1ad. The first detail of
 * each line above is what stands where none is given, but for dhcp, which is
 * the client's `in` and the server's `out`, unless its ports say otherwise.
 *
 * What may be left out, and is then filled in:
 *   the router's MAC address     02:00:00:00:00:01
 *   a group's MAC address        as its IP address or protocol has it
 *   a port of tcp and udp        40000; of dhcp its own
 *   the device's IP address      arp, dhcp over IPv4: 0.0.0.0; nd, mld, dhcp
 *                                over IPv6: fe80:: by its MAC address; else
 *                                192.0.2.1 or 2001:db8::1
 *   to, or its IP address        dhcp, igmp, mld, nd rs and ra: the group or
 *                                broadcast address they have; eapol and
 *                                ethertype know none
 */
/* bpf/frame.h has the shorter name */
#ifndef LENSCAP_FRAME_WORDS_H
#define LENSCAP_FRAME_WORDS_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/addr.h"

#define FRAME_TEXT_MAX 1024
#define FRAME_BYTES_MAX 1536 /* room */
#define FRAME_LENGTH_MAX 1522 /* of Ethernet with two tags */
#define FRAME_WRONG_MAX 320

struct frame {
	bool out; /* to the device; else from it */
	bool own_filled; /* the device's IP address is an example */
	bool v6; /* of an IP frame */
	char interface[IFNAMSIZ];
	uint64_t mac; /* the device's */
	uint64_t after_ns; /* since the frame before; 0 where not given */
	size_t len; /* without FCS; at least 60 */
	uint8_t bytes[FRAME_BYTES_MAX];
};

/*
 * 0, or -EINVAL with *frame untouched and in wrong what is the matter: which
 * word, and what was expected.
 */
int frame_from_words(const char *text, struct frame *frame, char *wrong,
		     size_t wrong_size);

/* The same, but a device's IP address that is not given is own (a network's). */
int frame_from_words_of(const char *text, const struct addr_list *own,
			struct frame *frame, char *wrong, size_t wrong_size);

#endif
