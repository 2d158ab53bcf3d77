#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""IPIP, 6in4, GRE and L2TP drop, also under a rule for every protocol."""

from _frames import (CAM4, CAM6, FAR4, FAR6, GRE, IPIP, L2TP, REC4, SIXIN4,
                     TCP, UDP, down, fragment6, ip4, ip6, options6, tcp, udp,
                     up)
from _table import Table, main, policy, rule

INNER4 = ip4(CAM4, FAR4, TCP, tcp(1, 2))
INNER6 = ip6(CAM6, FAR6, TCP, tcp(1, 2))
TUNNELS = {"IPIP": (IPIP, INNER4), "6in4": (SIXIN4, INNER6),
           "GRE": (GRE, b"\0\0\x08\0" + INNER4),
           "GRE, Ethernet": (GRE, b"\0\0\x65\x58" + bytes(14) + INNER4),
           "L2TP": (L2TP, bytes(8) + INNER4)}


def cases(table):
    for name, (proto, payload) in TUNNELS.items():
        table.add(name, up(ip4(CAM4, REC4, proto, payload)), "in drop tunnel")
        table.add(name + " in IPv6", up(ip6(CAM6, FAR6, proto, payload)),
                  "in drop tunnel")
        table.add(name + ", egress", down(ip4(REC4, CAM4, proto, payload)),
                  "out drop tunnel")
        table.add(name + " in IPv6, egress",
                  down(ip6(FAR6, CAM6, proto, payload)), "out drop tunnel")
    table.add("GRE behind options",
              up(ip6(CAM6, FAR6, 60, options6(GRE, b"\0\0\x08\0" + INNER4))),
              "in drop tunnel")
    table.add("IPv6 in IPv6, atomic fragment",
              up(ip6(CAM6, FAR6, 44, fragment6(SIXIN4, INNER6))),
              "in drop tunnel")
    table.add("GRE, first fragment",
              up(ip4(CAM4, REC4, GRE, bytes(48), more=True)),
              "in drop tunnel")
    table.add("GRE, last fragment",
              up(ip4(CAM4, REC4, GRE, bytes(48), offset=48)), "in drop tunnel")
    table.add("GRE without a byte", up(ip4(CAM4, REC4, GRE, b"")),
              "in drop tunnel")
    table.add("a tunnel in UDP is UDP", up(ip4(CAM4, REC4, UDP, udp(
        1701, 1701, INNER4))), "in pass rule:all")


RULES = [rule("all", [REC4, FAR6], proto="any")]
closed = Table(policy({"rules": RULES}), "default drop")
cases(closed)
opened = Table(policy({"rules": RULES, "default": "pass"}), "default pass")
cases(opened)
none = Table(policy({"default": "pass"}), "no rule, default pass")
none.add("GRE", up(ip4(CAM4, REC4, GRE, b"\0\0\x08\0" + INNER4)),
         "in drop tunnel")
none.add("6in4", up(ip4(CAM4, REC4, SIXIN4, INNER6)), "in drop tunnel")
main(closed, opened, none)
