// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap explain: what becomes of one frame, and why.
 * Where the frame comes from is read here; what is told of it is explain*.c.
 */
#include <ctype.h>
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/envelope.h"
#include "base/number.h"
#include "cmd.h"
#include "frame/frame.h"
#include "options.h"
#include "replay/explain_json.h"
#include "replay/explain_text.h"

#define HEX_BYTES_MAX 65536

struct asking {
	const char *policy_path;
	const char *pin;
	const char *pcap;
	const char *number;
	const char *interface; /* NULL: the policy's first */
	bool json;
	enum replay_direction direction; /* NONE: by who is listed */
	struct capture_frame frame;
	struct frame words;
	char text[FRAME_TEXT_MAX + 1]; /* of words */
	uint8_t *bytes;
	struct capture *capture;
	struct explain_policy policy;
};

#define BETWEEN_OCTETS ":- \t\n"

/* What makes up hex: digits, and what tools write between them. */
static bool is_hex(const char *text)
{
	return *text &&
	       !text[strspn(text, "0123456789abcdefABCDEF" BETWEEN_OCTETS)];
}

static int nibble(char c)
{
	return isdigit((unsigned char)c) ? c - '0' :
					   tolower((unsigned char)c) - 'a' + 10;
}

/* Digits of one operand, appended; octets do not go over from one to the next. */
static bool add_hex(struct asking *a, const char *text)
{
	for (; *text; text++) {
		if (strchr(BETWEEN_OCTETS, *text))
			continue;
		if (!isxdigit((unsigned char)text[1]) ||
		    a->frame.len == HEX_BYTES_MAX)
			return false;
		a->bytes[a->frame.len++] =
			(uint8_t)(nibble(text[0]) << 4 | nibble(text[1]));
		text++;
	}
	return true;
}

/* [in|out INTERFACE] takes so many operands of those there are. */
static int way_count(int count, char **operands)
{
	return count >= 2 && (!strcmp(operands[0], "in") ||
			      !strcmp(operands[0], "out")) ?
		       2 :
		       0;
}

/* Where the frame says that it passes. */
static int take_place(struct asking *a, bool out, const char *interface)
{
	if (a->interface && strcmp(a->interface, interface))
		return cmd_misuse(
			"explain: --interface %.40s, but the frame passes %s %.40s: give one of them",
			a->interface, out ? "out" : "in", interface);
	a->direction = out ? REPLAY_EGRESS : REPLAY_INGRESS;
	a->interface = interface;
	return CMD_DONE;
}

static int read_hex(struct asking *a, int count, char **operands)
{
	int i;

	a->bytes = malloc(HEX_BYTES_MAX);
	if (!a->bytes)
		return cmd_fail("out of memory");
	for (i = 0; i < count; i++)
		if (!add_hex(a, operands[i]))
			return cmd_misuse(
				"explain: \"%.40s\" is no whole number of octets in hexadecimal, or the frame is longer than %d",
				operands[i], HEX_BYTES_MAX);
	if (!a->frame.len)
		return cmd_misuse("explain: no octets are given");
	a->frame.data = a->bytes;
	a->frame.held = a->frame.len;
	return CMD_DONE;
}

static void take_words(struct asking *a)
{
	a->frame.data = a->words.bytes;
	a->frame.len = (uint32_t)a->words.len;
	a->frame.held = a->frame.len;
}

/* One string or many words: the same. */
static int read_words(struct asking *a, int count, char **operands)
{
	char *text = a->text, wrong[FRAME_WRONG_MAX];
	size_t len = 0;
	int i;

	for (i = 0; i < count; i++) {
		if (len + strlen(operands[i]) + 2 > sizeof(a->text))
			return cmd_misuse(
				"explain: a frame has at most %d characters",
				FRAME_TEXT_MAX);
		len += (size_t)sprintf(text + len, "%s%s", i ? " " : "",
				       operands[i]);
	}
	if (frame_from_words(text, &a->words, wrong, sizeof(wrong)))
		return cmd_misuse("explain: %s", wrong);
	take_words(a);
	return take_place(a, a->words.out, a->words.interface);
}

static int read_number(const struct asking *a, uint64_t *number)
{
	const char *end;

	if (!a->number)
		return cmd_misuse(
			"explain: which frame of %s? --frame N, counted from 1",
			a->pcap);
	if (number_read(a->number, &end, number) || *end || !*number)
		return cmd_misuse(
			"explain: --frame %.40s: frames are counted from 1",
			a->number);
	return CMD_DONE;
}

static int read_capture(struct asking *a, int count, char **operands)
{
	struct fault fault;
	uint64_t number, n;
	int more = 1, ret;

	if (count)
		return cmd_misuse(
			"explain: \"%.40s\" has no place beside --pcap; only in or out INTERFACE",
			operands[0]);
	ret = read_number(a, &number);
	if (ret)
		return ret;
	if (capture_open(a->pcap, &a->capture, &fault))
		return cmd_fail("%s", fault.text);
	for (n = 0; n < number && more > 0; n += more > 0)
		more = capture_next(a->capture, &a->frame, &fault);
	if (more < 0)
		return cmd_fail("%s", fault.text);
	if (!more)
		return cmd_misuse(
			"explain: there is no frame %llu in %s, which has %llu",
			(unsigned long long)number, a->pcap,
			(unsigned long long)n);
	return CMD_DONE;
}

static int read_frame(struct asking *a, int count, char **operands)
{
	int way = way_count(count, operands), hex = way, ret = CMD_DONE;

	if (a->number && !a->pcap)
		return cmd_misuse(
			"explain: --frame is of a capture: --pcap FILE");
	if (!a->pcap && count == way)
		return cmd_misuse(
			"explain: which frame? \"in lan0 from 44:19:b6:00:00:01 10.20.1.5 to 203.0.113.9:443 tcp\", hexadecimal, or --pcap FILE --frame N");
	while (hex < count && is_hex(operands[hex]))
		hex++;
	if (!a->pcap && hex < count)
		return read_words(a, count, operands);
	if (way)
		ret = take_place(a, operands[0][0] == 'o', operands[1]);
	if (ret)
		return ret;
	return a->pcap ? read_capture(a, count - way, operands + way) :
			 read_hex(a, count - way, operands + way);
}

static int open_policy(struct asking *a)
{
	struct fault fault = { "" };
	struct diag *diag;
	int err;

	if (!a->policy_path) {
		err = explain_policy_live(a->pin, &a->policy, &fault);
		if (!err)
			return CMD_DONE;
		return cmd_fail(
			"%s%s", fault.text,
			err == -ENOENT ?
				"; or explain by a file: --policy FILE" :
				"");
	}
	err = explain_policy_file(a->policy_path, a->interface, &a->policy,
				  &fault);
	diag = a->policy.offline.diag;
	if (!err)
		return CMD_DONE;
	if (!diag || !diag_errors(diag))
		return cmd_fail("%s", fault.text);
	diag_print(diag);
	return CMD_USAGE;
}

/* Has another device the name by now, which is not the one that is judged? */
static bool is_replaced(const struct asking *a)
{
	const struct explain_policy *ep = &a->policy;
	const struct lc_iface *iface = explain_policy_iface(ep, a->interface);
	unsigned int bearer;

	if (!ep->in_force || ep->live.at.foreign || !iface || !iface->ifindex)
		return false;
	bearer = if_nametoindex(a->interface);
	return bearer && bearer != iface->ifindex;
}

/* What a telling must be read with. */
static void warn(const struct asking *a)
{
	const struct site *site = a->policy_path ? a->policy.site : NULL;
	int i = site ? site_interface(site, a->interface) : -1;

	if (i >= 0 && !site->interfaces[i].on_link_known)
		cmd_warn(
			"the file gives no on-link prefixes for %s, and none are taken from this machine: housekeeping goes by them",
			a->interface);
	if (is_replaced(a))
		cmd_warn(
			"%s is another device now than when the policy was applied: what is told here is of the one before, until apply --again",
			a->interface);
	if (a->policy.older)
		cmd_warn(
			"the programs in force are of another build than this lenscap, which explains by its own; apply --again brings them together");
}

/* Is there anything to judge by? */
static int look_for(const struct asking *a, const char *name)
{
	const struct lc_iface *iface = explain_policy_iface(&a->policy, name);

	if (iface && iface->ifindex)
		return CMD_DONE;
	/* what is here and not judged passes, and that is told */
	if (strlen(name) < IFNAMSIZ && if_nametoindex(name))
		return CMD_DONE;
	if (iface)
		return cmd_fail(
			"%s is an interface of the policy that is not here now: nothing is judged there until it appears; or explain by a file: --policy FILE",
			name);
	return cmd_misuse(
		"explain: \"%.40s\" is neither an interface of the policy nor of this machine",
		name);
}

static int find_interface(struct asking *a)
{
	if (!a->interface)
		a->interface = explain_policy_interface(&a->policy);
	if (a->interface)
		return look_for(a, a->interface);
	if (a->policy.in_force && a->policy.policy->interface_count)
		return cmd_fail(
			"no interface of the policy is here now: nothing is judged until one appears; or explain by a file: --policy FILE");
	return cmd_misuse("the policy names no interface");
}

/* An address that the words leave out: one that the policy knows as its own. */
static void fill_own(struct asking *a, struct explain_input *in)
{
	const struct addr_list *own;
	char wrong[FRAME_WRONG_MAX];

	if (!a->words.own_filled)
		return;
	own = explain_own(in);
	if (!own || !own->count)
		return;
	if (frame_from_words_of(a->text, own, &a->words, wrong, sizeof(wrong)))
		return;
	take_words(a);
	in->frame = a->frame;
}

static int explain(struct asking *a)
{
	struct explain_input in = {
		.policy = &a->policy,
		.interface = a->interface,
		.direction = a->direction,
		.frame = a->frame,
	};
	struct explanation x;
	struct fault fault = { "" };
	int ret;

	fill_own(a, &in);
	if (explain_frame(&in, &x, &fault)) {
		ret = cmd_fail("%s", fault.text);
	} else if (a->json) {
		ret = envelope_print(explain_json(&a->policy, &x));
	} else {
		explain_text(&a->policy, &x);
		ret = cmd_flush();
	}
	explanation_free(&x);
	return ret;
}

static int run(struct asking *a, int count, char **operands)
{
	int ret = read_frame(a, count, operands);

	if (ret)
		return ret;
	ret = open_policy(a);
	if (!ret)
		ret = find_interface(a);
	if (!ret) {
		warn(a);
		ret = explain(a);
	}
	explain_policy_close(&a->policy);
	return ret;
}

static const struct options_usage usage = {
	.operands = "FRAME...",
	.about =
		"Tell what becomes of one frame, phase by phase, and what would let it pass.\n"
		"FRAME is words as in a policy's tests, octets in hexadecimal (behind in or out\n"
		"INTERFACE, else by whoever is listed), or with --pcap a frame of a capture:\n"
		"  lenscap explain in lan0 from 44:19:b6:00:00:01 10.20.1.5 \\\n"
		"    to 203.0.113.9:443 tcp\n"
		"The programs that apply attaches judge it, on private copies of their maps:\n"
		"by the policy in force with the flows and permits that are open now, or by a\n"
		"file. Nothing that is in force is changed. Exit status 0 whatever the verdict.",
	.min_operands = 0,
	.max_operands = -1,
};

int cmd_explain(int argc, char **argv)
{
	struct asking a = {
		.pin = OPTIONS_PIN_DEFAULT,
		.direction = REPLAY_NONE,
	};
	const char *state = NULL;
	const struct option_def defs[] = {
		{ "policy", "FILE",
		  "explain by a file, not by what is in force", NULL,
		  &a.policy_path },
		{ "pcap", "FILE", "take the frame from a capture", NULL,
		  &a.pcap },
		{ "frame", "N", "which one, counted from 1", NULL, &a.number },
		{ "interface", "IFACE",
		  "where it passed, whichever way (the policy's first)", NULL,
		  &a.interface },
		OPTION_JSON(&a.json),
		OPTION_PIN(&a.pin),
		OPTION_STATE(&state),
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);
	int ret;

	if (first < 0)
		return options_exit(first);
	ret = run(&a, argc - first, argv + first);
	capture_close(a.capture);
	free(a.bytes);
	return ret;
}
