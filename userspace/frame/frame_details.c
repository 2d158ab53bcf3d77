// SPDX-License-Identifier: GPL-2.0
/*
 * The last words of a frame: its protocol, and more about that.
 * Where it passes, from whom and to whom, is frame_words.c.
 */
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/suggest.h"
#include "frame/frame_parts.h"

#define AFTER_MAX (UINT64_C(366) * 86400) /* seconds; a policy's year */

const char *const frame_proto_words[FRAME_PROTO_MAX] = {
	[FRAME_TCP] = "tcp",
	[FRAME_UDP] = "udp",
	[FRAME_ICMP] = "icmp",
	[FRAME_ARP] = "arp",
	[FRAME_DHCP] = "dhcp",
	[FRAME_ND] = "nd",
	[FRAME_IGMP] = "igmp",
	[FRAME_MLD] = "mld",
	[FRAME_EAPOL] = "eapol",
	[FRAME_NUMBER] = "proto",
	[FRAME_ETHERTYPE] = "ethertype",
};

/* The protocols a detail is for, a bit each. */
#define OF(proto) (1u << FRAME_##proto)
#define OF_ALL ((1u << FRAME_PROTO_MAX) - 1)
#define OF_IP (OF_ALL & ~(OF(ARP) | OF(EAPOL) | OF(ETHERTYPE)))
#define OF_FILLED (OF_ALL & ~(OF(ND) | OF(IGMP) | OF(MLD)))

enum detail_what {
	DETAIL_KIND,
	DETAIL_FLAG,
	DETAIL_TYPE,
	DETAIL_CODE,
	DETAIL_ID,
	DETAIL_TTL,
	DETAIL_LENGTH,
	DETAIL_INNER,
	DETAIL_AFTER,
	DETAIL_QUOTES,
};

static const struct detail {
	const char *word;
	unsigned int protos;
	enum detail_what what;
	unsigned int value; /* the kind, the flag; else the highest number */
} details[] = {
	{ "fin", OF(TCP), DETAIL_FLAG, 0x01 },
	{ "syn", OF(TCP), DETAIL_FLAG, 0x02 },
	{ "rst", OF(TCP), DETAIL_FLAG, 0x04 },
	{ "psh", OF(TCP), DETAIL_FLAG, 0x08 },
	{ "ack", OF(TCP), DETAIL_FLAG, 0x10 },
	{ "request", OF(ICMP) | OF(ARP), DETAIL_KIND, FRAME_REQUEST },
	{ "reply", OF(ICMP) | OF(ARP), DETAIL_KIND, FRAME_REPLY },
	{ "type", OF(ICMP), DETAIL_TYPE, UINT8_MAX },
	{ "code", OF(ICMP), DETAIL_CODE, UINT8_MAX },
	{ "quotes", OF(ICMP), DETAIL_QUOTES, 0 },
	{ "id", OF(ICMP), DETAIL_ID, UINT16_MAX },
	{ "ns", OF(ND), DETAIL_KIND, FRAME_NS },
	{ "na", OF(ND), DETAIL_KIND, FRAME_NA },
	{ "rs", OF(ND), DETAIL_KIND, FRAME_RS },
	{ "ra", OF(ND), DETAIL_KIND, FRAME_RA },
	{ "redirect", OF(ND), DETAIL_KIND, FRAME_REDIRECT },
	{ "client", OF(DHCP), DETAIL_KIND, FRAME_CLIENT },
	{ "server", OF(DHCP), DETAIL_KIND, FRAME_SERVER },
	{ "report", OF(IGMP) | OF(MLD), DETAIL_KIND, FRAME_REPORT },
	{ "query", OF(IGMP) | OF(MLD), DETAIL_KIND, FRAME_QUERY },
	{ "leave", OF(IGMP) | OF(MLD), DETAIL_KIND, FRAME_LEAVE },
	{ "inner", OF(ARP) | OF(ND) | OF(DHCP), DETAIL_INNER, 0 },
	{ "ttl", OF_IP, DETAIL_TTL, UINT8_MAX },
	{ "length", OF_FILLED, DETAIL_LENGTH, FRAME_LENGTH_MAX },
	{ "after", OF_ALL, DETAIL_AFTER, 0 },
};

/* "130s", "5m", "2h" */
static int take_after(struct frame_list *words, uint64_t *ns)
{
	const char *word = frame_peek(words), *end = "";
	uint64_t value = 0, unit = 0;

	if (word && !number_read(word, &end, &value) && *end && !end[1])
		unit = *end == 's' ? 1 :
		       *end == 'm' ? 60 :
		       *end == 'h' ? 3600 :
				     0;
	if (!unit || value > AFTER_MAX / unit)
		return frame_wrong(
			words->wrong,
			"%s%s%s behind \"after\": expected how long, like 130s, 5m or 2h",
			word ? "\"" : "nothing", word ? word : "",
			word ? "\"" : "");
	words->at++;
	*ns = value * unit * UINT64_C(1000000000);
	return 0;
}

static const char *hint(const char *word, const char *const *known,
			size_t count, char *text, size_t size)
{
	const char *near = suggest(word, known, count);

	*text = '\0';
	if (near)
		snprintf(text, size, " (did you mean \"%s\"?)", near);
	return text;
}

static int take_proto(struct frame_list *words, struct frame_words *out)
{
	const char *word = frame_peek(words);
	char near[48];
	size_t i;

	if (!word)
		return frame_wrong(
			words->wrong,
			"it must end with what the frame is: tcp, udp, icmp, arp, dhcp, nd, igmp, mld, eapol, proto N or ethertype N");
	for (i = 0; i < FRAME_PROTO_MAX; i++)
		if (!strcmp(word, frame_proto_words[i]))
			break;
	if (i == FRAME_PROTO_MAX)
		return frame_wrong(
			words->wrong,
			"\"%s\"%s: expected tcp, udp, icmp, arp, dhcp, nd, igmp, mld, eapol, proto N or ethertype N",
			word,
			hint(word, frame_proto_words, FRAME_PROTO_MAX, near,
			     sizeof(near)));
	out->proto = (enum frame_proto)i;
	words->at++;
	if (out->proto == FRAME_NUMBER)
		return frame_take_number(words, "proto", 0, UINT8_MAX,
					 &out->number);
	if (out->proto == FRAME_ETHERTYPE)
		return frame_take_number(words, "ethertype", 0, UINT16_MAX,
					 &out->number);
	return 0;
}

static int unknown_detail(struct frame_list *words,
			  const struct frame_words *out)
{
	const char *known[ARRAY_SIZE(details)], *word = frame_peek(words);
	size_t count = 0, i;
	char near[48];

	for (i = 0; i < ARRAY_SIZE(details); i++) {
		if (details[i].protos >> out->proto & 1)
			known[count++] = details[i].word;
		else if (!strcmp(details[i].word, word))
			return frame_wrong(words->wrong,
					   "\"%s\" says nothing about %s", word,
					   frame_proto_words[out->proto]);
	}
	return frame_wrong(words->wrong,
			   "\"%s\"%s: expected the end, or more about the %s",
			   word, hint(word, known, count, near, sizeof(near)),
			   frame_proto_words[out->proto]);
}

static int take_kind(struct frame_list *words, const struct detail *detail,
		     struct frame_words *out)
{
	if (out->kind)
		return frame_wrong(words->wrong,
				   "\"%s\": what message it is was said before",
				   detail->word);
	out->kind = (enum frame_kind)detail->value;
	return 0;
}

static int take_quotes(struct frame_list *words, struct frame_words *out)
{
	const char *word = frame_peek(words);

	out->quotes = frame_take(words, "tcp") ? FRAME_NEXT_TCP :
		      frame_take(words, "udp") ? FRAME_NEXT_UDP :
						 0;
	if (out->quotes)
		return 0;
	return frame_wrong(words->wrong,
			   "%s%s%s behind \"quotes\": expected tcp or udp",
			   word ? "\"" : "nothing", word ? word : "",
			   word ? "\"" : "");
}

static int take_value(struct frame_list *words, const struct detail *detail,
		      struct frame_words *out)
{
	unsigned int number = 0;
	int err;

	if (detail->what == DETAIL_KIND)
		return take_kind(words, detail, out);
	if (detail->what == DETAIL_INNER) {
		out->has_inner = true;
		return frame_take_mac(words, detail->word, &out->inner);
	}
	if (detail->what == DETAIL_AFTER)
		return take_after(words, &out->after_ns);
	if (detail->what == DETAIL_QUOTES)
		return take_quotes(words, out);
	if (detail->what == DETAIL_FLAG) {
		out->tcp_flags |= (uint8_t)detail->value;
		return 0;
	}
	err = frame_take_number(words, detail->word, 0, detail->value, &number);
	if (detail->what == DETAIL_ID) {
		out->id = (uint16_t)number;
	} else if (detail->what == DETAIL_TTL) {
		out->has_ttl = true;
		out->ttl = (uint8_t)number;
	} else if (detail->what == DETAIL_LENGTH) {
		out->has_length = true;
		out->length = number;
	} else if (detail->what == DETAIL_CODE) {
		out->code = (uint8_t)number;
	} else if (!err) {
		out->type = (uint8_t)number;
		err = out->kind ?
			      frame_wrong(
				      words->wrong,
				      "\"type\": what message it is was said before") :
			      0;
		out->kind = FRAME_TYPE;
	}
	return err;
}

static int take_details(struct frame_list *words, struct frame_words *out)
{
	bool seen[ARRAY_SIZE(details)] = { false };
	const char *word;
	size_t i;
	int err = 0;

	out->id = 1;
	while (!err && (word = frame_peek(words))) {
		for (i = 0; i < ARRAY_SIZE(details); i++)
			if (!strcmp(details[i].word, word) &&
			    details[i].protos >> out->proto & 1)
				break;
		if (i == ARRAY_SIZE(details))
			return unknown_detail(words, out);
		if (seen[i])
			return frame_wrong(words->wrong, "\"%s\" stands twice",
					   word);
		seen[i] = true;
		words->at++;
		err = take_value(words, &details[i], out);
	}
	return err;
}

int frame_details_parse(struct frame_list *words, struct frame_words *out)
{
	int err = take_proto(words, out);

	return err ? err : take_details(words, out);
}
