#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Monitor changes words, not thoughts: each escape would drop with the reason
it would have, and what would drop leaves no more behind than what drops."""

from _steps import (Steps, main, opens, policy, pulls, rule, tcp_ports,
                    udp_ports)
from _frames import (ARP, BROADCAST, CAM2, CAM4, CAM6, CAM_LL, FAR4, FAR6,
                     FRAGMENT, GRE, ICMP, ICMP6, LAN4, NS, PC, RA, REC4,
                     ROUTER, ROUTING, TCP, arp, chain6, dhcp4, down, error,
                     ether, fragment6, icmp, ip4, ip6, nd, routing6, tcp, udp,
                     up)

T = tcp(554, 40000)
GROUP = {"rules": pulls(rule("never", "192.0.2.0/24", action="drop"),
                        opens()),
         "addresses": ["10.20.1.0/24", "fd20::/64"]}
ASK = (down(tcp_ports(REC4, CAM4, 40000, 554)), "out pass rule:pulls")
ANSWER = up(tcp_ports(CAM4, REC4, 554, 40000))
DROPS = {
    "a call out": (up(ip4(CAM4, FAR4, TCP, T)), "default"),
    "before the recorder": (ANSWER, "default"),
    "a rule that drops": (up(ip4(CAM4, "192.0.2.1", TCP, T)), "rule:never"),
    "a later fragment": (up(ip4(CAM4, REC4, TCP, T, offset=64)), "fragment"),
    "v6: a later fragment": (up(ip6(CAM6, FAR6, FRAGMENT, fragment6(
        TCP, T, offset=64))), "fragment"),
    "a tunnel": (up(ip4(CAM4, REC4, GRE, bytes(8))), "tunnel"),
    "a protocol": (up(ip4(CAM4, REC4, 132, bytes(20))), "protocol"),
    "an unbound error": (up(ip4(CAM4, REC4, ICMP, error(3, 3, ip4(
        REC4, CAM4, TCP, tcp(40000, 554))))), "icmp-unbound"),
    "an echo": (up(ip4(CAM4, REC4, ICMP, icmp(8))), "default"),
    "a source route": (up(ip4(CAM4, REC4, TCP, T, options=b"\x83\3\4\0")),
                       "source-route"),
    "a routing header": (up(ip6(CAM6, FAR6, ROUTING, routing6(TCP, T, 0))),
                         "routing-header"),
    "a chain": (up(ip6(CAM6, FAR6, *chain6(9, TCP, T))), "extension-chain"),
    "a far source": (up(ip4(FAR4, REC4, TCP, T)), "source-guard"),
    "loopback": (up(ip4("127.0.0.1", REC4, TCP, T)), "source-address"),
    "ARP as the router": (up(arp(spa=LAN4), dst=BROADCAST, kind=ARP),
                          "source-guard"),
    "ARP of another": (up(arp(sha=CAM2), dst=BROADCAST, kind=ARP),
                       "arp-sender"),
    "NS off the link": (up(ip6(CAM6, FAR6, ICMP6, nd(NS), hop=255)),
                        "not-housekeeping"),
    "DHCP off the link": (up(dhcp4(68, 67, CAM4, FAR4)), "not-housekeeping"),
    "DHCP as a server": (up(dhcp4(67, 68, CAM4)), "dhcp-server"),
    "a router advertisement": (up(ip6(CAM_LL, "ff02::1", ICMP6, nd(RA),
                                      hop=255)), "router-advertisement"),
    "a length that lies": (up(ip4(CAM4, REC4, TCP, T, total=99)), "length"),
    "a header cut": (up(ip4(CAM4, REC4, TCP, T[:9])), "header-cut"),
    "three tags": (up(ip4(CAM4, REC4, TCP, T), tags=[1, 2, 3]),
                   "vlan-depth"),
    "MPLS": (up(bytes(4) + ip4(CAM4, FAR4, TCP, T), kind=0x8847),
             "ethertype"),
}


def same(t, verdict):
    for name, (frame, reason) in DROPS.items():
        t.add(name, frame, f"in {verdict} {reason}")
    t.add("a group's source", ether("45:19:b6:00:00:01", ROUTER, ip4(
        CAM4, FAR4, TCP, T)), f"none {verdict} multicast-source")
    t.add("to the device, not called", down(udp_ports(LAN4, CAM4, 123, 9)),
          f"out {verdict} default")
    t.case("the recorder's session", ASK, (ANSWER, "in pass flow:pulls"))
    t.case("its end", ASK, (3601, ANSWER, f"in {verdict} default"))
    t.case("a call that was not allowed opens nothing",
           (ANSWER, f"in {verdict} default"),
           (down(tcp_ports(REC4, CAM4, 40000, 555)), f"out {verdict} default"),
           (ANSWER, f"in {verdict} default"))
    t.case("another device as the recorder opens nothing",
           (up(ip4("10.20.1.9", CAM4, TCP, tcp(40000, 554)), src=CAM2),
            f"in {verdict} default"), (ANSWER, f"in {verdict} default"))
    t.case("what the device opens", (up(udp_ports(CAM4, LAN4, 9, 123)),
                                     "in pass rule:clock"),
           (down(udp_ports(LAN4, CAM4, 123, 9)), "out pass flow:clock"))


enforced = Steps(policy(GROUP), "enforced")
same(enforced, "drop")
file = Steps(policy(GROUP, mode="monitor"), "the file monitors")
same(file, "would-drop")
group = Steps(policy({**GROUP, "mode": "monitor"}), "the group monitors")
for name, (frame, reason) in DROPS.items():
    group.add(name, frame, f"in would-drop {reason}")
group.add("a group's source is no group's", ether(
    "45:19:b6:00:00:01", ROUTER, ip4(CAM4, FAR4, TCP, T)),
          "none drop multicast-source")

# A device cannot choose to be watched only: the first tag is what counts
ZONES = [{"name": "hall", "interface": "lan0", "vlans": [101],
          "mode": "monitor"},
         {"name": "gate", "interface": "lan0", "vlans": [102],
          "unlisted": "drop"}]
zone = Steps(policy(GROUP, zones=ZONES), "a zone monitors")
OUT = ip4(CAM4, FAR4, TCP, T)
zone.add("in it", up(OUT, tags=[101]), "in would-drop default")
zone.add("beside it", up(OUT, tags=[102]), "in drop default")
zone.add("without a tag", up(OUT), "in drop default")
zone.add("its tag inside another", up(OUT, tags=[102, 101]),
         "in drop default")
zone.add("its tag inside a priority tag is its tag", up(OUT, tags=[0, 101]),
         "in would-drop default")
zone.add("its tag and two more", up(OUT, tags=[101, 1, 1]),
         "in would-drop vlan-depth")
zone.add("an unlisted device beside it", ether(PC, ROUTER, ip4(
    CAM4, FAR4, TCP, udp(1, 2)), tags=[102]), "none drop unlisted")
main(enforced, file, group, zone)
