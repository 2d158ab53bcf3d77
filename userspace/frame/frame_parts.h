/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Private to frame_*.c: what the words said, before it is bytes.
 * Everybody else includes frame.h.
 */
#ifndef LENSCAP_FRAME_PARTS_H
#define LENSCAP_FRAME_PARTS_H

#include <stdio.h>

#include "frame/frame.h"

#define FRAME_TAGS_MAX 2
#define FRAME_HOPS_USUAL 64

/* Protocols of IP, as IANA numbers them */
#define FRAME_NEXT_HOPOPTS 0
#define FRAME_NEXT_ICMP 1
#define FRAME_NEXT_IGMP 2
#define FRAME_NEXT_TCP 6
#define FRAME_NEXT_UDP 17
#define FRAME_NEXT_ICMPV6 58

enum frame_proto {
	FRAME_TCP,
	FRAME_UDP,
	FRAME_ICMP,
	FRAME_ARP,
	FRAME_DHCP,
	FRAME_ND,
	FRAME_IGMP,
	FRAME_MLD,
	FRAME_EAPOL,
	FRAME_NUMBER, /* another protocol of IP */
	FRAME_ETHERTYPE, /* another than IP and what stands above */
	FRAME_PROTO_MAX,
};

extern const char *const frame_proto_words[FRAME_PROTO_MAX];

/* Which message of the protocol. */
enum frame_kind {
	FRAME_KIND_NONE,
	FRAME_REQUEST,
	FRAME_REPLY,
	FRAME_TYPE, /* of ICMP, by number */
	FRAME_NS,
	FRAME_NA,
	FRAME_RS,
	FRAME_RA,
	FRAME_REDIRECT,
	FRAME_CLIENT,
	FRAME_SERVER,
	FRAME_REPORT,
	FRAME_QUERY,
	FRAME_LEAVE,
};

struct frame_end {
	bool has_mac;
	bool has_ip;
	bool has_port;
	uint64_t mac;
	struct addr_prefix ip; /* an address: all its bits */
	uint16_t port;
};

struct frame_words {
	bool out;
	char interface[IFNAMSIZ];
	uint16_t tags[FRAME_TAGS_MAX];
	unsigned int tag_count;
	struct frame_end from;
	struct frame_end to;
	enum frame_proto proto;
	unsigned int number; /* of proto, ethertype */
	enum frame_kind kind;
	uint8_t tcp_flags;
	uint8_t type;
	uint8_t code;
	uint16_t id;
	uint8_t quotes; /* an ICMP error: what packet, FRAME_NEXT_TCP or _UDP */
	bool has_inner;
	uint64_t inner;
	bool has_ttl;
	uint8_t ttl;
	bool has_length;
	unsigned int length;
	uint64_t after_ns;
	bool v6;
	bool own_filled;
};

/* Where a sentence about a wrong word goes. */
struct frame_wrong {
	char *text;
	size_t size;
};

/* -EINVAL always. */
__attribute__((format(printf, 2, 3))) int
frame_wrong(const struct frame_wrong *wrong, const char *fmt, ...);

#define FRAME_LIST_MAX 48
#define FRAME_WORD_MAX 64 /* with its NUL; an IPv6 address with a port has 54 */

/* The words one by one, and which is next. */
struct frame_list {
	char word[FRAME_LIST_MAX][FRAME_WORD_MAX];
	size_t count;
	size_t at;
	const struct frame_wrong *wrong;
};

/* The next word, NULL at the end. */
const char *frame_peek(const struct frame_list *words);

/* Go past the next word, if it is this one. */
bool frame_take(struct frame_list *words, const char *word);

/*
 * Go past the next word, which stands behind what: a number, decimal or with 0x,
 * or a MAC address. 0 or -EINVAL.
 */
int frame_take_number(struct frame_list *words, const char *what,
		      unsigned int min, unsigned int max, unsigned int *number);
int frame_take_mac(struct frame_list *words, const char *what, uint64_t *mac);

/* The protocol, and all to the end: 0 or -EINVAL. */
int frame_details_parse(struct frame_list *words, struct frame_words *out);

/* The words alone: 0 or -EINVAL. */
int frame_words_parse(const char *text, struct frame_words *words,
		      const struct frame_wrong *wrong);

/* What was left out, and whether the whole can be: 0 or -EINVAL. */
int frame_words_fill(struct frame_words *words, const struct addr_list *own,
		     const struct frame_wrong *wrong);

/* Bytes one after the other; who puts them knows that there is room. */
struct frame_bytes {
	size_t len;
	uint8_t data[FRAME_BYTES_MAX];
};

static inline void frame_put(struct frame_bytes *to, uint64_t value,
			     unsigned int bytes)
{
	while (bytes--)
		to->data[to->len++] = (uint8_t)(value >> 8 * bytes);
}

static inline void frame_put_zero(struct frame_bytes *to, size_t bytes)
{
	while (bytes--)
		to->data[to->len++] = 0;
}

static inline void frame_put_ip(struct frame_bytes *to,
				const struct addr_prefix *ip)
{
	unsigned int i;

	for (i = 0; i < (ip->v6 ? 16 : 4); i++)
		to->data[to->len++] = ip->addr[i];
}

/* The hardware address that a message gives as its sender's. */
static inline uint64_t frame_sender(const struct frame_words *words)
{
	return words->has_inner ? words->inner : words->from.mac;
}

struct frame_ip {
	const struct addr_prefix *from;
	const struct addr_prefix *to;
	unsigned int proto;
	unsigned int hops;
	bool alert; /* Router Alert, behind it */
	size_t carries; /* bytes behind the header, and behind the alert */
};

void frame_put_ip_header(const struct frame_ip *ip, struct frame_bytes *to);

/* What the IP header carries, without its checksum. */
void frame_put_transport(const struct frame_words *words,
			 struct frame_bytes *to);

#endif
