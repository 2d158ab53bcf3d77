#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Captures that kept only the start of each frame: what is there is judged
with the true length, what is missing is `capture-cut` and never made up."""

from _frames import (ARP, BROADCAST, CAM4, CAM6, CAM_LL, FAR4, FAR6, ICMP,
                     ICMP6, NS, REC4, TCP, UDP, arp, chain6, dhcp4, down, error,
                     icmp, ip4, ip6, mac, nd, nd_option, tcp, udp, up)
from _table import Table, main, policy, rule

ANY = object()
CUT = "* * capture-cut"
T, U = tcp(554, 9, bytes(900)), udp(554, 9, bytes(900))
# name: frame, bytes to the end of its headers, bytes that no judgement can do
# without, direction
FRAMES = {
    "TCP": (up(ip4(CAM4, REC4, TCP, T)), 54, 47, "in"),
    "TCP, egress": (down(ip4(REC4, CAM4, TCP, T)), 54, 47, "out"),
    "TCP, tagged": (up(ip4(CAM4, REC4, TCP, T), tags=[5]), 58, 51, "in"),
    "UDP": (up(ip4(CAM4, REC4, UDP, U)), 42, 40, "in"),
    "UDP, options": (up(ip4(CAM4, REC4, UDP, U, options=b"\1" * 8)), 50, 48,
                     "in"),
    "IPv6, TCP": (up(ip6(CAM6, FAR6, TCP, T)), 74, 67, "in"),
    "IPv6, UDP": (up(ip6(CAM6, FAR6, UDP, U)), 62, 60, "in"),
    "IPv6, UDP, egress": (down(ip6(FAR6, CAM6, UDP, U)), 62, 60, "out"),
    "IPv6, 4 headers": (up(ip6(CAM6, FAR6, *chain6(4, UDP, U))), 94, 92, "in"),
    "echo": (up(ip4(CAM4, REC4, ICMP, icmp(8, body=bytes(900)))), 42, 35,
             "in"),
    "IPv6, echo": (up(ip6(CAM6, FAR6, ICMP6, icmp(128, body=bytes(900)))), 62,
                   55, "in"),
}


def ladder(table, reason):
    """Each frame, kept to fewer and fewer bytes."""
    for name, (frame, need, least, way) in FRAMES.items():
        for kept in (len(frame), 200, need + 1, need):
            table.add(f"{name}, {kept} bytes kept", (frame, kept),
                      f"{way} pass {reason}")
        for kept in sorted({least - 1, least - 9, 34, 30, 20, 14, 13}):
            if kept < least:
                table.add(f"{name}, {kept} bytes kept", (frame, kept), CUT)


def others(table, other):
    """What needs more than the headers, or less."""
    whole = up(dhcp4(68, 67), dst=BROADCAST)
    table.add("DHCP, hardware address kept", (whole, 76),
              "in pass housekeeping")
    table.add("DHCP, hardware address cut", (whole, 75), CUT)
    table.add("DHCP, 68 bytes kept", (whole, 68), CUT)
    whole = up(arp(), dst=BROADCAST, kind=ARP)
    table.add("ARP, 42 bytes kept", (whole, 42), "in pass housekeeping")
    table.add("ARP, 28 bytes kept", (whole, 28), CUT)
    table.add("ARP, 18 bytes kept", (whole, 18), CUT)
    whole = up(ip6(CAM_LL, "ff02::1", ICMP6, nd(NS, options=nd_option(
        1, mac("44:19:b6:00:00:01"))), hop=255))
    table.add("NS, whole", (whole, 86), "in pass housekeeping")
    table.add("NS, option cut", (whole, 80), CUT)
    table.add("NS, target cut", (whole, 70), CUT)
    quoted = ip4(REC4, CAM4, UDP, udp(9, 554, bytes(20)))
    whole = up(ip4(CAM4, REC4, ICMP, error(3, 3, quoted)))
    for kept in (65, 60, 50, 43, 42):
        table.add(f"ICMP error, quote cut, {kept} bytes kept", (whole, kept),
                  CUT)
    whole = up(ip4(CAM4, REC4, ICMP, error(3, 3, quoted[:24])))
    table.add("ICMP error that quotes too little, whole", (whole, 66),
              f"in * {other}")
    table.add("LLDP, 14 bytes kept", (up(bytes(60), kind=0x88CC), 14),
              "in drop ethertype")
    table.add("three tags, 26 bytes kept",
              (up(ip4(CAM4, REC4, TCP, T), tags=[5, 6, 7]), 26),
              "in drop vlan-depth")
    table.add("another peer, headers kept",
              (up(ip4(CAM4, FAR4, TCP, tcp(1, 2, bytes(900)))), 54),
              "in * *", reason="default", rule=None)
    table.add("a length that lies, headers kept",
              (up(ip4(CAM4, REC4, TCP, T, total=5000)), 60), "in drop length")
    for kept in (0, 1, 5, 6, 9, 11):
        table.add(f"TCP, {kept} bytes kept: the source is not there",
                  (FRAMES["TCP"][0], kept), CUT, verdict=ANY)
    table.add("unlisted, addresses kept",
              (up(ip4(CAM4, REC4, TCP, T), src="00:00:5e:00:53:10"), 14),
              "none pass unlisted")


RULES = [rule("r", [REC4, FAR6])]
closed = Table(policy({"rules": RULES}), "default drop")
ladder(closed, "rule:r")
others(closed, "rule:r")
opened = Table(policy({"default": "pass"}), "default pass")
ladder(opened, "default")
others(opened, "default")
for one in (closed, opened):    # nobody can say that it would have passed
    for _, _, want in one.cases:
        if want.get("reason") == "capture-cut":
            want.setdefault("verdict", "drop")
        if want.get("verdict") is ANY:
            del want["verdict"]
main(closed, opened)
