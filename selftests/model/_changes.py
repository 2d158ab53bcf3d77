# SPDX-License-Identifier: GPL-2.0
"""Ways to get the judgement wrong: each changes one thing in the model.

The list is what generated traffic must be able to tell from the model itself.
"""

from unittest.mock import patch

import _flows
import _judge
import _packet
from _flows import Buckets, Flows, SECOND, SYN
from _judge import Arp, Judge, Word
from _packet import ARP, ICMP, IGMP, LATER, TCP, UDP
from _policy import Group, Policy, Rule, Zone

# As they were before any change
REAL = {(owner, name): getattr(owner, name) for owner, names in (
    (Judge, ("key", "builtin", "own_source", "exempt", "from_device",
             "to_device", "matches", "error", "flow", "rule", "frame",
             "parsed")),
    (Policy, ("__init__", "look_up")), (Group, ("__init__",)),
    (Zone, ("__init__",)), (Buckets, ("take",))) for name in names}


def real(owner, name):
    return REAL[owner, name]


def yes(*_, **__):
    return True


def no(*_, **__):
    return False


def nothing(*_, **__):
    return None


def idle(proto, seconds):
    return patch.dict(_flows.IDLE, {proto: seconds * SECOND})


def without(name, when, answer):
    """A step of the judge that says `answer` where `when` holds."""
    step = real(Judge, name)

    def changed(self, *args):
        p = next(x for x in args if isinstance(x, _packet.Packet))
        return answer if when(p) else step(self, *args)
    return patch.object(Judge, name, changed)


def key_without(*places):
    def key(self, *args):
        whole = list(real(Judge, "key")(self, *args))
        for place in places:
            whole[place] = 0
        return tuple(whole)
    return patch.object(Judge, "key", key)


def key_with_vlan(self, direction, p, outer=None):
    return (*real(Judge, "key")(self, direction, p, outer),
            (outer or p).vlan)


def made(owner, change):
    """Objects of a class that change(self) spoils once they are made."""
    def init(self, *args, **more):
        real(owner, "__init__")(self, *args, **more)
        change(self)
    return patch.object(owner, "__init__", init)


def found_flows(ours):
    """Flows that are looked up by key and ours(flow, group), no more."""
    return patch.object(
        Judge, "known", lambda self, way, p, key, group, now: next(
            (x for x in (self.flows.find(o, key, now) for o in _judge.OPENS)
             if x and ours(x, group)), None))


def closing_extends(self, flow, p, now):
    flow.closing = flow.closing or self.ends(p)
    flow.until = now + (_flows.CLOSING if flow.closing
                        else self.idle(p.proto))


def end_by(bit):
    return patch.object(Flows, "ends", lambda self, p:
                        p.proto == TCP and p.flags & bit)


def strict_pickup(self, direction, p, group, now):
    if p.proto == TCP and p.flags & 0x17 != SYN:
        rule = self.first_match(direction, p, group)
        if rule and not rule.stateless():
            return None
    return real(Judge, "rule")(self, direction, p, group, now)


def error_extends(self, direction, p, group, now):
    word = real(Judge, "error")(self, direction, p, group, now)
    if word and not word.rule.stateless():
        q = _packet.quoted(p)
        back = "egress" if direction == "ingress" else "ingress"
        key = self.key(back, q, p)
        for table in self.flows.tables.values():
            if key in table:
                self.flows.touch(table[key], q, now)
    return word


def error_like_any(self, direction, p, group, now):
    return Word(True, None) if p.is_error() and _packet.quoted(p) else None


def error_unturned(self, direction, p, group, now):
    q = p.is_error() and _packet.quoted(p)
    if not q:
        return None
    kept = p.saddr, p.daddr
    p.saddr, p.daddr = q.daddr, q.saddr
    word = real(Judge, "error")(self, direction, p, group, now)
    p.saddr, p.daddr = kept
    return word


def error_long(self, direction, p, group, now):
    kept, p.length = p.length, 0
    word = real(Judge, "error")(self, direction, p, group, now)
    p.length = kept
    return word


def error_no_flow(self, direction, p, group, now):
    word = real(Judge, "error")(self, direction, p, group, now)
    return word if word and word.rule.stateless() else None


def error_no_either(self, direction, p, group, now):
    word = real(Judge, "error")(self, direction, p, group, now)
    return word if word and not word.rule.stateless() else None


def ttl(value):
    """Housekeeping that takes any hop limit for the one it must have."""
    def step(name):
        def changed(self, p, group):
            kept, p.ttl = p.ttl, value
            said = real(Judge, name)(self, p, group)
            p.ttl = kept
            return said
        return patch.object(Judge, name, changed)
    return step


def rules_for_fragments(self, rule, direction, p):
    kept, p.fragment = p.fragment, _packet.WHOLE
    said = real(Judge, "matches")(self, rule, direction, p)
    p.fragment = kept
    return said


def drop_one_way(self, rule, direction, p):
    if rule.drops and direction == "egress":
        return False
    return real(Judge, "matches")(self, rule, direction, p)


def far_port_only(self, rule, direction, p):
    if rule.stateless() and rule.ports is not None:
        far = p.dport if direction == "ingress" else p.sport
        if not rule.has_port(far):
            return False
    return real(Judge, "matches")(self, rule, direction, p)


def opener_by_source_port(self, rule, direction, p):
    if rule.stateless():
        return real(Judge, "matches")(self, rule, direction, p)
    q = p.turned()
    q.saddr, q.daddr = p.saddr, p.daddr
    return (p.fragment != LATER and
            real(Judge, "matches")(self, rule, direction, q))


def either_way_opens(self, rule, direction, p):
    return real(Judge, "matches")(self, rule, direction, p) or (
        not rule.stateless() and real(Judge, "matches")(
            self, rule, "ingress" if direction == "egress" else "egress",
            p.turned()))


def rate_of(change):
    def take(self, key, size, rate, burst, now):
        key, size, rate, burst = change(key, size, rate, burst)
        return real(Buckets, "take")(self, key, size, rate, burst, now)
    return patch.object(Buckets, "take", take)


def forgiving(fault):
    """What is parsed in spite of a fault that is not to be forgiven."""
    def parsed(self, p, group):
        return p.bad == fault or real(Judge, "parsed")(self, p, group)
    return patch.object(Judge, "parsed", parsed)


def judged(name):
    return lambda when, answer: without(name, when, answer)


def changes():
    """(name, what to patch) of all of them."""
    yield from flow_changes()
    yield from error_changes()
    yield from guard_changes()
    yield from refusal_changes()
    yield from housekeeping_changes()
    yield from parse_changes()
    yield from rule_changes()
    yield from policy_changes()


def flow_changes():
    yield "TCP idle a little less", idle(TCP, 3600 - .0005)
    yield "TCP idle a little more", idle(TCP, 3600 + .0005)
    yield "echo idle 31 s", idle(ICMP, 31.5)
    yield "ICMPv6 echo idle 29 s", idle(_packet.ICMPV6, 29.5)
    yield "UDP idle a little more", patch.object(
        _flows, "IDLE_ELSE", 120 * SECOND + 500_000)
    yield "closing for 61 s", patch.object(_flows, "CLOSING", 61 * SECOND)
    yield "closing for less than 60 s", patch.object(
        _flows, "CLOSING", 60 * SECOND - 500_000)
    yield "FIN ends nothing", end_by(4)
    yield "RST ends nothing", end_by(1)
    yield "packets extend a closing flow", patch.object(Flows, "touch",
                                                        closing_extends)
    yield "SYN opens nothing anew", patch.object(Judge, "begins_anew", no)
    yield "only SYN opens", patch.object(Judge, "rule", strict_pickup)
    yield "no flows at all", patch.object(Judge, "flow", nothing)
    for place, name in enumerate(("MAC", "protocol", "device's address",
                                  "peer's address")):
        yield f"key without {name}", key_without(place)
    yield "key without device's port", key_without(4)
    yield "key without peer's port", key_without(5)
    yield "key without ports and identifier", key_without(4, 5)
    yield "key with VLAN", patch.object(Judge, "key", key_with_vlan)
    yield "all ICMP keeps flows", patch.object(
        Judge, "keyed", lambda self, p: p.fragment != LATER)
    yield "another group's flow is nobody's", found_flows(
        lambda flow, group: flow.group is group)
    yield "another group's flow is everybody's", found_flows(yes)


def error_changes():
    yield "errors pass for nothing", patch.object(Judge, "error", nothing)
    yield "errors pass for any quote", patch.object(Judge, "error",
                                                    error_like_any)
    yield "errors from anyone", patch.object(Judge, "error", error_unturned)
    yield "errors of any length", patch.object(Judge, "error", error_long)
    yield "errors not for flows", patch.object(Judge, "error", error_no_flow)
    yield "errors not for either", patch.object(Judge, "error",
                                                error_no_either)
    yield "errors extend flows", patch.object(Judge, "error", error_extends)


def guard_changes():
    guard = judged("own_source")
    yield "no source guard", patch.object(Judge, "own_source", yes)
    yield "source guard without ARP", guard(lambda p: p.ethertype == ARP, True)
    yield "source guard without IPv4", guard(lambda p: p.family == 4, True)
    yield "source guard without IPv6", guard(lambda p: p.family == 6, True)
    yield "odd sources pass", patch.object(_judge, "odd_source", no)
    exempt = judged("exempt")
    yield "no sources are exempt", patch.object(Judge, "exempt", no)
    yield "0.0.0.0 not for DHCP", exempt(lambda p: p.family == 4, False)
    yield "0.0.0.0 for all", exempt(lambda p: p.saddr == 0 and p.family == 4,
                                    True)
    yield ":: not for address detection", exempt(lambda p: p.type == 135
                                                 and p.saddr == 0, False)
    yield ":: not for MLD", exempt(lambda p: p.type in _judge.MLD and
                                   p.saddr == 0, False)
    yield ":: for all", exempt(lambda p: p.saddr == 0 and p.family == 6, True)
    yield "link-local to everywhere", exempt(
        lambda p: p.family == 6 and _judge.link_local(p.saddr), True)
    yield "link-local not to the link's groups", patch.object(
        _judge, "link_group", no)
    yield "no ARP probes", guard(lambda p: p.ethertype == ARP and
                                 Arp(p).spa == 0, False)


def refusal_changes():
    refused = judged("builtin")
    yield "no built-in refusals", patch.object(Judge, "builtin", no)
    yield "router advertisements", refused(lambda p: p.type == 134, False)
    yield "IPv4 redirects", refused(lambda p: p.type == 5 and p.family == 4,
                                    False)
    yield "IPv6 redirects", refused(lambda p: p.type == 137, False)
    yield "DHCP servers", patch.object(Judge, "dhcp_server", no)
    yield "another's ARP", refused(lambda p: p.ethertype == ARP, False)
    yield "another's ND", patch.object(Judge, "nd_foreign", no)
    yield "another's BOOTP", patch.object(Judge, "bootp_foreign", no)
    yield "multicast sources", patch.object(Judge, "from_many", no)


def housekeeping_changes():
    out, back = judged("from_device"), judged("to_device")
    yield "ND of any hop limit", ttl(255)("from_device")
    yield "ND of any hop limit to the device", ttl(255)("to_device")
    yield "IGMP and MLD of any hop limit", ttl(1)("from_device")
    yield "nothing is on-link", patch.object(Judge, "on_link", no)
    yield "everything is on-link", patch.object(Judge, "on_link", yes)
    yield "DHCP to everywhere", patch.object(Judge, "near", yes)
    yield "long ARP", patch.object(Judge, "arp_plain",
                                   lambda self, p: Arp(p).usual and
                                   Arp(p).op in (1, 2))
    yield "ARP of any operation", patch.object(
        Judge, "arp_plain", lambda self, p: Arp(p).usual and
        len(p.data) <= max(64, 60 + 4 * p.tags))
    yield "EAPOL refused", out(lambda p: p.ethertype == _packet.EAPOL, False)
    yield "no IGMP", out(lambda p: p.proto == IGMP, False)
    yield "no MLD", out(lambda p: p.type in _judge.MLD, False)
    yield "no router advertisements", back(lambda p: p.type == 134, False)
    yield "no queries", back(lambda p: p.type == 130 or p.proto == IGMP,
                             False)
    yield "no DHCP answers", back(lambda p: p.proto == UDP, False)
    yield "fragments of housekeeping", patch.object(_judge, "WHOLE",
                                                    _packet.FIRST)


def parse_changes():
    yield "three tags", patch.object(_packet, "DEPTH", 3)
    yield "a third kind of tag", patch.object(_packet, "TAGS",
                                              (0x8100, 0x88A8, 0x9100))
    yield "only 802.1Q", patch.object(_packet, "TAGS", (0x8100,))
    yield "source routes", patch.object(_packet, "SOURCE_ROUTES", ())
    yield "any IPv4 options", patch.object(_packet, "ipv4_options", nothing)
    yield "nine extension headers", patch.object(_packet, "CHAIN", 9)
    yield "seven extension headers", patch.object(_packet, "CHAIN", 7)
    yield "nine options in ND", patch.object(_judge, "CHAIN", 9)
    yield "seven options in ND", patch.object(_judge, "CHAIN", 7)
    yield "tunnels", patch.object(_packet, "TUNNELS", ())
    yield "GRE", patch.object(_packet, "TUNNELS", (4, 41, 115))
    yield "destination options end a chain", patch.object(
        _packet, "EXTENSIONS", (0, 43, 44, 51, 135, 139, 140))
    yield "AH ends a chain", patch.object(
        _packet, "EXTENSIONS", (0, 43, 44, 60, 135, 139, 140))
    yield "other protocols by default", patch.object(
        Judge, "default", lambda self, p, group: Word(not group.drops, None))
    for fault in ("UDP length", "TCP offset", "cut transport", "IPv4 length",
                  "IPv6 length", "cut discovery"):
        yield f"no matter: {fault}", forgiving(fault)


def rule_changes():
    def match(name, how):
        return name, patch.object(Judge, "matches", how)
    yield match("fragments as whole packets", rules_for_fragments)
    yield match("drop in one direction", drop_one_way)
    yield match("only the peer's port", far_port_only)
    yield match("the opener's own port", opener_by_source_port)
    yield match("both ends open", either_way_opens)
    yield "ports of no rule", patch.object(Rule, "has_port", yes)
    yield "proto of no rule", patch.object(Rule, "has_proto", yes)
    yield "the last rule first", made(Group, lambda g: g.rules.reverse())
    yield "rules before flows", patch.object(
        Judge, "flow", lambda self, way, p, group, now:
        None if self.first_match(way, p, group)
        else real(Judge, "flow")(self, way, p, group, now))


def policy_changes():
    yield "no rate", patch.object(Judge, "rated", yes)
    yield "rate a hundredth more", rate_of(lambda key, size, rate, burst:
                                           (key, size, rate * 1.01, burst))
    yield "burst of 100 bytes less", rate_of(lambda key, size, rate, burst:
                                             (key, size, rate, burst - 100))
    yield "rate without Ethernet header", rate_of(
        lambda key, size, rate, burst: (key, size - 14, rate, burst))
    yield "rate for all devices together", rate_of(
        lambda key, size, rate, burst: (0, size, rate, burst))
    yield "rate over all VLANs", rate_of(
        lambda key, size, rate, burst: (key[0], size, rate, burst))
    yield "no monitor in file", made(Policy, lambda x: setattr(
        x, "monitor", False))
    yield "no monitor in zones", made(Zone, lambda x: setattr(
        x, "monitor", False))
    yield "no monitor in groups", made(Group, lambda x: setattr(
        x, "monitor", False))
    yield "unlisted passes", made(Zone, lambda x: setattr(
        x, "unlisted_drops", False))
    yield "no zones", patch.object(Policy, "zone",
                                   lambda self, vlan: self.rest)
    yield "no local bit", patch.object(Policy, "group",
                                       lambda self, zone, mac:
                                       self.look_up(zone, mac, True))
    yield "local bit for single addresses", patch.object(
        Policy, "look_up", lambda self, zone, mac, exact:
        real(Policy, "look_up")(self, zone, mac, True))
    yield "groups of all zones", made(Group, lambda x: setattr(
        x, "zones", None))
    yield "the first group", patch.object(
        Policy, "look_up", lambda self, zone, mac, exact: next(
            (g for g in self.groups if g.best(mac, exact) and
             (g.zones is None or zone.name in g.zones)), None))
    yield "no egress between devices", patch.object(
        Judge, "frame", one_end)


def one_end(self, now, data):
    p = _packet.parse(data)
    if p.dst is not None and p.src is not None:
        zone = self.policy.zone(p.vlan)
        if self.policy.group(zone, p.src) and self.policy.group(zone, p.dst):
            data = b"\x00\x00\x00\x00\x00\x01" + data[6:]
    return real(Judge, "frame")(self, now, data)
