#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""ICMP errors pass when the packet they quote matches an `either` rule, their
addresses are its addresses turned round, and they are short."""

from _frames import (CAM4, CAM6, FAR4, FAR6, ICMP, ICMP6, REC4, TCP, UDP, down,
                     error, icmp, ip4, ip6, tcp, udp, up)
from _table import Table, main, policy, rule

FINE, OUT_FINE = "in pass icmp-error:video", "out pass icmp-error:video"
NOT, OUT_NOT = "in drop *", "out drop *"
# What the recorder sent to the camera, and the camera to it
ASKED = ip4(REC4, CAM4, UDP, udp(9, 554, bytes(20)))
SENT = ip4(CAM4, REC4, UDP, udp(554, 9, bytes(20)))
ASKED6 = ip6(FAR6, CAM6, TCP, tcp(9, 554))
SENT6 = ip6(CAM6, FAR6, TCP, tcp(554, 9))


def out4(quoted, kind=3, code=3, src=CAM4, dst=REC4, **more):
    return up(ip4(src, dst, ICMP, error(kind, code, quoted), **more))


def out6(quoted, kind=1, code=4, src=CAM6, dst=FAR6):
    return up(ip6(src, dst, ICMP6, error(kind, code, quoted)))


def cases(t):
    t.add("port unreachable from the device", out4(ASKED), FINE)
    t.add("to the device", down(ip4(REC4, CAM4, ICMP, error(3, 3, SENT))),
          OUT_FINE)
    t.add("v6: from the device", out6(ASKED6), FINE)
    t.add("v6: to the device", down(ip6(FAR6, CAM6, ICMP6, error(
        1, 4, SENT6))), OUT_FINE)
    t.add("time exceeded", out4(ASKED, 11, 0), FINE)
    t.add("parameter problem", out4(ASKED, 12, 0), FINE)
    t.add("fragmentation needed", out4(ASKED, 3, 4), FINE)
    for kind in (2, 3, 4):
        t.add(f"v6: type {kind}", out6(ASKED6, kind, 0), FINE)
    t.add("eight bytes of the quoted packet's inside", out4(ASKED[:28]), FINE)
    t.add("quoted with options", out4(ip4(REC4, CAM4, UDP, udp(9, 554),
                                          options=b"\1\1\1\1")), FINE)
    t.add("the quoted port is not listed", out4(ip4(
        REC4, CAM4, UDP, udp(9, 555))), NOT)
    t.add("the quoted peer is another", out4(ip4(
        FAR4, CAM4, UDP, udp(9, 554)), dst=FAR4), NOT)
    t.add("sent to another than the quoted source", out4(ASKED, dst=FAR4), NOT)
    t.add("sent from another than the quoted destination",
          out4(ASKED, src="10.20.1.6"), NOT)
    t.add("quotes the device's own packet", out4(SENT), NOT)
    t.add("egress: quotes the peer's own packet",
          down(ip4(REC4, CAM4, ICMP, error(3, 3, ASKED))), OUT_NOT)
    t.add("egress: from a router on the way",
          down(ip4(FAR4, CAM4, ICMP, error(3, 1, SENT))), OUT_NOT)
    t.add("egress: the quoted port is not listed", down(ip4(
        REC4, CAM4, ICMP, error(3, 3, ip4(CAM4, REC4, UDP, udp(5, 9))))),
        OUT_NOT)
    t.add("nothing quoted", out4(b""), NOT)
    t.add("half a header quoted", out4(ASKED[:12]), NOT)
    t.add("a header and no ports quoted", out4(ASKED[:20]), NOT)
    t.add("two bytes of ports quoted", out4(ASKED[:22]), NOT)
    t.add("quotes another protocol", out4(ip4(REC4, CAM4, 132, udp(9, 554))),
          NOT)
    t.add("quotes a tunnel", out4(ip4(REC4, CAM4, 47, udp(9, 554))), NOT)
    t.add("quotes a later fragment", out4(ip4(
        REC4, CAM4, UDP, udp(9, 554), offset=64)), NOT)
    t.add("quotes a version that is none", out4(ip4(
        REC4, CAM4, UDP, udp(9, 554), version=5)), NOT)
    t.add("quotes an error", out4(ip4(REC4, CAM4, ICMP, error(3, 3, SENT))),
          NOT)
    t.add("IPv4 quotes IPv6", out4(ASKED6), NOT)
    t.add("v6: quotes IPv4", out6(ASKED), NOT)
    t.add("v6: the quoted port is not listed",
          out6(ip6(FAR6, CAM6, TCP, tcp(9, 555))), NOT)
    t.add("v6: not turned round", out6(SENT6), NOT)
    t.add("v6: a header and no ports quoted", out6(ASKED6[:40]), NOT)
    t.add("quoted UDP of 576 bytes in all",
          out4(ip4(REC4, CAM4, UDP, udp(9, 554, bytes(576 - 56)))), FINE)
    t.add("577 bytes", out4(ip4(REC4, CAM4, UDP, udp(
        9, 554, bytes(577 - 56)))), NOT)
    t.add("a carrier of 1,400 bytes",
          out4(ASKED + b"secret" * 200), NOT)
    t.add("v6: 1,280 bytes in all", out6(ip6(FAR6, CAM6, TCP, tcp(
        9, 554, bytes(1280 - 48 - 60)))), FINE)
    t.add("v6: 1,281 bytes", out6(ip6(FAR6, CAM6, TCP, tcp(
        9, 554, bytes(1281 - 48 - 60)))), NOT)
    t.add("a quoted drop rule's packet", out4(ip4(
        REC4, CAM4, TCP, tcp(9, 80))), NOT)
    t.add("an echo is no error", up(ip4(CAM4, REC4, ICMP, icmp(8))),
          "in drop default")
    t.add("a quoted packet of portless rules", out4(ip4(
        "10.20.0.11", CAM4, ICMP, icmp(8)), 3, 1, dst="10.20.0.11"),
        FINE.replace("video", "ping"))


RULES = [rule("no-web", REC4, proto="tcp", ports=[80], action="drop"),
         rule("video", [REC4, FAR6], ports=[554, 80]),
         rule("ping", "10.20.0.11", proto="icmp")]
bound = Table(policy({"rules": RULES}))
cases(bound)
none = Table(policy(), "no rules")
none.add("nothing is bound", out4(ASKED), NOT)
none.add("egress", down(ip4(REC4, CAM4, ICMP, error(3, 3, SENT))), OUT_NOT)
none.add("v6", out6(ASKED6), NOT)
# What is not bound is ICMP like any other: it goes on to the rules
pings = Table(policy({"rules": [rule("video", REC4, ports=[554]),
                                rule("icmp", [REC4, FAR6], proto="icmp")]}),
              "a rule for ICMP")
pings.add("bound", out4(ASKED), FINE)
pings.add("not bound, its peer", out4(b""), "in pass rule:icmp")
pings.add("not bound, another peer", out4(b"", dst=FAR4),
          "in drop icmp-unbound")
pings.add("not bound, v6", out6(ASKED6), "in pass rule:icmp")
main(bound, none, pings)
