#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by IPv6 extension headers: routing headers at any depth, chains that
hide the ports, headers nobody knows, headers where they do not belong."""

from _steps import Steps, main, policy, rule
from _frames import (AH, CAM6, DSTOPTS, ESP, FAR6, FRAGMENT, GRE, HOPOPTS,
                     ICMP6, NONE, REC6, ROUTING, TCP, UDP, authentication,
                     chain6, down, fragment6, icmp, ip6, options6, routing6,
                     tcp, udp, up)

T, OUT = tcp(554, 40000), tcp(40000, 443)
ROUTE, CHAIN = "in drop routing-header", "in drop extension-chain"
DEFAULT = "in drop default"
RH0 = routing6(TCP, T, 0)
MH, HIP, SHIM6 = 135, 139, 140


def to_rec(proto, payload, **more):
    return up(ip6(CAM6, REC6, proto, payload, **more))


def nested(kinds, inside, proto=TCP):
    """Headers of these kinds in this order around what is inside."""
    for kind in reversed(kinds):
        if kind == AH:
            inside = authentication(proto, inside)
        elif kind == FRAGMENT:
            inside = fragment6(proto, inside)
        else:
            inside = options6(proto, inside)
        proto = kind
    return proto, inside


def routes(t):
    """Routing type 0: to the recorder, on to the internet."""
    t.add("routing type 0", to_rec(ROUTING, RH0), ROUTE)
    t.add("used up", to_rec(ROUTING, routing6(TCP, T, 0, left=0)), ROUTE)
    t.add("255 segments left", to_rec(ROUTING, routing6(TCP, T, 0, left=255)),
          ROUTE)
    t.add("of no address", to_rec(ROUTING, bytes([TCP, 0, 0, 1, 0, 0, 0, 0])
                                  + T), ROUTE)
    for depth in range(1, 8):
        t.add(f"behind {depth} options headers",
              to_rec(*nested([DSTOPTS] * depth, RH0, ROUTING)), ROUTE)
    t.add("behind eight: nobody looks that far",
          to_rec(*nested([DSTOPTS] * 8, RH0, ROUTING)), CHAIN)
    t.add("behind one of type 2", to_rec(ROUTING, routing6(ROUTING, RH0, 2)),
          "in drop *")
    t.add("behind hop-by-hop options", to_rec(*nested([HOPOPTS], RH0, ROUTING)
                                              ), ROUTE)
    t.add("behind an authentication header", to_rec(*nested(
        [AH], RH0, ROUTING)), ROUTE)
    t.add("behind an atomic fragment header", to_rec(*nested(
        [FRAGMENT], RH0, ROUTING)), ROUTE)
    t.add("in a first fragment", to_rec(FRAGMENT, fragment6(
        ROUTING, RH0, more=True)), ROUTE)
    t.add("before a fragment header", to_rec(ROUTING, routing6(
        FRAGMENT, fragment6(TCP, T), 0)), ROUTE)
    t.add("behind Shim6", to_rec(*nested([SHIM6], RH0, ROUTING)), ROUTE)
    t.add("around an echo", to_rec(ROUTING, routing6(ICMP6, icmp(128), 0)),
          ROUTE)
    t.add("around nothing", to_rec(ROUTING, routing6(NONE, b"", 0)), ROUTE)
    t.add("from the recorder", down(ip6(REC6, CAM6, ROUTING, routing6(
        TCP, tcp(40000, 554), 0))), "out drop routing-header")


def hides(t):
    """A call out that a chain is to hide."""
    for kinds, name in (([HOPOPTS], "hop-by-hop options"),
                        ([DSTOPTS], "destination options"),
                        ([AH], "an authentication header"),
                        ([FRAGMENT], "an atomic fragment header"),
                        ([MH], "a mobility header"), ([HIP], "HIP"),
                        ([SHIM6], "Shim6"),
                        ([HOPOPTS, DSTOPTS, FRAGMENT, AH, DSTOPTS],
                         "five kinds of headers"),
                        ([DSTOPTS] * 8, "eight headers"),
                        ([FRAGMENT, FRAGMENT], "two atomic fragment headers")):
        t.add(f"another port behind {name}", to_rec(*nested(kinds, OUT)),
              DEFAULT)
        t.add(f"another peer behind {name}", up(ip6(CAM6, FAR6, *nested(
            kinds, tcp(40000, 443)))), DEFAULT)
    for count in (9, 12, 100):
        t.add(f"{count} headers, the rule's own ports", to_rec(*chain6(
            count, TCP, T)), CHAIN)
    t.add("hop-by-hop options behind others: the ports still are seen",
          to_rec(*nested([DSTOPTS, HOPOPTS], OUT)), DEFAULT)
    t.add("hop-by-hop options twice", to_rec(*nested(
        [HOPOPTS, HOPOPTS], OUT)), DEFAULT)
    t.add("a chain that ends the packet", to_rec(DSTOPTS, options6(TCP, b"")),
          "in drop header-cut")
    t.add("a chain longer than the packet", to_rec(DSTOPTS, options6(
        TCP, T, words=5)), "in drop header-cut")
    t.add("a chain that ends in the ports", to_rec(DSTOPTS, options6(
        TCP, T[:4])), "in drop header-cut")
    t.add("an authentication header that says four bytes", to_rec(
        AH, bytes([TCP, 255]) + bytes(22) + T), "in drop header-cut")
    t.add("a jumbogram", to_rec(HOPOPTS, options6(
        TCP, T, b"\xc2\4\0\1\0\0"), size=0), "in drop header-cut")
    t.add("payload length 0 and ports all the same", to_rec(TCP, T, size=0),
          "in drop header-cut")
    t.add("a chain behind a GRE header's number", to_rec(
        DSTOPTS, options6(GRE, bytes(4) + T)), "in drop tunnel")


def unknown(t, want):
    """What is no extension header, and no transport either."""
    for proto, name in ((NONE, "no next header"), (ESP, "ESP"), (132, "SCTP"),
                        (1, "ICMP of IPv4"), (2, "IGMP of IPv4"),
                        (253, "an experiment"), (254, "another experiment"),
                        (255, "reserved"), (143, "Ethernet (RFC 8986)"),
                        (137, "MPLS"), (97, "EtherIP"), (9, "any interior")):
        t.add(f"{name}, then ports", to_rec(proto, T), want)
        t.add(f"{name} behind options", to_rec(*nested([DSTOPTS], T, proto)),
              want)


RULES = [rule("video", REC6, proto="tcp", ports=[554])]
shut = Steps(policy({"rules": RULES}), "rules")
shut.add("the rule's own frame", to_rec(TCP, T), "in pass rule:video")
shut.add("the rule's own frame behind eight headers", to_rec(*chain6(
    8, TCP, T)), "in pass rule:video")
routes(shut)
hides(shut)
unknown(shut, "in drop protocol")
shut.add("UDP to the internet behind options", up(ip6(
    CAM6, FAR6, *nested([DSTOPTS], udp(9, 53), UDP))), DEFAULT)
free = Steps(policy({"rules": RULES, "default": "pass"}), "default pass")
routes(free)
unknown(free, "in drop protocol")
main(shut, free)
