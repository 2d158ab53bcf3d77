// SPDX-License-Identifier: GPL-2.0
/*
 * What each wrong frame is told: the word, and what was expected. The frame
 * stays as it was.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "frame/frame.h"

#define CAM "44:19:b6:00:00:01"
#define IN "in lan0 from " CAM " "
#define PROTOS \
	"tcp, udp, icmp, arp, dhcp, nd, igmp, mld, eapol, proto N or ethertype N"
#define ADDRESS "an address, like 10.20.1.5, 10.20.1.5:554 or [fd20::5]:554"

static const struct {
	const char *words;
	const char *says;
} cases[] = {
	{ "", "it must begin with in or out" },
	{ "lan0 from a to b", "it must begin with in or out" },
	{ "in", "an interface's name must stand behind in or out" },
	{ "in from " CAM " dhcp",
	  "an interface's name must stand behind in or out" },
	{ "in a-name-too-long-for-one from " CAM " dhcp",
	  "an interface's name must stand behind in or out" },
	{ "in lan0", "its end: expected \"from\" or \"vlan\"" },
	{ "in lan0 wlan 5 from " CAM " dhcp",
	  "\"wlan\": expected \"from\" or \"vlan\"" },
	{ "in lan0 vlan from " CAM " dhcp",
	  "\"from\" behind \"vlan\": expected a number from 0 to 4094" },
	{ "in lan0 vlan 4095 from " CAM " dhcp",
	  "\"4095\" behind \"vlan\": expected a number from 0 to 4094" },
	{ "in lan0 vlan 1 vlan 2 vlan 3 from " CAM " dhcp",
	  "a third \"vlan\": a frame has at most two" },
	{ "in lan0 from to b", "nothing stands between from and to" },
	{ "in lan0 from a to b",
	  "\"a\" behind \"from\": expected a MAC address or an address" },
	{ "in lan0 from 44:19:b6:00:01 10.0.0.1 to 10.0.0.2 icmp",
	  "\"44:19:b6:00:01\": expected a MAC address or " ADDRESS },
	{ IN "10.0.0.256 to 10.0.0.2 icmp",
	  "\"10.0.0.256\": expected " ADDRESS },
	{ IN "10.0.0.1 to 10.0.0.2:65536 tcp",
	  "\"10.0.0.2:65536\": expected a MAC address or " ADDRESS },
	{ IN "10.0.0.1 to 10.0.0.0/24 icmp",
	  "\"10.0.0.0/24\": expected a MAC address or " ADDRESS },
	{ IN "fd20::5 to [fd20::1:554 tcp",
	  "\"[fd20::1:554\": expected a MAC address or " ADDRESS },
	{ IN "::ffff:10.0.0.1 to fd20::1 icmp",
	  "\"::ffff:10.0.0.1\": expected " ADDRESS },
	{ IN, "it must say from whom and to whom: \"from A to B\"" },
	{ IN "10.0.0.1 tpc", "\"tpc\": expected \"to\"" },
	{ IN "to tcp",
	  "\"tcp\" behind \"to\": expected a MAC address or an address" },
	{ IN "to",
	  "nothing behind \"to\": expected a MAC address or an address" },
	{ IN "to 10.0.0.1:80", "it must end with what the frame is: " PROTOS },
	{ IN "to 10.0.0.1:80 tpc",
	  "\"tpc\" (did you mean \"tcp\"?): expected " PROTOS },
	{ IN "to 10.0.0.1:80 TCP",
	  "\"TCP\" (did you mean \"tcp\"?): expected " PROTOS },
	{ IN "to 10.0.0.1:80 tcp sny",
	  "\"sny\" (did you mean \"syn\"?): expected the end, or more about the tcp" },
	{ IN "to 10.0.0.1:80 udp syn", "\"syn\" says nothing about udp" },
	{ IN "to 10.0.0.1:80 tcp syn syn", "\"syn\" stands twice" },
	{ IN "to 10.0.0.1 icmp request reply",
	  "\"reply\": what message it is was said before" },
	{ IN "to 10.0.0.1 icmp type 256",
	  "\"256\" behind \"type\": expected a number from 0 to 255" },
	{ IN "to 10.0.0.1 icmp type", "a number must stand behind \"type\"" },
	{ IN "to 10.0.0.1 icmp reply quotes tcp",
	  "an echo quotes nothing: leave out either \"quotes\" or \"reply\"" },
	{ IN "to 10.0.0.1 icmp quotes arp",
	  "\"arp\" behind \"quotes\": expected tcp or udp" },
	{ IN "to 10.0.0.1 arp inner 10.0.0.1",
	  "\"10.0.0.1\" behind \"inner\": expected a MAC address, like 44:19:b6:00:00:01" },
	{ IN "to 10.0.0.1:9 udp after 5",
	  "\"5\" behind \"after\": expected how long, like 130s, 5m or 2h" },
	{ IN "to 10.0.0.1:9 udp length 10",
	  "\"10\" behind \"length\": this frame has 60 bytes at least" },
	{ IN "dhcp length 200",
	  "\"200\" behind \"length\": this frame has 342 bytes at least" },
	{ IN "10.0.0.1 to fd20::1 icmp",
	  "one of its addresses is IPv4 and the other is IPv6" },
	{ IN "fd20::5 to fd20::1 arp", "arp is for IPv4, IPv6 has nd" },
	{ IN "10.0.0.1 to 10.0.0.2 nd", "nd is for IPv6, IPv4 has arp" },
	{ IN "10.0.0.1 eapol",
	  "eapol knows MAC addresses only, and no others" },
	{ IN "to 10.0.0.1:9 icmp",
	  "a port says nothing about icmp: write the address alone" },
	{ IN "to 10.0.0.1 proto 17",
	  "proto 17 has a word of its own: write udp" },
	{ IN "tcp",
	  "behind \"to\" an address must stand, of where the tcp goes" },
	{ IN "arp",
	  "behind \"to\" an address must stand, of where the arp goes" },
	{
		"in lan0 from 10.0.0.1 to 10.0.0.2 icmp",
		"behind \"in\" and \"from\" the device's MAC address must stand, as in \"in lan0 from 44:19:b6:00:00:01 10.20.1.5 to 10.20.0.10:554 tcp\"",
	},
	{
		"out lan0 from 10.0.0.1 to 10.0.0.2 icmp",
		"behind \"out\" and \"to\" the device's MAC address must stand, as in \"out lan0 from 10.20.0.10 to 44:19:b6:00:00:01 10.20.1.5:554 tcp\"",
	},
	{ "out lan0 from 02:00:00:00:00:07 to " CAM " 10.0.0.1 icmp",
	  "behind \"from\" the address of whoever sends icmp to the device must stand" },
	{ "in lan0 from " CAM " \x1b[31m",
	  "character 32 is none that stands in a frame" },
	{ "in lan0 from aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	  "\"aaaaaaaaaaaaaaaaaaaaaaaa...\" is too long a word" },
};

static bool told(const char *words, const char *says)
{
	char wrong[FRAME_WRONG_MAX] = "";
	struct frame frame, before;

	memset(&frame, 0x5a, sizeof(frame));
	before = frame;
	if (frame_from_words(words, &frame, wrong, sizeof(wrong)) == -EINVAL &&
	    !strcmp(wrong, says) && !memcmp(&frame, &before, sizeof(frame)))
		return true;
	ksft_print_msg("%s\n", wrong);
	return false;
}

/* Of one word more than a frame may have, and one character. */
static bool many(size_t count, const char *word, const char *says)
{
	char *text = calloc(count, strlen(word) + 1);
	bool right;

	while (count--)
		strcat(text, word);
	right = told(text, says);
	free(text);
	return right;
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + 2);
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ksft_test_result(told(cases[i].words, cases[i].says),
				 "%zu: %s\n", i + 1, cases[i].says);
	ksft_test_result(many(49, "in ", "it has more than 48 words"),
			 "too many words\n");
	ksft_test_result(many(1025, "i", "it is longer than 1,024 characters"),
			 "too many characters\n");
	ksft_finished();
}
