#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""IPv6 extension headers: eight are read, the ninth drops."""

from _frames import (CAM6, DSTOPTS, FAR6, FRAGMENT, HOPOPTS, ICMP6, ROUTING,
                     TCP, UDP, chain6, down, fragment6, icmp, ip6, options6,
                     routing6, tcp, udp, up)
from _table import Table, main, policy, rule

T = tcp(554, 40000)


def chained(count, proto=TCP, payload=T):
    return ip6(CAM6, FAR6, *chain6(count, proto, payload))


def cases(table):
    for count in (1, 2, 7, 8):
        table.add(f"{count} headers", up(chained(count)), "in pass rule:video")
    for count in (9, 10, 40):
        table.add(f"{count} headers", up(chained(count)),
                  "in drop extension-chain")
    table.add("8 headers, UDP: the rules see its ports",
              up(chained(8, UDP, udp(555, 2))), "in * default",
              verdict="pass" if table is opened else "drop")
    table.add("8 headers, ICMPv6 too", up(chained(8, ICMP6, icmp(128))),
              "in pass rule:ping")
    table.add("9 headers, ICMPv6", up(chained(9, ICMP6, icmp(128))),
              "in drop extension-chain")
    mixed = options6(ROUTING, routing6(FRAGMENT, fragment6(*chain6(
        5, TCP, T)), 2, left=0))
    table.add("8 headers of every kind", up(ip6(CAM6, FAR6, HOPOPTS, mixed)),
              "in pass rule:video")
    mixed = options6(ROUTING, routing6(FRAGMENT, fragment6(*chain6(
        6, TCP, T)), 2, left=0))
    table.add("9 headers of every kind", up(ip6(CAM6, FAR6, HOPOPTS, mixed)),
              "in drop extension-chain")
    long = options6(TCP, T, bytes([1, 250]) + bytes(250))
    table.add("one header of 256 bytes", up(ip6(CAM6, FAR6, DSTOPTS, long)),
              "in pass rule:video")
    long = options6(TCP, T, (bytes([1, 250]) + bytes(250)) * 8 + bytes(30))
    table.add("one header of 2,048 bytes", up(ip6(CAM6, FAR6, DSTOPTS, long)),
              "in pass rule:video")
    back = chain6(8, TCP, tcp(40000, 554))
    table.add("egress: 8 headers", down(ip6(FAR6, CAM6, *back)),
              "out pass rule:video")
    back = chain6(9, TCP, tcp(40000, 554))
    table.add("egress: 9 headers", down(ip6(FAR6, CAM6, *back)),
              "out drop extension-chain")


RULES = [rule("video", [FAR6], proto="tcp", ports=[554]),
         rule("ping", [FAR6], proto="icmp")]
opened = Table(policy({"rules": RULES, "default": "pass"}), "default pass")
cases(opened)
closed = Table(policy({"rules": RULES}), "default drop")
cases(closed)
main(closed, opened)
