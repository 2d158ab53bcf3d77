// SPDX-License-Identifier: GPL-2.0
/*
 * Policies that a person might write, at the sizes that are measured, and
 * frames of theirs: 64 octets, as many more as IPv6 or a quoted packet takes.
 */
#include "_plans.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PORT(rule) (1000 + (rule))

static bool is_v6(const struct plan *plan)
{
	return plan->peers == PEERS_NEAR6 || plan->peers == PEERS_FAR6;
}

static void peer_text(const struct plan *plan, int rule, char text[64])
{
	switch (plan->peers) {
	case PEERS_NEAR4:
		snprintf(text, 64, "192.0.2.%d", rule & 255);
		break;
	case PEERS_FAR4:
		snprintf(text, 64, "%d.%d.%d.9", 20 + rule % 64, rule & 255,
			 rule * 37 & 255);
		break;
	case PEERS_NEAR6:
		snprintf(text, 64, "2001:db8:1::%x", rule);
		break;
	case PEERS_FAR6:
		snprintf(text, 64, "2a%02x:%x:1:%x::9", rule & 255, rule * 251,
			 rule * 31);
		break;
	}
}

static void write_prefixes(FILE *f, size_t prefixes)
{
	size_t i, oui;

	fprintf(f, "    prefixes:\n      - '44:19:b6/24'\n");
	for (i = 1, oui = 0x100000; i < prefixes; oui += 4 * 37)
		if (!(oui & 0x010000) && ++i)
			fprintf(f, "      - '%02zx:%02zx:%02zx/24'\n",
				oui >> 16 & 0xff, oui >> 8 & 0xff, oui & 0xff);
}

static int write_plan(const struct plan *plan, const char *file)
{
	FILE *f = fopen(file, "w");
	char peer[64];
	int rule;

	if (!f)
		return -errno;
	fprintf(f,
		"version: 1\n"
		"interfaces: [{name: lan0, on-link: [10.20.0.0/16, 'fd20::/64']}]\n"
		"groups:\n  - name: cameras\n%s",
		plan->more ? plan->more : "");
	write_prefixes(f, plan->prefixes);
	fprintf(f, "    rules:\n");
	for (rule = 1; rule <= plan->rules; rule++) {
		peer_text(plan, rule, peer);
		fprintf(f,
			"      - {name: r%d, peer: '%s', proto: tcp, ports: [%d], initiated-by: %s}\n",
			rule, peer, PORT(rule), plan->initiated);
	}
	if (plan->rule)
		fprintf(f, "      - %s\n", plan->rule);
	return fclose(f) ? -errno : 0;
}

int plan_compile(const struct plan *plan, struct offline *offline)
{
	char file[] = "/tmp/lenscap-bench-XXXXXX";
	int fd = mkstemp(file), err;

	memset(offline, 0, sizeof(*offline));
	if (fd < 0)
		return -errno;
	close(fd);
	err = write_plan(plan, file);
	if (!err)
		err = offline_load(file, NULL, offline);
	unlink(file);
	if (err && offline->diag)
		diag_print(offline->diag);
	return err;
}

static void put16(unsigned char *to, unsigned int value)
{
	to[0] = value >> 8;
	to[1] = value;
}

/* From the device to the peer, or the other way. */
static size_t put_ip(const struct plan *plan, const struct plan_frame *frame,
		     bool from_device, int proto, size_t payload,
		     unsigned char *to)
{
	bool v6 = is_v6(plan);
	size_t len = v6 ? 16 : 4, header = v6 ? 40 : 20;
	unsigned char device[16] = { 10, 20, 1, 5 };
	unsigned char peer[16] = { 198, 51, 100, 1 };
	char text[64];

	if (v6) {
		inet_pton(AF_INET6, "fd20::1:5", device);
		inet_pton(AF_INET6, "2001:db8:ff::1", peer);
	}
	if (frame->rule) {
		peer_text(plan, frame->rule, text);
		inet_pton(v6 ? AF_INET6 : AF_INET, text, peer);
	}
	memset(to, 0, header);
	to[0] = v6 ? 0x60 : 0x45;
	put16(to + (v6 ? 4 : 2), payload + (v6 ? 0 : header));
	to[v6 ? 6 : 9] = proto;
	to[v6 ? 7 : 8] = 64;
	memcpy(to + header - 2 * len, from_device ? device : peer, len);
	memcpy(to + header - len, from_device ? peer : device, len);
	return header;
}

static size_t put_tcp(const struct plan *plan, const struct plan_frame *frame,
		      bool from_device, size_t payload, unsigned char *to)
{
	size_t at = put_ip(plan, frame, from_device, IPPROTO_TCP, payload, to);
	unsigned int rule = PORT(frame->rule);
	unsigned int port = frame->port ? frame->port : rule;
	unsigned int peer = frame->peer_port ? frame->peer_port : rule;

	memset(to + at, 0, payload);
	put16(to + at, from_device ? port : peer);
	put16(to + at + 2, from_device ? peer : port);
	to[at + 12] = 5 << 4;
	to[at + 13] = 0x10; /* ACK */
	return at + payload;
}

static size_t put_error(const struct plan *plan, const struct plan_frame *frame,
			bool from_device, unsigned char *to)
{
	bool v6 = is_v6(plan);
	size_t payload = 8 + (v6 ? 40 : 20) + 20;
	size_t at = put_ip(plan, frame, from_device,
			   v6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP, payload, to);

	memset(to + at, 0, 8);
	to[at] = v6 ? 1 : 3;
	to[at + 1] = v6 ? 4 : 3;
	return at + 8 + put_tcp(plan, frame, !from_device, 20, to + at + 8);
}

size_t plan_frame(const struct plan *plan, const struct plan_frame *frame,
		  unsigned char *data)
{
	bool from_device = frame->direction == LC_INGRESS;
	unsigned char *mac = from_device ? data + 6 : data;

	memset(data, 0, 14);
	mac[0] = frame->oui >> 16;
	mac[1] = frame->oui >> 8;
	mac[2] = frame->oui;
	mac[5] = 1;
	put16(data + 12, is_v6(plan) ? 0x86dd : 0x0800);
	if (frame->shape == SHAPE_ICMP_ERROR)
		return 14 + put_error(plan, frame, from_device, data + 14);
	return 14 + put_tcp(plan, frame, from_device, is_v6(plan) ? 20 : 30,
			    data + 14);
}
