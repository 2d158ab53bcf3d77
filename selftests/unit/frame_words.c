// SPDX-License-Identifier: GPL-2.0
/*
 * Words of a frame made bytes: what stands where, the length, and checksums,
 * summed here once more. How a program judges them: cli/check_tests.sh.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "frame/frame.h"

#define CAM "44:19:b6:00:00:01"
#define MAC "4419b6000001"
#define ROUTER "020000000001"
#define IN "in lan0 from " CAM " "
#define OUT "out lan0 from "

static const struct {
	const char *words;
	size_t len;
	struct {
		size_t at;
		const char *hex;
	} parts[4];
} cases[] = {
	{ "in lan0 vlan 101 from " CAM
	  " 10.20.1.5:40000 to 203.0.113.9:8800 udp",
	  60,
	  { { 0, ROUTER MAC "810000650800" },
	    { 27, "11" },
	    { 30, "0a140105cb007109" },
	    { 38, "9c4022600008" } } },
	{ OUT "10.20.0.10:40000 to " CAM " 10.20.1.5:554 tcp",
	  60,
	  { { 0, MAC ROUTER "0800" },
	    { 23, "06" },
	    { 26, "0a14000a0a140105" },
	    { 34, "9c40022a" } } },
	{ "in lan0 vlan 7 vlan 8 from " CAM
	  " [fd20::5]:554 to 02:00:00:00:00:09 [fd20::1]:40000 tcp fin ack",
	  82,
	  { { 0, "020000000009" MAC "88a800078100000886dd60000000" },
	    { 26, "00140640fd20" },
	    { 62, "022a9c40" },
	    { 75, "11" } } },
	{ IN "10.20.1.5 to 10.20.0.1:80 tcp syn",
	  60,
	  { { 34, "9c400050" }, { 47, "02" } } },
	{ IN "10.20.1.5 to 10.20.0.1 icmp",
	  60,
	  { { 23, "01" }, { 34, "0800" }, { 38, "0001" } } },
	{ OUT "fd20::1 to " CAM " fd20::5 icmp reply id 0x12",
	  62,
	  { { 20, "3a" }, { 54, "8100" }, { 58, "0012" } } },
	{ IN "10.20.1.5:554 to 10.20.0.10:40000 icmp quotes tcp",
	  70,
	  { { 34, "0300" },
	    { 51, "06" },
	    { 54, "0a14000a0a140105" },
	    { 62, "9c40022a" } } },
	{ IN "10.20.1.5 to 10.20.0.10 icmp type 4",
	  70,
	  { { 34, "0400" }, { 51, "11" }, { 54, "0a14000a0a140105" } } },
	{ IN "10.20.1.5 to 10.20.0.1 arp",
	  60,
	  { { 0, "ffffffffffff" MAC "0806" },
	    { 14, "0001080006040001" MAC "0a140105" },
	    { 32, "0000000000000a140001" } } },
	{ IN "to 10.20.0.1 arp inner 02:00:00:00:00:03",
	  60,
	  { { 22, "02000000000300000000" } } },
	{ OUT "10.20.0.1 to " CAM " 10.20.1.5 arp reply",
	  60,
	  { { 0, MAC ROUTER "0806" }, { 20, "0002" ROUTER "0a140001" MAC } } },
	{ IN "dhcp",
	  342,
	  { { 0, "ffffffffffff" },
	    { 26, "00000000ffffffff00440043" },
	    { 42, "01010600" },
	    { 70, MAC } } },
	{ IN "0.0.0.0:68 to 255.255.255.255:67 udp",
	  342,
	  { { 42, "01010600" }, { 70, MAC }, { 278, "63825363350101" } } },
	{ OUT "10.20.0.1 to " CAM " 10.20.1.5 dhcp",
	  342,
	  { { 0, MAC },
	    { 34, "00430044" },
	    { 42, "02010600" },
	    { 58, "0a140105" } } },
	{ IN "10.20.1.5:67 to 10.20.0.9 dhcp",
	  342,
	  { { 34, "00430044" }, { 42, "02" } } },
	{ IN "fe80::1 dhcp",
	  80,
	  { { 0, "333300010002" },
	    { 54, "02220223" },
	    { 62, "01" },
	    { 74, MAC } } },
	{ IN "to fe80::1 nd",
	  86,
	  { { 20, "3afffe800000000000004619b6fffe000001" },
	    { 54, "8700" },
	    { 62, "fe800000000000000000000000000001" },
	    { 78, "0101" MAC } } },
	{ IN ":: to ff02::1:ff00:7 nd",
	  78,
	  { { 0, "3333ff000007" },
	    { 54, "87" },
	    { 62, "fe8000000000000000000000ff000007" } } },
	{ IN "to ff02::1 nd na inner 02:00:00:00:00:03",
	  86,
	  { { 54, "88" }, { 58, "20000000fe80" }, { 78, "0201020000000003" } } },
	{ IN "nd rs", 70, { { 0, "333300000002" }, { 54, "85" } } },
	{ OUT "fe80::1 to " CAM " nd ra", 78, { { 0, MAC }, { 54, "86" } } },
	{ IN "to fe80::1 nd redirect", 102, { { 54, "89" } } },
	{ IN "10.20.1.5 to 239.1.2.3 igmp",
	  60,
	  { { 0, "01005e010203" },
	    { 14, "46" },
	    { 22, "0102" },
	    { 34, "940400001600" } } },
	{ OUT "10.20.0.1 to " CAM " igmp query",
	  60,
	  { { 0, MAC }, { 30, "e0000001" }, { 38, "11" } } },
	{ IN "mld",
	  90,
	  { { 20, "0001" }, { 54, "3a00050200000100" }, { 62, "8f" } } },
	{ IN "eapol", 60, { { 0, "0180c2000003" MAC "888e02010000" } } },
	{ IN "to 01:80:c2:00:00:0e ethertype 0x88cc",
	  60,
	  { { 0, "0180c200000e" MAC "88cc" } } },
	{ IN "to 203.0.113.9 proto 50 ttl 3",
	  60,
	  { { 22, "0332" }, { 26, "c0000201" } } },
	{ IN "to 203.0.113.9:9 udp length 1522 after 2m",
	  1522,
	  { { 16, "05e4" }, { 38, "05d0" } } },
};

static size_t unhex(const char *hex, uint8_t *bytes)
{
	size_t n = 0;
	char digits[3] = "";

	for (; *hex; hex += 2) {
		memcpy(digits, hex, 2);
		bytes[n++] = (uint8_t)strtoul(digits, NULL, 16);
	}
	return n;
}

static bool part_right(const struct frame *frame, size_t at, const char *hex)
{
	uint8_t bytes[64];
	size_t len = unhex(hex, bytes), i;

	if (at + len <= frame->len && !memcmp(frame->bytes + at, bytes, len))
		return true;
	ksft_print_msg("at %zu, not %s but:", at, hex);
	for (i = at; i < at + len && i < frame->len; i++)
		printf(" %02x", frame->bytes[i]);
	putchar('\n');
	return false;
}

static uint32_t sum(const uint8_t *at, size_t len)
{
	uint32_t sum = 0;
	size_t i;

	for (i = 0; i < len; i++)
		sum += (uint32_t)at[i] << (i % 2 ? 0 : 8);
	return sum;
}

static bool sums_up(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum == 0xffff;
}

/* What a frame says of itself, over what it carries. */
static bool checksums_right(const struct frame *frame)
{
	const uint8_t *ip = frame->bytes + 14;
	size_t header, len;
	unsigned int proto;
	uint32_t pseudo;

	while (ip[-2] == 0x81 || (ip[-2] == 0x88 && ip[-1] == 0xa8))
		ip += 4;
	if (ip[-2] == 0x08 && ip[-1] == 0x00) {
		header = (size_t)(ip[0] & 15) * 4;
		len = (size_t)(ip[2] << 8 | ip[3]) - header;
		proto = ip[9];
		pseudo = sum(ip + 12, 8);
		if (!sums_up(sum(ip, header)))
			return false;
	} else if (ip[-2] == 0x86) {
		header = ip[6] ? 40 : 48;
		len = (size_t)(ip[4] << 8 | ip[5]) - (header - 40);
		proto = ip[6] ? ip[6] : ip[40];
		pseudo = sum(ip + 8, 32);
	} else {
		return true;
	}
	if (proto == 50)
		return true;
	if (proto == 1 || proto == 2)
		pseudo = 0;
	else
		pseudo += proto + (uint32_t)len;
	return ip + header + len <= frame->bytes + frame->len &&
	       sums_up(pseudo + sum(ip + header, len));
}

static bool case_right(size_t i)
{
	char wrong[FRAME_WRONG_MAX];
	struct frame frame;
	bool right = true;
	size_t part;

	if (frame_from_words(cases[i].words, &frame, wrong, sizeof(wrong))) {
		ksft_print_msg("%s\n", wrong);
		return false;
	}
	if (frame.len != cases[i].len) {
		ksft_print_msg("%zu bytes, not %zu\n", frame.len, cases[i].len);
		right = false;
	}
	for (part = 0; part < 4 && cases[i].parts[part].hex; part++)
		right &= part_right(&frame, cases[i].parts[part].at,
				    cases[i].parts[part].hex);
	if (!checksums_right(&frame)) {
		ksft_print_msg("a checksum is wrong\n");
		right = false;
	}
	return right && frame.mac == 0x4419b6000001 &&
	       frame.out == !strncmp(cases[i].words, "out", 3) &&
	       !strcmp(frame.interface, "lan0");
}

/* A device without an address takes one of its network; else nothing changes. */
static bool own_right(const char *words, size_t at, const char *hex)
{
	struct addr_prefix networks[] = {
		{ .addr = { 10, 20 }, .bits = 16 },
		{ .addr = { 0xfd, 0x20 }, .bits = 64, .v6 = true },
	};
	const struct addr_list own = { networks, 2 };
	char wrong[FRAME_WRONG_MAX];
	struct frame frame;

	return !frame_from_words_of(words, &own, &frame, wrong,
				    sizeof(wrong)) &&
	       part_right(&frame, at, hex) && checksums_right(&frame);
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + 3);
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ksft_test_result(case_right(i), "%s\n", cases[i].words);
	ksft_test_result(own_right(IN "to 203.0.113.9:80 tcp", 26, "0a1400c9"),
			 "an address of the device's own network\n");
	ksft_test_result(own_right(IN "to 2001:db8::9 icmp", 22,
				   "fd200000000000004619b6fffe000001"),
			 "and in IPv6\n");
	ksft_test_result(own_right(IN "10.9.9.9 to 203.0.113.9:80 tcp", 26,
				   "0a090909"),
			 "but not where one is given\n");
	ksft_finished();
}
