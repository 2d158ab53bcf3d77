// SPDX-License-Identifier: GPL-2.0
/*
 * All names in real captures of cameras and a bridge, counted: the numbers are
 * tshark's (dns.qry.name of queries to port 53, http.host over TCP). There is no
 * TLS with a server_name in them. The captures stand beside the checkout.
 */
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "replay/capture.h"
#include "kselftest.h"
#include "census/payload_name.h"

#define ETHER 14
#define UDP_HEADER 8
#define NAMES_MAX 32

static const struct counted {
	const char *capture;
	enum lc_name_source source;
	const char *name;
	unsigned int count;
} wanted[] = {
	{ "dlink-cam-setup", LC_NAME_DNS, "mp-eu-signal.auto.mydlink.com", 2 },
	{ "dlink-cam-setup", LC_NAME_DNS, "ntp1.dlink.com", 2 },
	{ "dlink-cam-setup", LC_NAME_DNS, "signal.mydlink.com", 1 },
	{ "dlink-cam-setup", LC_NAME_HTTP, "10.10.10.37", 12 },
	{ "hue-bridge-setup", LC_NAME_DNS, "0.openwrt.pool.ntp.org", 2 },
	{ "hue-bridge-setup", LC_NAME_DNS, "1.openwrt.pool.ntp.org", 2 },
	{ "hue-bridge-setup", LC_NAME_DNS, "2.openwrt.pool.ntp.org", 2 },
	{ "hue-bridge-setup", LC_NAME_DNS, "3.openwrt.pool.ntp.org", 2 },
	{ "hue-bridge-setup", LC_NAME_DNS, "bridge.meethue.com", 47 },
	{ "hue-bridge-setup", LC_NAME_DNS, "dcp.cpp.philips.com", 4 },
	{ "hue-bridge-setup", LC_NAME_DNS, "www.ecdinterface.philips.com", 3 },
	{ "hue-bridge-setup", LC_NAME_HTTP, "10.10.10.6", 50 },
	{ "hue-bridge-setup", LC_NAME_HTTP, "bridge.meethue.com", 45 },
	{ "hue-bridge-setup", LC_NAME_HTTP, "dcp.cpp.philips.com", 4 },
	{ "hue-bridge-setup", LC_NAME_HTTP, "www.ecdinterface.philips.com", 5 },
};

#define WANTED (sizeof(wanted) / sizeof(*wanted))

static unsigned int found[WANTED], unknown;

static void count(const char *capture, enum lc_name_source source,
		  const char *name)
{
	size_t i;

	for (i = 0; i < WANTED; i++)
		if (!strcmp(wanted[i].capture, capture) &&
		    wanted[i].source == source && !strcmp(wanted[i].name, name))
			break;
	if (i < WANTED) {
		found[i]++;
		return;
	}
	ksft_print_msg("%s: %d \"%s\"\n", capture, source, name);
	unknown++;
}

/* IPv4 without VLAN is all that there is in them. */
static void look(const char *capture, const struct capture_frame *frame)
{
	const uint8_t *ip = frame->data + ETHER, *l4;
	char name[LC_NAME_SEEN_LEN];
	enum lc_name_source source;
	size_t head, end;

	if (frame->held < ETHER + 40 || frame->data[12] != 8 || frame->data[13])
		return;
	l4 = ip + (ip[0] & 15) * 4;
	head = ip[9] == 6 ? (l4[12] >> 4) * 4u : UDP_HEADER;
	end = ETHER + (ip[2] << 8 | ip[3]);
	if (end > frame->held || l4 + head > frame->data + end)
		return;
	if (!payload_name(ip[9], l4[2] << 8 | l4[3], l4 + head,
			  (size_t)(frame->data + end - (l4 + head)), &source,
			  name))
		count(capture, source, name);
}

static int read_all(const char *dir, const char *name)
{
	struct capture_frame frame;
	struct capture *capture;
	struct fault fault = { "" };
	char path[PATH_MAX + 64];

	snprintf(path, sizeof(path), "%s/%s.pcap", dir, name);
	if (capture_open(path, &capture, &fault))
		return -1;
	while (capture_next(capture, &frame, &fault) == 1)
		look(name, &frame);
	capture_close(capture);
	return 0;
}

int main(void)
{
	static const char *const captures[] = { "dlink-cam-setup",
						"ednet-cam-setup",
						"hue-bridge-setup" };
	char self[PATH_MAX] = "", dir[PATH_MAX + 32], *build;
	size_t i;

	ksft_print_header();
	/* below build/, at different depths for different machines */
	if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
		ksft_exit_fail_msg("/proc/self/exe cannot be read\n");
	build = strstr(self, "/build/");
	if (!build)
		ksft_exit_fail_msg("%s is not below build/\n", self);
	snprintf(dir, sizeof(dir), "%.*s/../shared/pcaps", (int)(build - self),
		 self);
	if (access(dir, F_OK))
		ksft_exit_skip("the captures are not beside this checkout\n");
	ksft_set_plan(WANTED + 1);
	for (i = 0; i < sizeof(captures) / sizeof(*captures); i++)
		if (read_all(dir, captures[i]))
			ksft_exit_fail_msg("%s cannot be read\n", captures[i]);
	for (i = 0; i < WANTED; i++)
		ksft_test_result(found[i] == wanted[i].count,
				 "%s: %u of %u %s\n", wanted[i].capture,
				 found[i], wanted[i].count, wanted[i].name);
	ksft_test_result(!unknown, "and no other name\n");
	ksft_finished();
}
