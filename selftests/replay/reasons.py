#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Every reason that the programs know is some frame's, under one policy; and no
word stands in reason.c that no frame comes to here or that is none's to have."""

import os
import re
import sys

from _frames import (ARP, BROADCAST, CAM, CAM2, CAM4, CAM6, CAM_LL, FAR4,
                     FAR6, GRE, ICMP, ICMP6, LAN6, NA, NS, PC, RA, REC4,
                     REC6, ROUTING, SCTP, TCP, UDP, arp, chain6,
                     dhcp4, down, error, icmp, ip4, ip6, mac, nd, nd_option,
                     routing6, sctp, tcp, udp, up)
from _table import ROOT, Table, emit, needs, policy, rule

SLOW = {"name": "slow", "macs": [CAM2], "rules": [rule("all", "any",
        **{"initiated-by": "device"})],
        "rate": {"per-device": "8kbit", "burst": "64kib"}}
CAMS = {"name": "cams", "prefixes": ["44:19:b6/24"],
        "addresses": ["10.20.0.0/16", "fd20::/64"],
        "rules": [rule("video", [REC4, REC6], proto="tcp", ports=[554],
                       **{"initiated-by": "peer"}),
                  rule("web", REC4, proto="tcp", ports=[80])]}
# Never of a frame here: none is no word, other is a row of counters, a port
# outside of the policy and a cut capture are tested where they can be had
ELSEWHERE = {"other", "not-in-policy", "capture-cut", "permit"}

TO_CAM = tcp(40000, 554)
FROM_CAM = tcp(554, 40000)
BIG = ip4(CAM4, REC4, UDP, udp(9, 9, bytes(60000)))
LOOSE = b"\x83\x07\x04" + bytes(4)

CASES = [
    ("rule", down(ip4(REC4, CAM4, TCP, TO_CAM)), "out pass rule:video"),
    ("flow", up(ip4(CAM4, REC4, TCP, FROM_CAM)), "in pass flow:video"),
    ("icmp-error", up(ip4(CAM4, REC4, ICMP, error(3, 3, ip4(
        REC4, CAM4, TCP, TO_CAM)))), "in pass icmp-error:video"),
    ("housekeeping", up(arp(), dst=BROADCAST, kind=ARP),
     "in pass housekeeping"),
    ("default", up(ip4(CAM4, FAR4, TCP, tcp(9, 443))), "in drop default"),
    ("unlisted", up(ip4("10.20.1.9", FAR4, TCP, tcp(9, 443)), src=PC),
     "none drop unlisted"),
    ("multicast-source", up(ip4(CAM4, REC4, TCP, FROM_CAM),
                            src="45:19:b6:00:00:01"),
     "none drop multicast-source"),
    ("vlan-depth", up(ip4(CAM4, REC4, TCP, FROM_CAM), tags=[1, 2, 3]),
     "in drop vlan-depth"),
    ("ethertype", up(b"\2\7\4", kind=0x88CC), "in drop ethertype"),
    ("header-cut", up(ip4(CAM4, REC4, TCP, FROM_CAM[:8])),
     "in drop header-cut"),
    ("length", up(ip4(CAM4, REC4, TCP, FROM_CAM, total=1400)),
     "in drop length"),
    ("source-route", up(ip4(CAM4, REC4, TCP, FROM_CAM, options=LOOSE)),
     "in drop source-route"),
    ("routing-header", up(ip6(CAM6, REC6, ROUTING, routing6(
        TCP, FROM_CAM, 0))), "in drop routing-header"),
    ("extension-chain", up(ip6(CAM6, REC6, *chain6(9, TCP, FROM_CAM))),
     "in drop extension-chain"),
    ("tunnel", up(ip4(CAM4, REC4, GRE, bytes(24))), "in drop tunnel"),
    ("protocol", up(ip4(CAM4, REC4, SCTP, sctp(554, 9))),
     "in drop protocol"),
    ("router-advertisement", up(ip6(CAM_LL, "ff02::1", ICMP6, nd(RA),
                                    hop=255)), "in drop router-advertisement"),
    ("redirect", up(ip4(CAM4, REC4, ICMP, icmp(5, 1))), "in drop redirect"),
    ("dhcp-server", up(dhcp4(67, 68, CAM4, "255.255.255.255",
                             op=2, kind=2)), "in drop dhcp-server"),
    ("dhcp-chaddr", up(dhcp4(68, 67, chaddr=PC)), "in drop dhcp-chaddr"),
    ("arp-sender", up(arp(sha=PC), dst=BROADCAST, kind=ARP),
     "in drop arp-sender"),
    ("nd-link-address", up(ip6(CAM6, "ff02::1:ff00:1", ICMP6, nd(
        NS, LAN6, nd_option(1, mac(PC))), hop=255)),
     "in drop nd-link-address"),
    ("source-address", up(ip4("127.0.0.1", REC4, TCP, FROM_CAM)),
     "in drop source-address"),
    ("source-guard", up(ip4(FAR4, REC4, TCP, FROM_CAM)),
     "in drop source-guard"),
    ("source-guard, claimed", up(ip6(CAM_LL, "ff02::1", ICMP6, nd(
        NA, FAR6, nd_option(2, mac(CAM))), hop=255)),
     "in drop source-guard"),
    ("fragment", up(ip4(CAM4, REC4, TCP, bytes(64), offset=64)),
     "in drop fragment"),
    ("not-housekeeping", up(ip6(CAM6, FAR6, ICMP6, nd(NS), hop=255)),
     "in drop not-housekeeping"),
    ("icmp-unbound", up(ip4(CAM4, REC4, ICMP, error(3, 3, ip4(
        REC4, CAM4, TCP, tcp(1, 1))))), "in drop icmp-unbound"),
    ("rate, a burst", up(BIG, src=CAM2), "in pass rule:all"),
    ("rate", up(BIG, src=CAM2), "in drop rate:all"),
]


def words():
    """The words that reason.c has."""
    with open(os.path.join(ROOT, "userspace/policy/reason.c"),
              encoding="utf-8") as file:
        return set(re.findall(r'\[LC_REASON_\w+\] = "([^"]+)"', file.read()))


def main():
    needs()
    table = Table(policy(groups=[CAMS, SLOW], interface={"unlisted": "drop"}))
    for name, frame, want in CASES:
        table.add(name, frame, want)
    results = list(table.results())
    seen = {want.split()[2].split(":")[0] for _, _, want in CASES}
    results.append(("and there is no other", words() == seen | ELSEWHERE,
                    f"{words() ^ (seen | ELSEWHERE)}"))
    sys.exit(emit(results))


if __name__ == "__main__":
    main()
