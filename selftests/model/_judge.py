# SPDX-License-Identifier: GPL-2.0
"""The model: DESIGN's judgement (5), in its order, over replay's frames (7).

Knows of policies, packets and flows only what they say of themselves. Each
step is a method of its own, so that detects.py can take one away.
"""

# Where DESIGN leaves a choice, or lenscap was found to choose better, this is
# how it is read here:
#
# - A frame's VLAN is the number of its first tag that has one; 0 is a priority.
# - Step 1 knows no group: only the file's and the zone's monitor soften it.
# - Listed at both ends: a row of ingress with the worse of both verdicts;
#   egress is not asked for what ingress drops.
# - 48-bit prefixes are exact as macs are: no second look without the local bit.
# - What is cut in NS or NA is a cut header; mobility, HIP and Shim6 headers are
#   walked like the other extensions; AH is walked in IPv6, a protocol in IPv4.
#   More than eight options in ND are a chain beyond eight, too.
#   Routing headers with segments left drop as type 0 does. Lengths may say less
#   than there is, not more.
# - Other protocols than the four have an end only in a rule that takes them:
#   default: pass does not pass them. Non-IP that is no housekeeping after all
#   is the default's, ARP that is not Ethernet and IPv4 is refused.
# - A DHCP server's message is what goes to a client's port, or BOOTP with op 2;
#   BOOTP is what goes to port 67. IPv4 router advertisements and redirects are
#   refused like those of IPv6.
# - Multicast, loopback and broadcast sources drop beside `addresses` too; an
#   advertisement's target is held to `addresses`; the exceptions are the plain
#   ARP probe, unrelayed BOOTP, NS to a solicited-node address, MLD reports.
# - Housekeeping is whole packets, ND has code 0. IGMP, and DHCP and ND from the
#   device, come from the link (fe80::/10 is of it), since the answer goes there; where
#   a policy for replay has no on-link, that is not asked. ARP has 64 bytes, or
#   60 and 4 a tag. Queries to the device have hop limit 1, MLD's come from
#   fe80::/10.
# - Errors: redirects are none. Quotes need eight bytes of transport; their
#   lengths are not asked, their extension headers not walked. Among rules, the
#   first one without state counts, and must be `either`. An error that does not
#   pass goes on to the rules, and never opens, extends or belongs to a flow.
# - Of ICMP only echo keeps flows; what a rule lets out of other kinds gets no
#   answer. Other protocols keep them without ports for 120 s. A time that is
#   just up still counts.
# - SYN without ACK by the opener of a flow that ends is judged as an opening.
# - A flow that another group's rule opened (a device in two VLANs) is judged as
#   after a switch: as if its first packet came now.
# - What the rate drops names the rule that would have passed it, has extended
#   its flow but opens none, and takes no tokens.

from collections import namedtuple

from _flows import ACK, Buckets, Flows, SYN
from _packet import (ARP, CHAIN, EAPOL, IGMP, IPV4, IPV6, LATER, UDP,
                     WHOLE, parse, quoted)
from _policy import MULTICAST, Policy

Row = namedtuple("Row", "direction verdict rule group")
# What a step says: passes or not, and by which rule
Word = namedtuple("Word", "passes rule")
PASS, DROP = Word(True, None), Word(False, None)

BROADCAST = 0xFFFFFFFF
RS, RA, NS, NA, REDIRECT = 133, 134, 135, 136, 137
MLD = (130, 131, 132, 143)
QUERY4, QUERY6 = 0x11, 130
SERVERS = 0xFF020000000000000000000000010002
OPENS = {"peer": "egress", "device": "ingress"}
WORST = {"pass": 0, "would-drop": 1, "drop": 2}


def within(address, top, bits):
    """An IPv6 address whose first bits are those of `top`."""
    return address >> (128 - bits) == top


def link_local(address):
    return within(address, 0xFE80 >> 6, 10)


def link_group(address):
    return within(address, 0xFF02, 16)


def solicited_node(address):
    return within(address, 0xFF0200000000000000000001FF, 104)


class Judge:
    """One interface under one policy, from its first frame on."""

    def __init__(self, policy, interface=None):
        self.policy = Policy(policy, interface)
        self.flows = Flows()
        self.buckets = Buckets()
        self.opening = None     # the flow that the frame opens if it passes
        self.margin = None      # bytes from a rate's edge in the last frame

    # ---- replay: which way, and what a row says

    def frame(self, now, data):
        self.margin = None
        p = parse(data)
        zone = self.policy.zone(p.vlan)
        if p.src is None:
            return self.unlisted(zone)
        sender = self.policy.group(zone, p.src)
        receiver = self.policy.group(zone, p.dst)
        if self.from_many(p):
            return Row("egress" if receiver else "none",
                       self.refused(zone, None), None, None)
        if sender:
            row = self.row("ingress", p, zone, sender, now)
            if receiver and row.verdict != "drop":
                then = self.row("egress", p, zone, receiver, now)
                if WORST[then.verdict] > WORST[row.verdict]:
                    row = then._replace(direction="ingress")
            return row
        if receiver:
            return self.row("egress", p, zone, receiver, now)
        return self.unlisted(zone)

    def unlisted(self, zone):
        drop = zone.unlisted_drops
        return Row("none", self.refused(zone, None) if drop else "pass",
                   None, None)

    def from_many(self, p):
        return p.src & MULTICAST

    def refused(self, zone, group):
        """drop, unless someone only watches."""
        if (self.policy.monitor or zone.monitor or
                (group and group.monitor)):
            return "would-drop"
        return "drop"

    def row(self, direction, p, zone, group, now):
        self.opening = None
        word = self.decide(direction, p, group, now)
        if word.passes and direction == "ingress" and not self.rated(
                p, group, now):
            word = Word(False, word.rule)
        if word.passes and self.opening:
            self.flows.open(*self.opening)
        verdict = "pass" if word.passes else self.refused(zone, group)
        return Row(direction, verdict, word.rule and word.rule.name,
                   group.name)

    # ---- the steps, in their order

    def decide(self, direction, p, group, now):
        if not self.parsed(p, group):
            return DROP
        if direction == "ingress" and (self.builtin(p) or
                                       not self.own_source(p, group)):
            return DROP
        if (self.from_device(p, group) if direction == "ingress"
                else self.to_device(p, group)):
            return PASS
        if p.family is None:
            return Word(not group.drops, None)
        return (self.error(direction, p, group, now) or
                self.flow(direction, p, group, now) or
                self.rule(direction, p, group, now) or
                self.default(p, group))

    def parsed(self, p, group):
        if p.bad:
            return False
        if p.ethertype == ARP:
            return "arp" in group.housekeeping
        if p.ethertype == EAPOL:
            return "eapol" in group.housekeeping
        return p.ethertype in (IPV4, IPV6)

    def builtin(self, p):
        """What no device may send, whatever its rules say."""
        if p.ethertype == ARP:
            return not Arp(p).usual or Arp(p).sha != p.src
        if p.family is None or p.fragment == LATER:
            return False
        if p.proto == UDP:
            return self.dhcp_server(p) or self.bootp_foreign(p)
        if p.type is None:
            return False
        if p.family == 4:
            return p.type in (5, 9)
        return p.type in (RA, REDIRECT) or self.nd_foreign(p)

    def dhcp_server(self, p):
        """To a client's port, or an answer to a server's."""
        if p.family == 6:
            return p.dport == 546
        return p.dport == 68 or (p.dport == 67 and p.payload()[:1] == b"\2")

    def bootp_foreign(self, p):
        if p.family == 6 or p.dport != 67:
            return False
        bootp = p.payload()
        return (len(bootp) < 34 or bootp[1:3] != b"\1\6" or
                int.from_bytes(bootp[28:34], "big") != p.src)

    def nd_foreign(self, p):
        """An address in RS, NS or NA that is not the sender's, or a lie."""
        if p.type not in (RS, NS, NA):
            return False
        at = p.at + (8 if p.type == RS else 24)
        seen = 0
        while at < p.end:
            seen += 1
            size = p.data[at + 1] * 8 if at + 1 < p.end else 0
            if not size or at + size > p.end or seen > CHAIN:
                return True
            if p.data[at] in (1, 2) and int.from_bytes(
                    p.data[at + 2:at + 8], "big") != p.src:
                return True
            at += size
        return False

    def is_dhcp(self, p, from_server):
        if p.proto != UDP or p.fragment == LATER:
            return False
        client, server = (68, 67) if p.family == 4 else (546, 547)
        return (p.sport, p.dport) == ((server, client) if from_server
                                      else (client, server))

    def own_source(self, p, group):
        if p.ethertype == ARP:
            a = Arp(p)
            if odd_source(4, a.spa) or not group.guarded:
                return not odd_source(4, a.spa)
            return (group.addresses.holds(4, a.spa) or
                    (a.spa == 0 and a.op == 1 and self.arp_plain(p)))
        if p.family is None:
            return True
        if odd_source(p.family, p.saddr) or not group.guarded:
            return not odd_source(p.family, p.saddr)
        if p.type == NA and p.family == 6 and not self.own_claim(p, group):
            return False
        if group.addresses.holds(p.family, p.saddr):
            return True
        return self.exempt(p)

    def own_claim(self, p, group):
        """An advertisement's target is as good as a source."""
        target = int.from_bytes(p.data[p.at + 8:p.at + 24], "big")
        return group.addresses.holds(6, target) or link_local(target)

    def exempt(self, p):
        """Sources that a device has before or beside its addresses."""
        if p.family == 4:
            return (p.saddr == 0 and self.is_dhcp(p, from_server=False) and
                    not self.relayed(p))
        if p.saddr == 0:
            return ((p.type == NS and not p.code and
                     solicited_node(p.daddr)) or
                    p.type in MLD[1:])
        return (link_local(p.saddr) and
                (link_local(p.daddr) or link_group(p.daddr)))

    def on_link(self, family, address):
        return (self.policy.on_link.holds(family, address) or
                (family == 6 and link_local(address)))

    def from_device(self, p, group):
        kept = group.housekeeping
        if p.ethertype == ARP:
            return self.arp_plain(p)
        if p.ethertype == EAPOL:
            return True
        if p.fragment != WHOLE:
            return False
        if p.family == 4 and p.proto == IGMP:
            return ("igmp" in kept and p.daddr >> 28 == 0xE and p.ttl == 1
                    and self.from_link(p))
        if self.is_dhcp(p, from_server=False):
            everyone = BROADCAST if p.family == 4 else SERVERS
            return "dhcp" in kept and self.from_link(p) and (
                p.daddr == everyone or self.near(p.family, p.daddr, group)
            ) and not self.relayed(p)
        if p.family == 4 or p.type is None:
            return False
        if p.type in (RS, NS, NA):
            return ("nd" in kept and p.ttl == 255 and not p.code and
                    self.from_link(p) and
                    (link_local(p.daddr) or link_group(p.daddr) or
                     self.policy.on_link.holds(6, p.daddr)))
        return ("mld" in kept and p.type in MLD and self.mld_plain(p) and
                link_group(p.daddr))

    def to_device(self, p, group):
        kept = group.housekeeping
        if p.ethertype == ARP:
            return self.arp_plain(p)
        if p.ethertype == EAPOL:
            return True
        if p.fragment != WHOLE:
            return False
        if p.family == 4 and p.proto == IGMP:
            return ("igmp" in kept and p.at < p.end and
                    p.data[p.at] == QUERY4 and p.ttl == 1 and
                    self.from_link(p))
        if self.is_dhcp(p, from_server=True):
            return "dhcp" in kept and self.near(p.family, p.saddr, group)
        if p.family == 4 or p.type is None:
            return False
        if p.type in (NS, NA, RA):
            return "nd" in kept and p.ttl == 255 and not p.code
        return "mld" in kept and p.type == QUERY6 and self.mld_plain(p)

    def mld_plain(self, p):
        return p.ttl == 1 and (link_local(p.saddr) or p.saddr == 0)

    def from_link(self, p):
        """What is answered: the answer must not leave the link."""
        return (p.saddr == 0 or self.on_link(p.family, p.saddr) or
                not self.policy.knows_link)

    def relayed(self, p):
        return p.family == 4 and any(p.payload()[24:28])

    def near(self, family, address, group):
        """Where DHCP may go and come from."""
        return (self.on_link(family, address) or
                group.dhcp_servers.holds(family, address))

    def arp_plain(self, p):
        a = Arp(p)
        return (a.usual and a.op in (1, 2) and
                len(p.data) <= max(64, 60 + 4 * p.tags))

    def error(self, direction, p, group, now):
        """An ICMP error passes for a packet that did, turned round."""
        if not p.is_error() or p.fragment != WHOLE:
            return None
        if p.length > (576 if p.family == 4 else 1280):
            return None
        q = quoted(p)
        if not q or (q.saddr, q.daddr) != (p.daddr, p.saddr):
            return None
        back = "egress" if direction == "ingress" else "ingress"
        flow = self.keyed(q) and self.known(back, q, self.key(back, q, p),
                                            group, now)
        if flow:
            return Word(True, flow.rule)
        rule = self.first_match(back, q, group, stateful=False)
        if rule and not rule.drops:
            return Word(True, rule)
        return None

    def key(self, direction, p, outer=None):
        """Of a flow: the device first, then its peer; no VLAN, no interface.
        A quoted packet (`outer` is what quotes it) has no device but that."""
        sport, dport = ((p.ident, p.ident) if p.is_echo()
                        else (p.sport, p.dport))
        if direction == "ingress":
            mac = outer.dst if outer else p.src
            return mac, p.proto, p.saddr, p.daddr, sport, dport
        mac = outer.src if outer else p.dst
        return mac, p.proto, p.daddr, p.saddr, dport, sport

    def keyed(self, p):
        """Of ICMP only echo has what tells one exchange from another."""
        return p.fragment != LATER and (p.type is None or p.is_echo())

    def flow(self, direction, p, group, now):
        if not self.keyed(p):
            return None
        flow = self.known(direction, p, self.key(direction, p), group, now)
        if not flow or self.begins_anew(direction, flow, p):
            return None
        self.flows.touch(flow, p, now)
        return Word(True, flow.rule)

    def known(self, direction, p, key, group, now):
        """The live flow of this key that this group's rules may have opened.
        One that another group's rule opened, as in another VLAN, is judged as
        if its first packet came now."""
        for opener, opens in OPENS.items():
            if not any(rule.opener == opener for rule in group.rules):
                continue
            flow = self.flows.find(opener, key, now)
            if flow and flow.group is not group:
                first = p if direction == opens else p.turned()
                rule = self.first_match(opens, first, group)
                if not rule or rule.opener != opener:
                    continue
                flow.group, flow.rule = group, rule
            if flow:
                return flow
        return None

    def begins_anew(self, direction, flow, p):
        """The opener's next connection from the same port, while the last one
        is on its way out: judged as an opening, not as a part of it."""
        return (flow.closing and p.flags & (SYN | ACK) == SYN and
                direction == OPENS[flow.rule.opener])

    def rule(self, direction, p, group, now):
        rule = self.first_match(direction, p, group)
        if not rule:
            return None
        if not rule.stateless() and self.keyed(p):
            self.opening = (rule.opener, self.key(direction, p), group, rule,
                            p, now)
        return Word(not rule.drops, rule)

    def first_match(self, direction, p, group, stateful=True):
        for rule in group.rules:
            if (stateful or rule.stateless()) and self.matches(
                    rule, direction, p):
                return rule
        return None

    def matches(self, rule, direction, p):
        if not rule.has_proto(p):
            return False
        if not rule.peer.holds(p.family, p.daddr if direction == "ingress"
                               else p.saddr):
            return False
        if rule.stateless():
            return rule.ports is None or (p.fragment != LATER and (
                rule.has_port(p.sport) or rule.has_port(p.dport)))
        if p.fragment == LATER:
            return False
        return direction == OPENS[rule.opener] and rule.has_port(p.dport)

    def default(self, p, group):
        """A protocol that is an end only for a rule has none without it."""
        return Word(not group.drops and not p.other(), None)

    def rated(self, p, group, now):
        if group.rate is None:
            return True
        ok = self.buckets.take((p.src, p.vlan), len(p.data), group.rate,
                               group.burst, now)
        self.margin = self.buckets.margin
        return ok


class Arp:
    """The 28 bytes of an ARP packet; usual is Ethernet and IPv4."""

    def __init__(self, p):
        d = p.data[p.at:p.at + 28]
        self.usual = d[:6] == b"\x00\x01\x08\x00\x06\x04"
        self.op = d[6] << 8 | d[7]
        self.sha = int.from_bytes(d[8:14], "big")
        self.spa = int.from_bytes(d[14:18], "big")


def odd_source(family, address):
    """Loopback, multicast and broadcast: nobody's own address."""
    if family == 4:
        return (address >> 24 == 127 or address >> 28 == 0xE or
                address == BROADCAST)
    return address == 1 or address >> 120 == 0xFF
