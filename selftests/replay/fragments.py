#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Fragments: the first is judged by its ports, the others match only rules
without state and ports; tiny, overlapping and atomic ones gain nothing."""

from _frames import (CAM4, CAM6, FAR4, FAR6, FRAGMENT, ICMP, REC4, TCP, UDP,
                     down, fragment6, icmp, ip4, ip6, options6, tcp, udp, up)
from _table import Table, main, policy, rule

T, U = tcp(554, 9, bytes(44)), udp(554, 9, bytes(40), size=2000)
NEVER = tcp(9, 9, bytes(44))


def cut4(payload=T, proto=TCP, peer=REC4, **more):
    return up(ip4(CAM4, peer, proto, payload, **more))


def cut6(payload=T, proto=TCP, peer=FAR6, **more):
    return up(ip6(CAM6, peer, FRAGMENT, fragment6(proto, payload, **more)))


def ports(table, other, later):
    """Under rules with ports; what the default makes of the others, and of
    later fragments."""
    fine = "in pass rule:video"
    table.add("first", cut4(more=True), fine)
    table.add("first, another port", cut4(NEVER, more=True), "in " + other)
    table.add("first, UDP longer than the fragment", cut4(U, UDP, more=True),
              fine)
    table.add("first, UDP length below its header",
              cut4(udp(554, 9, bytes(40), size=4), UDP, more=True),
              "in drop length")
    table.add("second", cut4(bytes(64), offset=64, more=True), "in " + later)
    table.add("last", cut4(bytes(3), offset=1280), "in " + later)
    table.add("last, dressed as a first", cut4(T, offset=1480), "in " + later)
    table.add("overlapping by eight bytes", cut4(T, offset=8, more=True),
              "in " + later)
    for size in (0, 4, 8, 16, 19):
        table.add(f"tiny: {size} bytes of TCP", cut4(T[:size], more=True),
                  "in drop header-cut")
    table.add("tiny: 4 bytes of UDP", cut4(U[:4], UDP, more=True),
              "in drop header-cut")
    table.add("v6: first", cut6(more=True), fine)
    table.add("v6: first, another port", cut6(NEVER, more=True), "in " + other)
    table.add("v6: second", cut6(bytes(64), offset=64, more=True),
              "in " + later)
    table.add("v6: last, dressed as a first", cut6(T, offset=1280),
              "in " + later)
    table.add("v6: tiny", cut6(T[:8], more=True), "in drop header-cut")
    table.add("v6: tiny, no byte", cut6(b"", more=True), "in drop header-cut")
    table.add("v6: atomic", cut6(), fine)
    table.add("v6: atomic, another port", cut6(NEVER), "in " + other)
    table.add("v6: options after the fragment header",
              cut6(options6(TCP, T), 60, more=True), fine)
    table.add("v6: options cut by the fragment",
              cut6(options6(TCP, T)[:6], 60, more=True), "in drop *")
    table.add("egress: first", down(ip4(REC4, CAM4, TCP, tcp(
        9, 554, bytes(44)), more=True)), "out pass rule:video")
    table.add("egress: last", down(ip4(REC4, CAM4, TCP, bytes(64), offset=64)),
              "out " + later)
    table.add("egress: v6, last", down(ip6(FAR6, CAM6, FRAGMENT, fragment6(
        TCP, bytes(64), 64))), "out " + later)


VIDEO = rule("video", [REC4, FAR6], ports=[554])
closed = Table(policy({"rules": [VIDEO]}), "ports, default drop")
ports(closed, "drop default", "drop fragment")
opened = Table(policy({"rules": [VIDEO, rule("no-tls", "any", ports=[443],
                                             action="drop")],
                       "default": "pass"}), "ports, default pass")
ports(opened, "pass default", "pass default")
opened.add("first of what a drop rule names",
           cut4(tcp(9, 443, bytes(44)), peer=FAR4, more=True),
           "in drop rule:no-tls")

portless = Table(policy({"rules": [
    rule("tcp", REC4, proto="tcp"), rule("pings", REC4, proto="icmp"),
    rule("never", FAR4, action="drop"), rule("six", FAR6)]}), "no ports")
portless.add("first", cut4(more=True), "in pass rule:tcp")
portless.add("second", cut4(bytes(64), offset=64, more=True),
             "in pass rule:tcp")
portless.add("last", cut4(bytes(64), offset=64), "in pass rule:tcp")
portless.add("last, of another protocol", cut4(bytes(64), UDP, offset=64),
             "in drop fragment")
portless.add("last, ICMP", cut4(bytes(64), ICMP, offset=64),
             "in pass rule:pings")
portless.add("first, ICMP", cut4(icmp(8), ICMP, more=True),
             "in pass rule:pings")
portless.add("last, dropped by peer", cut4(bytes(64), peer=FAR4, offset=64),
             "in drop rule:never")
portless.add("egress: last", down(ip4(REC4, CAM4, TCP, bytes(64), offset=64)),
             "out pass rule:tcp")
portless.add("egress: last, dropped by peer",
             down(ip4(FAR4, CAM4, TCP, bytes(64), offset=64)),
             "out drop rule:never")
portless.add("v6: last", cut6(bytes(64), offset=64), "in pass rule:six")
portless.add("v6: first", cut6(more=True), "in pass rule:six")
portless.add("v6: last, of an unknown protocol", cut6(bytes(64), 132,
                                                      offset=64),
             "in pass rule:six")
portless.add("v6: last, TCP it would seem", cut6(T, TCP, offset=8),
             "in pass rule:six")
main(closed, opened, portless)
