#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Router advertisements and redirects from a device drop, under any rule."""

from _frames import (CAM4, CAM6, CAM_LL, DSTOPTS, FAR4, FAR6, FRAGMENT, ICMP,
                     ICMP6, RA, REC4, REC6, REDIRECT6, RS, UDP, down,
                     fragment6, icmp, ip4, ip6, nd, options6, udp, up)
from _table import Table, main, policy, rule

ADVERT, TURN6 = nd(RA), nd(REDIRECT6)
TURN4 = icmp(5, 1, b"\x0a\x14\0\1" + ip4(REC4, FAR4, UDP, udp(1, 2)))


def from_link(body, dst="ff02::1", hop=255, src=CAM_LL):
    return up(ip6(src, dst, ICMP6, body, hop=hop))


def cases(table):
    ra = "in drop router-advertisement"
    table.add("RA to all nodes", from_link(ADVERT), ra)
    table.add("RA to one node", from_link(ADVERT, "fe80::9"), ra)
    table.add("RA to a global address", from_link(ADVERT, REC6), ra)
    table.add("RA with hop limit 64", from_link(ADVERT, hop=64), ra)
    table.add("RA from a global address", from_link(ADVERT, src=CAM6), ra)
    table.add("RA from nobody", from_link(ADVERT, src="::"), ra)
    table.add("RA tagged", up(ip6(CAM_LL, "ff02::1", ICMP6, ADVERT, hop=255),
                              tags=[5]), ra)
    table.add("RA behind options", up(ip6(CAM_LL, "ff02::1", DSTOPTS, options6(
        ICMP6, ADVERT), hop=255)), ra)
    table.add("RA in an atomic fragment", up(ip6(
        CAM_LL, "ff02::1", FRAGMENT, fragment6(ICMP6, ADVERT), hop=255)), ra)
    table.add("RA in a first fragment", up(ip6(
        CAM_LL, "ff02::1", FRAGMENT, fragment6(ICMP6, ADVERT, more=True),
        hop=255)), ra)
    table.add("RA with a code", from_link(ADVERT[:1] + b"\1" + ADVERT[2:]), ra)
    table.add("RA, IPv4", up(ip4(CAM4, "224.0.0.1", ICMP, icmp(
        9, 0, b"\1\2\7\x08\x0a\x14\1\5" + bytes(4)), ttl=1)), ra)
    table.add("redirect, IPv6, with a code",
              from_link(TURN6[:1] + b"\1" + TURN6[2:], "fe80::9"),
              "in drop redirect")
    table.add("redirect, IPv6", from_link(TURN6, "fe80::9"), "in drop redirect")
    table.add("redirect, IPv6, in an atomic fragment", up(ip6(
        CAM_LL, "fe80::9", FRAGMENT, fragment6(ICMP6, TURN6), hop=255)),
        "in drop redirect")
    table.add("redirect, IPv4", up(ip4(CAM4, REC4, ICMP, TURN4)),
              "in drop redirect")
    table.add("redirect, IPv4, off the link", up(ip4(CAM4, FAR4, ICMP, TURN4)),
              "in drop redirect")
    table.add("a solicitation is none of them",
              from_link(nd(RS), "ff02::2"), "in pass housekeeping")
    table.add("an echo is none of them", up(ip4(CAM4, REC4, ICMP, icmp(8))),
              "in pass rule:all")
    table.add("RA to the device", down(ip6("fe80::1", CAM_LL, ICMP6, ADVERT,
                                           hop=255)), "out pass housekeeping")


RULES = [rule("all", [REC4, REC6, "fe80::/10", "ff02::/16", FAR4, FAR6,
                      "224.0.0.0/4"])]
closed = Table(policy({"rules": RULES}), "default drop")
cases(closed)
opened = Table(policy({"rules": RULES, "default": "pass"}), "default pass")
cases(opened)
bare = Table(policy({"default": "pass", "housekeeping": ["none"]}),
             "no housekeeping, default pass")
bare.add("RA", from_link(ADVERT), "in drop router-advertisement")
bare.add("redirect, IPv6", from_link(TURN6, "fe80::9"), "in drop redirect")
bare.add("redirect, IPv4", up(ip4(CAM4, REC4, ICMP, TURN4)),
         "in drop redirect")
main(closed, opened, bare)
