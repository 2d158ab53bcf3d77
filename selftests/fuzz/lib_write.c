// SPDX-License-Identifier: GPL-2.0
/*
 * Policies by the word: numbers out of an input choose what is written, so that
 * most of them are valid. No fuzzer of its own.
 */
#include "lib_write.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib_fuzz.h"

struct writer {
	struct fuzz_input *in;
	FILE *out;
	unsigned int interfaces;
	unsigned int zones;
	unsigned int endpoints;
};

/* 0 to below count; 0 once the input has come to its end. */
static unsigned int pick(struct writer *w, unsigned int count)
{
	return fuzz_take(w->in, 1) % count;
}

/* True for one byte in some. */
static bool seldom(struct writer *w)
{
	return pick(w, 4) == 3;
}

static void word(struct writer *w, const char *const *words, size_t count)
{
	fputs(words[pick(w, count)], w->out);
}

#define WORD(w, ...)                                                 \
	do {                                                         \
		static const char *const words_[] = { __VA_ARGS__ }; \
		word(w, words_, FUZZ_COUNT(words_));                 \
	} while (0)

/* "KEY: [a, b]", at least one of them. */
#define LIST(w, key, item)                       \
	do {                                     \
		unsigned int more_ = pick(w, 3); \
		fprintf((w)->out, "%s: [", key); \
		item(w);                         \
		while (more_--) {                \
			fputs(", ", (w)->out);   \
			item(w);                 \
		}                                \
		fputs("]\n", (w)->out);          \
	} while (0)

/* Texts of what YAML, a terminal and a reader may stumble over. */
static void text(struct writer *w)
{
	unsigned int parts = 1 + pick(w, 4);

	fputc('"', w->out);
	while (parts--)
		WORD(w, "a", "yes", ": ", " #", "'", "\\\"", "\\\\", "-", "{",
		     "\\u00e9", "\u20ac", "\\U0001f4f7", "null", "~", "1", "&a",
		     "*", "!", "%", "|", ">", "\\x7e", "@", "`", ",", "]");
	fputc('"', w->out);
}

/* The same, of more than one line. */
static void lines(struct writer *w)
{
	if (!seldom(w)) {
		text(w);
		return;
	}
	fputc('"', w->out);
	WORD(w, "", " ", "a", "\\n", "\\t");
	WORD(w, "a\\nb", "a\\n\\nb", "a \\n b", "a\\tb", "# a\\n- b");
	WORD(w, "", " ", "\\n", "\\n\\n", "\\t");
	fputc('"', w->out);
}

static void address(struct writer *w)
{
	WORD(w, "10.20.0.10", "10.20.0.0/16", "10.0.0.0/8", "192.0.2.1",
	     "10.20.0.0/24", "0.0.0.0/0", "255.255.255.255", "\"::/0\"",
	     "\"fd20::10\"", "\"fd20::/64\"", "\"fd20::/48\"", "\"fe80::/10\"",
	     "\"2001:db8::1\"", "128.0.0.0/1", "10.20.0.11");
}

static void port(struct writer *w)
{
	if (seldom(w))
		fprintf(w->out, "\"%u-65535\"",
			(unsigned int)fuzz_take(w->in, 2) | 1);
	else
		WORD(w, "1", "53", "80", "443", "554", "\"8000-8010\"", "65535",
		     "\"1-1023\"", "\"554-555\"", "65536", "0");
}

static const char *const names[] = { "lan0", "lan1", "eth0.10" };

static void interface(struct writer *w, unsigned int number)
{
	fprintf(w->out, "- name: %s\n", names[number]);
	if (seldom(w)) {
		fputs("  unlisted: ", w->out);
		WORD(w, "pass\n", "drop\n");
	}
	if (seldom(w)) {
		fputs("  xdp: ", w->out);
		WORD(w, "auto\n", "native\n", "generic\n");
	}
	if (seldom(w))
		LIST(w, "  on-link", address);
}

static void vlan(struct writer *w)
{
	if (pick(w, 16) == 15) {
		WORD(w, "1", "4094", "4095", "4096", "\"4000-4094\"",
		     "\"4000-4096\"", "0");
		return;
	}
	/* of other zones than the last one */
	fprintf(w->out, "\"%u-%u\"", 100 * w->zones + pick(w, 50) + 1,
		100 * w->zones + 60 + pick(w, 30));
}

static void zone(struct writer *w)
{
	fprintf(w->out, "- name: zone%u\n  interface: %s\n", w->zones,
		names[pick(w, w->interfaces)]);
	fputs("  vlans: [", w->out);
	if (!w->zones && seldom(w))
		fputs("untagged, ", w->out);
	vlan(w);
	fputs("]\n", w->out);
	if (seldom(w)) {
		fputs("  unlisted: ", w->out);
		WORD(w, "pass\n", "drop\n");
	}
	if (seldom(w)) {
		fputs("  mode: ", w->out);
		WORD(w, "monitor\n", "enforce\n");
	}
	w->zones++;
}

static void endpoint(struct writer *w)
{
	fprintf(w->out, "  end%u:\n", w->endpoints++);
	LIST(w, "    prefixes", address);
	if (seldom(w)) {
		fputs("    note: ", w->out);
		lines(w);
		fputc('\n', w->out);
	}
}

static void peer(struct writer *w)
{
	if (w->endpoints && seldom(w))
		fprintf(w->out, "end%u", pick(w, w->endpoints));
	else if (seldom(w))
		fputs("router", w->out);
	else
		address(w);
}

static void rule(struct writer *w, unsigned int number)
{
	unsigned int proto = pick(w, 4);
	static const char *const protos[] = { "tcp", "udp", "icmp", "any" };
	bool any = seldom(w);

	fprintf(w->out, "  - name: rule%u\n", number);
	if (any)
		fputs("    peer: any\n", w->out);
	else
		LIST(w, "    peer", peer);
	fprintf(w->out, "    proto: %s\n", protos[proto]);
	if (proto != 2 && !seldom(w))
		LIST(w, "    ports", port);
	if (any)
		WORD(w, "    initiated-by: device\n", "    action: drop\n");
	else
		WORD(w, "    initiated-by: peer\n",
		     "    initiated-by: device\n", "    initiated-by: either\n",
		     "    action: drop\n");
	if (seldom(w)) {
		fputs("    note: ", w->out);
		lines(w);
		fputc('\n', w->out);
	}
}

/* Some of the words, each once. */
static void set(struct writer *w, const char *key, const char *const *words,
		unsigned int count)
{
	unsigned int which = fuzz_take(w->in, 1) % (1 << count), i;

	if (!which)
		return;
	fprintf(w->out, "  %s: [", key);
	for (i = 0; i < count; i++)
		if (which & 1 << i)
			fprintf(w->out, "%s%s", words[i],
				which >> (i + 1) ? ", " : "]\n");
}

static void group_zones(struct writer *w)
{
	static const char *const zones[] = { "lan0", "zone0", "zone1",
					     "zone2" };

	set(w, "zones", zones, 1 + w->zones);
}

/* Of each group others, so that there are no ties. */
static void prefixes(struct writer *w, unsigned int group)
{
	char texts[4][32];
	const char *const words[] = { texts[0], texts[1], texts[2], texts[3] };
	unsigned int n = fuzz_take(w->in, 1);

	snprintf(texts[0], sizeof(texts[0]), "\"44:19:%02x/24\"", group);
	snprintf(texts[1], sizeof(texts[1]), "\"44:19:%02x:%x0:00:00/28\"",
		 group, n % 16);
	snprintf(texts[2], sizeof(texts[2]), "\"46:19:%02x:%02x:%x0:00/36\"",
		 group, n, n % 16);
	snprintf(texts[3], sizeof(texts[3]), "\"44-19-%02X-%02x-00-%02x/48\"",
		 group, n % 4, n);
	set(w, "prefixes", words, FUZZ_COUNT(words));
}

static void vendors(struct writer *w)
{
	static const char *const words[] = { "hikvision", "any-camera", "axis",
					     "dahua", "ezviz" };

	set(w, "vendors", words, FUZZ_COUNT(words));
}

static void housekeeping(struct writer *w)
{
	fputs("  housekeeping: ", w->out);
	WORD(w, "[none]\n", "[arp]\n", "[nd, dhcp]\n", "[igmp, mld, eapol]\n",
	     "[eapol, mld, igmp, dhcp, nd, arp]\n");
}

static void rate(struct writer *w)
{
	fprintf(w->out, "  rate: {per-device: %u",
		8 + (unsigned int)fuzz_take(w->in, 2));
	WORD(w, "kbit", "Mbit", "KBIT", "mbit");
	fprintf(w->out, ", burst: %u", 64 + (unsigned int)fuzz_take(w->in, 1));
	WORD(w, "kib}\n", "KiB}\n", "kb}\n", "mib}\n");
}

static void group(struct writer *w, unsigned int number)
{
	unsigned int count, i;

	fprintf(w->out, "- name: group%u\n", number);
	group_zones(w);
	/* makers stand in one group only, which is no tie */
	if (!number)
		vendors(w);
	prefixes(w, number);
	fprintf(w->out, "  macs: [\"00:11:22:33:44:%02x\"]\n", number);
	if (seldom(w))
		fputs("  mode: monitor\n", w->out);
	if (seldom(w))
		LIST(w, "  addresses", address);
	if (seldom(w))
		housekeeping(w);
	if (seldom(w))
		LIST(w, "  dhcp-servers", address);
	count = pick(w, 5);
	fputs(count ? "  rules:\n" : "", w->out);
	for (i = 0; i < count; i++)
		rule(w, i);
	if (seldom(w))
		fputs("  default: pass\n", w->out);
	if (seldom(w))
		rate(w);
	if (seldom(w)) {
		fputs("  note: ", w->out);
		lines(w);
		fputc('\n', w->out);
	}
}

static void test(struct writer *w)
{
	fputs("tests:\n- {frame: ", w->out);
	WORD(w, "in lan0 from 44:19:b6:00:00:01 to 10.0.0.1:80 tcp",
	     "\"out  lan0\\tvlan 7 from fe80::1 to 44:19:b6:00:00:01 nd ra\"",
	     "in lan1 from 44:19:b6:00:00:01 10.0.0.2 to 10.0.0.3 udp after 3m");
	fputs(", expect: ", w->out);
	WORD(w, "pass}\n", "drop}\n", "would-drop}\n");
}

static void permit(struct writer *w)
{
	fputs("permits:\n- {macs: [\"44:19:00:00:00:01\"], peer: ", w->out);
	peer(w);
	fputs(", until: ", w->out);
	WORD(w, "\"2026-08-31T19:00:00.5+02:00\"", "2030-01-01T00:00:00Z",
	     "9999-12-31T23:59:59Z");
	WORD(w, ", proto: tcp, ports: [80]", ", proto: icmp", ", proto: any");
	fputs(", why: ", w->out);
	text(w);
	fputs("}\n", w->out);
}

static void head(struct writer *w)
{
	fputs("version: 1\n", w->out);
	if (seldom(w)) {
		fputs("policy: {name: ", w->out);
		text(w);
		fputs(", basis: ", w->out);
		text(w);
		fputs("}\n", w->out);
	}
	if (seldom(w))
		WORD(w, "mode: monitor\n", "boot: {on-failure: pass}\n",
		     "mode: enforce\nboot: {on-failure: drop}\n");
}

char *write_policy(struct fuzz_input *in, size_t *len)
{
	struct writer w = { .in = in };
	unsigned int count, i;
	char *text = NULL;

	w.out = open_memstream(&text, len);
	if (!w.out)
		fuzz_broken("out of memory");
	head(&w);
	fputs("interfaces:\n", w.out);
	w.interfaces = 1 + pick(&w, 3);
	for (i = 0; i < w.interfaces; i++)
		interface(&w, i);
	count = pick(&w, 4);
	fputs(count ? "zones:\n" : "", w.out);
	while (count--)
		zone(&w);
	count = pick(&w, 3);
	fputs(count ? "endpoints:\n" : "", w.out);
	while (count--)
		endpoint(&w);
	fputs("groups:\n", w.out);
	for (i = 0, count = 1 + pick(&w, 4); i < count; i++)
		group(&w, i);
	if (seldom(&w))
		test(&w);
	if (seldom(&w))
		permit(&w);
	fclose(w.out);
	return text;
}
