// SPDX-License-Identifier: GPL-2.0
/*
 * The first phases told: where the frame is, whose it is, what stands in it.
 * Who judges is explain_judge.c.
 */
#include <inttypes.h>
#include <linux/if_ether.h>
#include <stdio.h>
#include <string.h>

#include "base/mac.h"
#include "policy/reason.h"
#include "replay/explain_parts.h"

/* One that came since the policy was applied passes all, too. */
static void tell_outside(struct explain_telling *t)
{
	const char *interface = t->in->interface;

	explain_say(
		t, EXPLAIN_LINK, EXPLAIN_DECIDES,
		explain_policy_iface(t->policy, interface) ?
			"%s came after its policy was applied: it passes all until apply --again" :
			"%s is no interface of the policy, and passes all",
		interface);
}

void explain_tell_link(struct explain_telling *t)
{
	const struct lc_frame *f = &t->steps->place;
	bool in = f->direction == LC_INGRESS;
	char mac[MAC_TEXT_LEN];

	mac_format(f->mac, mac);
	if (!t->steps->in_policy)
		tell_outside(t);
	else if (in && t->leg->said.reason == LC_REASON_MULTICAST_SOURCE)
		explain_say(t, EXPLAIN_LINK, EXPLAIN_DECIDES, "%s: %s", mac,
			    explain_reason(LC_REASON_MULTICAST_SOURCE));
	else if (f->mac & MAC_MULTICAST)
		explain_say(t, EXPLAIN_LINK, EXPLAIN_DECIDES,
			    "it goes to %s, a group: not judged on its way out",
			    mac);
	else
		explain_say(t, EXPLAIN_LINK, EXPLAIN_GOES_ON,
			    "%s %s: the address of a single device",
			    in ? "from" : "to", mac);
}

static void add_link(const struct explain_telling *t,
		     struct explain_sentence *s)
{
	const struct lc_frame *f = &t->steps->parsed;

	explain_add(s, "%u bytes", f->len);
	if (f->tags)
		explain_add(s, ", %u VLAN tag%s", f->tags,
			    f->tags > 1 ? "s" : "");
	if (f->vlan)
		explain_add(s, ", VLAN %u", f->vlan);
}

static void add_ip(const struct explain_telling *t, struct explain_sentence *s)
{
	const struct lc_frame *f = &t->steps->parsed;
	struct explain_leg *leg = t->leg;
	char buf[32];

	explain_end(f, &f->src, f->sport, leg->from);
	explain_end(f, &f->dst, f->dport, leg->to);
	snprintf(leg->proto, sizeof(leg->proto), "%s", explain_proto(f, buf));
	explain_add(s, "; %s from %s to %s, %s, %s %u",
		    f->l3 == LC_L3_IPV6 ? "IPv6" : "IPv4", leg->from, leg->to,
		    leg->proto, f->l3 == LC_L3_IPV6 ? "hop limit" : "TTL",
		    f->ttl);
	if (f->proto == LC_PROTO_TCP && f->tcp_flags)
		explain_add(s, ",%s%s%s%s", f->tcp_flags & 0x02 ? " SYN" : "",
			    f->tcp_flags & 0x10 ? " ACK" : "",
			    f->tcp_flags & 0x01 ? " FIN" : "",
			    f->tcp_flags & 0x04 ? " RST" : "");
	if (f->echo)
		explain_add(s, ", an echo with identifier %u", f->sport);
	if (f->fragment)
		explain_add(s, f->fragment == LC_FRAG_LATER ?
				       ", a later fragment" :
				       ", a first fragment");
	if (explain_message(f->message))
		explain_add(s, ", %s", explain_message(f->message));
}

static void add_network(const struct explain_telling *t,
			struct explain_sentence *s)
{
	const struct lc_frame *f = &t->steps->parsed;

	if (f->l3 >= LC_L3_IPV4) {
		add_ip(t, s);
	} else if (f->l3 == LC_L3_ARP) {
		explain_address(f, &f->src, t->leg->from);
		explain_add(
			s, "; %s, sender %s",
			f->message ?
				explain_message(f->message) :
				"ARP that is not for Ethernet and IPv4, a request or reply, or short enough",
			t->leg->from);
	} else if (f->l3 == LC_L3_EAPOL) {
		explain_add(s, "; EAPOL");
	} else if (f->ethertype) {
		explain_add(s, "; EtherType 0x%04x", f->ethertype);
	}
}

void explain_tell_parse(struct explain_telling *t)
{
	const struct lc_frame *f = &t->steps->parsed;
	enum lc_reason refused = t->steps->refused;
	bool known = f->reason != LC_REASON_MULTICAST_SOURCE;
	enum lc_reason wrong = f->reason;
	struct explain_sentence s = { "", 0 };

	/* what the group does not take is known here already */
	if (!wrong && refused == LC_REASON_ETHERTYPE)
		wrong = refused;
	add_link(t, &s);
	/* a header that could not be read has nothing to tell */
	if (known &&
	    (f->l3 < LC_L3_IPV4 || f->src.lo || f->src.hi || f->dst.lo))
		add_network(t, &s);
	if (wrong)
		explain_add(&s, "; %s", explain_reason(wrong));
	explain_say(t, EXPLAIN_PARSE,
		    wrong && t->group ? EXPLAIN_DECIDES : EXPLAIN_GOES_ON, "%s",
		    s.text);
}
