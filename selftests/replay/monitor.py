#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""`monitor` on the file, a zone or a group: every drop turns into would-drop
with the same reason, and what passes is the same."""

from _frames import (ARP, BROADCAST, CAM, CAM2, CAM4, CAM_LL, FAR4, GRE, ICMP6,
                     PC, RA, REC4, ROUTER, TCP, arp, dhcp4, down, ether, ip4,
                     ip6, nd, tcp, up)
from _table import Table, main, policy, rule

AXIS = "00:40:8c:00:00:01"
RULES = [rule("never", "192.0.2.0/24", action="drop"),
         rule("video", REC4, proto="tcp", ports=[554])]
BAD = tcp(1, 2)
# name: packet or frame parts, reason
DROPS = {
    "default": (ip4(CAM4, FAR4, TCP, BAD), "default"),
    "a rule": (ip4(CAM4, "192.0.2.1", TCP, BAD), "rule:never"),
    "a tunnel": (ip4(CAM4, REC4, GRE, bytes(8)), "tunnel"),
    "a protocol": (ip4(CAM4, REC4, 132, bytes(40)), "protocol"),
    "a length": (ip4(CAM4, REC4, TCP, BAD, total=99), "length"),
    "a cut header": (ip4(CAM4, REC4, TCP, BAD[:9]), "header-cut"),
    "a source route": (ip4(CAM4, REC4, TCP, BAD, options=b"\x83\x07\x04"
                           + bytes(4)), "source-route"),
    "a source": (ip4("127.0.0.1", REC4, TCP, BAD), "source-address"),
    "RA": (ip6(CAM_LL, "ff02::1", ICMP6, nd(RA), hop=255),
           "router-advertisement"),
    "DHCP server": (dhcp4(67, 68, CAM4, op=2), "dhcp-server"),
    "another's DHCP": (dhcp4(68, 67, chaddr=CAM2), "dhcp-chaddr"),
}


def cases(table, verdict, src=CAM, tags=()):
    for name, (packet, reason) in DROPS.items():
        if name == "another's DHCP" and src != CAM:
            continue
        table.add(name, up(packet, src=src, tags=tags),
                  f"in {verdict} {reason}")
    table.add("LLDP", up(b"\2\7\4", src=src, kind=0x88CC, tags=tags),
              f"in {verdict} ethertype")
    table.add("three tags", up(ip4(CAM4, REC4, TCP, BAD), src=src,
                               tags=[*tags, 5, 5, 5]),
              f"in {verdict} vlan-depth")
    table.add("ARP for another", up(arp(1, CAM2), src=src, dst=BROADCAST,
                                    kind=ARP, tags=tags),
              f"in {verdict} arp-sender")
    table.add("egress, default", down(ip4(FAR4, CAM4, TCP, BAD), dst=src,
                                      tags=tags), f"out {verdict} default")
    table.add("egress, a rule", down(ip4("192.0.2.1", CAM4, TCP, BAD), dst=src,
                                     tags=tags), f"out {verdict} rule:never")
    table.add("a rule that passes", up(ip4(CAM4, REC4, TCP, tcp(554, 2)),
                                       src=src, tags=tags),
              "in pass rule:video")
    table.add("egress, a rule that passes", down(ip4(REC4, CAM4, TCP, tcp(
        2, 554)), dst=src, tags=tags), "out pass rule:video")
    table.add("housekeeping", up(arp(sha=src), src=src, dst=BROADCAST, kind=ARP,
                                 tags=tags), "in pass housekeeping")


GROUP = {"name": "cams", "prefixes": ["44:19:b6/24"], "rules": RULES}
OTHER = {"name": "axis", "prefixes": ["00:40:8c/24"], "rules": RULES}
ZONES = [{"name": "hall", "interface": "lan0", "vlans": [101],
          "mode": "monitor"},
         {"name": "gate", "interface": "lan0", "vlans": [102]}]

plain = Table(policy(groups=[GROUP]), "enforced")
cases(plain, "drop")
file = Table(policy(groups=[GROUP], mode="monitor"), "file")
cases(file, "would-drop")
file.add("multicast source", ether("45:19:b6:00:00:01", ROUTER, ip4(
    CAM4, REC4, TCP, BAD)), "none would-drop multicast-source")
group = Table(policy(groups=[{**GROUP, "mode": "monitor"}, OTHER]), "group")
cases(group, "would-drop")
beside = Table(group.rules, "the group beside it")
cases(beside, "drop", src=AXIS)
zone = Table(policy(groups=[GROUP], zones=ZONES), "zone")
cases(zone, "would-drop", tags=[101])
zone.add("multicast source", ether("45:19:b6:00:00:01", ROUTER, ip4(
    CAM4, REC4, TCP, BAD), tags=[101]), "none would-drop multicast-source")
others = Table(zone.rules, "the zone beside it")
cases(others, "drop", tags=[102])
rest = Table(zone.rules, "the rest of the port")
cases(rest, "drop")
wins = Table(policy(groups=[{**GROUP, "mode": "enforce"}], mode="monitor"),
             "file monitors, group enforces: monitor wins")
cases(wins, "would-drop")
unlisted = Table(policy(groups=[GROUP], mode="monitor",
                        interface={"unlisted": "drop"}), "unlisted: drop")
unlisted.add("would drop", ether(PC, ROUTER, ip4("10.20.9.9", FAR4, TCP, BAD)),
             "none would-drop unlisted")
main(plain, file, group, beside, zone, others, rest, wins, unlisted)
