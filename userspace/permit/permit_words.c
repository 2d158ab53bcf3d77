// SPDX-License-Identifier: GPL-2.0
/*
 * The words of a permit as a person gives them.
 * Asks no clock and no kernel.
 */
#include "permit/permit_words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/mac.h"
#include "base/number.h"
#include "base/utf8.h"

/* One part of "a,b,c". false after the last, or when it is too long. */
static bool next_part(const char **list, char *part, size_t size)
{
	size_t len = strcspn(*list, ",");

	if (!**list || !len || len >= size)
		return false;
	memcpy(part, *list, len);
	part[len] = '\0';
	*list += len + ((*list)[len] == ',' && (*list)[len + 1]);
	return true;
}

int permit_duration_parse(const char *text, int64_t *seconds)
{
	static const struct {
		char unit;
		int64_t seconds;
	} units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
	uint64_t number;
	const char *end;
	size_t i;
	int err = number_read(text, &end, &number);

	if (err)
		return err;
	for (i = 0; i < ARRAY_SIZE(units); i++) {
		if (*end != units[i].unit || end[1])
			continue;
		if (!number ||
		    number > (uint64_t)(PERMIT_SECONDS_MAX / units[i].seconds))
			return -ERANGE;
		*seconds = (int64_t)number * units[i].seconds;
		return 0;
	}
	return -EINVAL;
}

int permit_why_parse(const char *text, struct lc_permit_note *note,
		     struct fault *fault)
{
	size_t len = strlen(text), at = 0;
	unsigned int step;
	uint32_t code;

	if (!len || len >= sizeof(note->why))
		return fault_set(fault, -EINVAL,
				 "--why wants a text of 1 to %zu bytes",
				 sizeof(note->why) - 1);
	for (; at < len; at += step) {
		step = utf8_decode(text + at, len - at, &code);
		if (!step || utf8_is_control(code))
			return fault_set(
				fault, -EINVAL,
				"--why holds a control character, or is not UTF-8; write one line of text");
	}
	memcpy(note->why, text, len + 1);
	return 0;
}

static int parse_macs(char *const *words, size_t count,
		      struct lc_permit_note *note, struct fault *fault)
{
	uint64_t mac = 0;
	size_t i, j;

	if (!count || count > LC_PERMIT_MACS)
		return fault_set(fault, -EINVAL,
				 "a permit is for 1 to %u devices, not %zu",
				 LC_PERMIT_MACS, count);
	for (i = 0; i < count; i++) {
		if (mac_parse(words[i], &mac) || mac & MAC_MULTICAST)
			return fault_set(
				fault, -EINVAL,
				"\"%.64s\" is not the MAC address of a device; write it like 44:19:b6:00:00:01",
				words[i]);
		for (j = 0; j < note->mac_count; j++)
			if (note->macs[j] == mac)
				break;
		if (j == note->mac_count)
			note->macs[note->mac_count++] = mac;
	}
	return 0;
}

static int peer_fault(const char *text, int err, struct fault *fault)
{
	switch (err) {
	case -ERANGE:
		return fault_set(
			fault, err,
			"\"%.64s\" has bits set beyond its length; write the first address of the prefix",
			text);
	case -EAFNOSUPPORT:
		return fault_set(
			fault, err,
			"\"%.64s\" is IPv4 written as IPv6; write the IPv4 address",
			text);
	case -EDOM:
		return fault_set(
			fault, err,
			"\"%.64s\": a prefix has up to 32 bits, in IPv6 128",
			text);
	case -ENOENT:
		return fault_set(
			fault, err,
			"there is no endpoint \"%.64s\" in the policy in force; name one, an address, a prefix, or any",
			text);
	case -E2BIG:
		return fault_set(
			fault, err,
			"\"%.64s\" makes more than %u prefixes, the limit of a permit; make one permit for some and another for the rest",
			text, LC_PERMIT_PEERS);
	case -EINVAL:
		return fault_set(
			fault, err,
			"\"%.64s\" is no address, no prefix and no endpoint%s; write it like 203.0.113.9 or 203.0.113.0/24",
			text,
			addr_host_name(text) ? ": names are not looked up" :
					       "");
	default:
		return fault_set(fault, err, "\"%.64s\" as a peer: %s", text,
				 strerror(-err));
	}
}

/* An address, a prefix, or an endpoint's name. */
static int find_peer(const char *part, const struct permit_endpoints *endpoints,
		     struct addr_prefix *one, struct addr_list *list)
{
	int err;

	if (!strpbrk(part, ".:/"))
		return endpoints->find(endpoints->data, part, list);
	err = addr_prefix_parse(part, one);
	*list = (struct addr_list){ .items = one, .count = 1 };
	return err;
}

static int parse_peer(const char *text,
		      const struct permit_endpoints *endpoints,
		      struct permit *permit, struct fault *fault)
{
	struct addr_prefix all[LC_PERMIT_PEERS], one;
	struct addr_list peers = { .items = all }, list = { 0 };
	const char *rest = text;
	char part[64];
	int err = 0;

	if (strlen(text) >= sizeof(permit->note.peer))
		return fault_set(fault, -EINVAL, "\"%.64s...\" is too long",
				 text);
	strcpy(permit->note.peer, text);
	if (!strcmp(text, "any"))
		return permit_set_peer(&permit->what, true, &peers);
	while (!err && next_part(&rest, part, sizeof(part))) {
		err = find_peer(part, endpoints, &one, &list);
		if (!err && list.count > LC_PERMIT_PEERS - peers.count)
			err = -E2BIG;
		if (err)
			return peer_fault(part, err, fault);
		memcpy(all + peers.count, list.items,
		       list.count * sizeof(*list.items));
		peers.count += list.count;
	}
	if (*rest || !peers.count)
		return fault_set(
			fault, -EINVAL,
			"\"%.64s\" is no peer: an endpoint's name, an address, a prefix, several with commas, or any",
			text);
	return permit_set_peer(&permit->what, false, &peers);
}

static int port_fault(const char *part, int err, struct fault *fault)
{
	if (err == -EDOM)
		return fault_set(fault, err,
				 "port range \"%.64s\" begins above its end",
				 part);
	if (err == -ERANGE)
		return fault_set(fault, err,
				 "port \"%.64s\" is not from 1 to 65535", part);
	return fault_set(
		fault, -EINVAL,
		"\"%.64s\" is no port; write 443, 8000-8010, or several with commas",
		part);
}

static int parse_ports(const char *text, struct port_range *ports,
		       size_t *count, struct fault *fault)
{
	const char *rest = text;
	char part[16];
	int err;

	while (next_part(&rest, part, sizeof(part))) {
		if (*count == LC_PERMIT_PORTS)
			return fault_set(
				fault, -E2BIG,
				"a permit has at most %u ports or ranges of them; make another permit for the rest",
				LC_PERMIT_PORTS);
		err = port_range_parse(part, &ports[*count]);
		if (err)
			return port_fault(part, err, fault);
		++*count;
	}
	return *rest || !*text ? port_fault(text, -EINVAL, fault) : 0;
}

/* PROTO and, where it has some, PORTS. */
static int parse_service(char *const *words, size_t count,
			 struct permit *permit, struct fault *fault)
{
	static const char *const names[] = {
		[PROTO_ANY] = "any",
		[PROTO_TCP] = "tcp",
		[PROTO_UDP] = "udp",
		[PROTO_ICMP] = "icmp",
	};
	struct port_range ports[LC_PERMIT_PORTS] = { 0 };
	size_t n = 0, i;
	unsigned int proto = 0;
	int err;

	while (proto < 4 && strcmp(words[0], names[proto]))
		proto++;
	if (proto == 4)
		return fault_set(
			fault, -EINVAL,
			"\"%.64s\" is no protocol; write tcp, udp, icmp or any",
			words[0]);
	for (i = 1; i < count; i++) {
		err = parse_ports(words[i], ports, &n, fault);
		if (err)
			return err;
	}
	if (n && proto == PROTO_ICMP)
		return fault_set(fault, -EINVAL,
				 "icmp has no ports; leave \"%.64s\" out",
				 words[1]);
	if (!n && (proto == PROTO_TCP || proto == PROTO_UDP))
		return fault_set(
			fault, -EINVAL,
			"a port is missing after %s; 1-65535 is all of them",
			names[proto]);
	return permit_set_ports(&permit->what, proto, ports, n);
}

static size_t find_word(char *const *words, size_t count, const char *word)
{
	size_t i;

	for (i = 0; i < count && strcmp(words[i], word); i++)
		;
	return i;
}

int permit_words_parse(char *const *words, size_t count,
		       const struct permit_endpoints *endpoints,
		       struct permit *permit, struct fault *fault)
{
	size_t to = find_word(words, count, "to");
	size_t until = count < 2 ? 0 : count - 2;
	struct permit new = *permit;
	int err;

	if (to + 3 > until || strcmp(words[until], "for"))
		return fault_set(
			fault, -EINVAL,
			"write: lenscap permit MAC... to PEER PROTO [PORT...] for DURATION --why TEXT");
	err = permit_duration_parse(words[until + 1], &new.seconds);
	if (err)
		return fault_set(
			fault, -EINVAL,
			"\"%.64s\" is no time for a permit; write 90s, 15m, 1h or 2d, at most %dd",
			words[until + 1], (int)(PERMIT_SECONDS_MAX / 86400));
	err = parse_macs(words, to, &new.note, fault);
	if (!err)
		err = parse_peer(words[to + 1], endpoints, &new, fault);
	if (!err)
		err = parse_service(words + to + 2, until - to - 2, &new,
				    fault);
	if (!err)
		*permit = new;
	return err;
}
