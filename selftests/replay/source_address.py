#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Sources that no device has, without a source guard: loopback, multicast and
broadcast drop; 0.0.0.0 and :: go on to the rules."""

from _frames import (ARP, BROADCAST, CAM, CAM4, CAM6, CAM_LL, ICMP6, LAN4, NS,
                     REC4, TCP, UDP, arp, down, ip4, ip6, nd, tcp, udp, up)
from _table import Table, main, policy, rule

T = tcp(554, 40000)
BAD4 = ["127.0.0.1", "127.255.255.255", "127.0.0.0", "224.0.0.1",
        "239.255.255.255", "232.1.2.3", "255.255.255.255"]
GOOD4 = ["126.255.255.255", "128.0.0.1", "223.255.255.255", "10.20.1.5",
         "8.8.8.8", "0.0.0.0", "169.254.1.1"]
BAD6 = ["::1", "ff02::1", "ff0e::1", "ff00::"]
GOOD6 = ["fe80::1", "fd20::5", "2001:db8::1", "::", "::2", "feff::1"]


def cases(table, good):
    for one in BAD4:
        table.add("IPv4 from " + one, up(ip4(one, REC4, TCP, T)),
                  "in drop source-address")
    for one in GOOD4:
        table.add("IPv4 from " + one, up(ip4(one, REC4, TCP, T)), good)
    for one in BAD6:
        table.add("IPv6 from " + one, up(ip6(one, "2001:db8::9", TCP, T)),
                  "in drop source-address")
    for one in GOOD6:
        table.add("IPv6 from " + one, up(ip6(one, "2001:db8::9", TCP, T)), good)
    table.add("UDP from loopback", up(ip4("127.0.0.1", REC4, UDP, udp(1, 2))),
              "in drop source-address")
    table.add("a fragment from loopback", up(ip4("127.0.0.1", REC4, UDP,
                                                 bytes(16), offset=16)),
              "in drop source-address")
    for one in ("127.0.0.1", "224.0.0.1", "255.255.255.255"):
        table.add("ARP sender " + one, up(arp(1, CAM, one), dst=BROADCAST,
                                          kind=ARP), "in drop source-address")
    for one in (CAM4, "0.0.0.0", "203.0.113.1"):
        table.add("ARP sender " + one, up(arp(1, CAM, one), dst=BROADCAST,
                                          kind=ARP), "in pass housekeeping")
    table.add("NS from loopback", up(ip6("::1", "ff02::1", ICMP6, nd(NS),
                                         hop=255)), "in drop source-address")
    table.add("NS from nobody", up(ip6("::", "ff02::1", ICMP6, nd(NS),
                                       hop=255)), "in pass housekeeping")
    table.add("egress: the peer's source is not asked",
              down(ip4("127.0.0.1", CAM4, TCP, tcp(1, 554))),
              good.replace("in ", "out "))
    table.add("egress: multicast as a source",
              down(ip6("ff02::1", CAM6, TCP, tcp(1, 554))),
              good.replace("in ", "out "))
    table.add("egress: ARP sender",
              down(arp(2, "00:00:5e:00:53:01", "127.0.0.1", CAM, LAN4),
                   kind=ARP), "out pass housekeeping")


# A rule for all of both families: what a source may reach is not the matter
HALVES = ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"]
ruled = Table(policy({"rules": [rule("all", HALVES)]}), "default drop")
cases(ruled, "in pass rule:all")
opened = Table(policy({"default": "pass"}), "default pass")
cases(opened, "in pass default")
closed = Table(policy(), "no rule")
closed.add("IPv4 from loopback", up(ip4("127.0.0.1", REC4, TCP, T)),
           "in drop source-address")
closed.add("IPv6 from multicast", up(ip6("ff02::1", CAM_LL, TCP, T)),
           "in drop source-address")
closed.add("an honest source", up(ip4(CAM4, REC4, TCP, T)), "in drop default")
main(ruled, opened, closed)
