#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""IPv4 source routes and IPv6 routing type 0 drop; other options do not."""

from _frames import (CAM4, CAM6, DSTOPTS, FAR4, FAR6, HOPOPTS, REC4, ROUTING,
                     TCP, addr, down, fragment6, ip4, ip6, options6, routing6,
                     tcp, up)
from _table import Table, main, policy, rule

T = tcp(554, 40000)
LOOSE = b"\x83\x07\x04" + addr(FAR4)
STRICT = b"\x89\x07\x04" + addr(FAR4)
RECORD = b"\x07\x07\x04" + bytes(4)
STAMP = b"\x44\x08\x05\0" + bytes(4)
ALERT = b"\x94\x04\0\0"
RULES = [rule("all", [REC4, FAR6])]


def cases(table):
    def v4(name, options, want="in drop source-route"):
        table.add(name, up(ip4(CAM4, REC4, TCP, T, options=options)), want)

    def v6(name, packet, want="in drop routing-header"):
        table.add(name, up(packet), want)

    v4("no option", b"", "in pass rule:all")
    v4("loose source route", LOOSE)
    v4("strict source route", STRICT)
    v4("after a NOP", b"\x01" + LOOSE)
    v4("after many NOPs", b"\x01" * 33 + STRICT)
    v4("after record route", RECORD + LOOSE)
    v4("after a router alert", ALERT + STRICT)
    v4("a used up source route", b"\x83\x07\x08" + addr(FAR4))
    v4("an empty source route", b"\x83\x03\x04")
    v4("record route", RECORD, "in pass rule:all")
    v4("timestamp", STAMP, "in pass rule:all")
    v4("router alert", ALERT, "in pass rule:all")
    v4("forty bytes of NOPs", b"\x01" * 40, "in pass rule:all")
    v4("forty bytes that end at once", b"\0" * 40, "in pass rule:all")
    v4("an option of length 0", b"\x07\0\0\0", "in drop *")
    v4("an option of length 1", b"\x07\1\0\0", "in drop *")
    v4("an option longer than the header", b"\x07\x28\x04\0", "in drop *")
    v4("an option's length missing", b"\1\1\1\x07", "in drop *")
    v4("a source route behind an option of length 0", b"\x07\0" + LOOSE,
       "in drop *")
    v6("routing type 0", ip6(CAM6, FAR6, ROUTING, routing6(TCP, T, 0)))
    v6("routing type 0, used up",
       ip6(CAM6, FAR6, ROUTING, routing6(TCP, T, 0, left=0)))
    v6("behind options", ip6(CAM6, FAR6, HOPOPTS, options6(
        ROUTING, routing6(TCP, T, 0))))
    v6("behind destination options", ip6(CAM6, FAR6, DSTOPTS, options6(
        ROUTING, routing6(TCP, T, 0))))
    v6("in an atomic fragment", ip6(CAM6, FAR6, 44, fragment6(
        ROUTING, routing6(TCP, T, 0))))
    v6("behind another routing header", ip6(CAM6, FAR6, ROUTING, routing6(
        ROUTING, routing6(TCP, T, 0), 2)))
    # Where it goes after all, the address does not tell
    for kind in (2, 3, 4):
        v6(f"routing type {kind}",
           ip6(CAM6, FAR6, ROUTING, routing6(TCP, T, kind)))
    v6("routing type 2, used up",
       ip6(CAM6, FAR6, ROUTING, routing6(TCP, T, 2, left=0)),
       "in pass rule:all")


closed = Table(policy({"rules": RULES}), "default drop")
cases(closed)
opened = Table(policy({"rules": RULES, "default": "pass"}), "default pass")
cases(opened)
back = tcp(40000, 554)
opened.add("egress: loose source route",
           down(ip4(REC4, CAM4, TCP, back, options=LOOSE)),
           "out drop source-route")
opened.add("egress: routing type 0",
           down(ip6(FAR6, CAM6, ROUTING, routing6(TCP, back, 0))),
           "out drop routing-header")
main(closed, opened)
