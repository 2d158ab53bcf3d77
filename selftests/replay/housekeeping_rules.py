#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Housekeeping comes before the rules; what is no housekeeping goes on to
them. Discovery protocols are none."""

from _frames import (ARP, BROADCAST, CAM4, CAM6, CAM_LL, FAR4, FAR6, ICMP6,
                     IGMP, LAN6, LAN_LL, NS, UDP, arp, dhcp4, dhcp6, down, igmp,
                     ip4, ip6, mld, nd, udp, up)
from _table import Table, main, policy, rule

EVERY = ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"]
FINE = "in pass housekeeping"

drops = Table(policy({"rules": [rule("never", "any", action="drop")],
                      "housekeeping": ["arp", "nd", "dhcp", "igmp", "mld"]}),
              "before a drop rule for all")
drops.add("ARP", up(arp(), dst=BROADCAST, kind=ARP), FINE)
drops.add("NS", up(ip6(CAM_LL, "ff02::1", ICMP6, nd(NS), hop=255)), FINE)
drops.add("DHCP", up(dhcp4(68, 67), dst=BROADCAST), FINE)
drops.add("DHCPv6", up(dhcp6(546, 547)), FINE)
drops.add("IGMP", up(ip4(CAM4, "224.0.0.22", IGMP, igmp(), ttl=1)), FINE)
drops.add("MLD", up(mld(CAM_LL, "ff02::16")), FINE)
drops.add("to the device: NS", down(ip6(LAN_LL, CAM_LL, ICMP6, nd(NS),
                                        hop=255)), "out pass housekeeping")
drops.add("DHCP off the link goes on", up(dhcp4(68, 67, CAM4, FAR4)),
          "in drop rule:never")

rules = Table(policy({"rules": [rule("all", EVERY)],
                      "housekeeping": ["arp", "nd", "dhcp", "igmp", "mld"]}),
              "goes on to a rule")
ALL = "in pass rule:all"
rules.add("NS off the link", up(ip6(CAM6, FAR6, ICMP6, nd(NS), hop=255)), ALL)
rules.add("NS with hop limit 64", up(ip6(CAM6, LAN6, ICMP6, nd(NS))), ALL)
rules.add("DHCP off the link", up(dhcp4(68, 67, CAM4, FAR4)), ALL)
rules.add("DHCPv6 off the link", up(dhcp6(546, 547, CAM6, FAR6)), ALL)
rules.add("IGMP with TTL 64", up(ip4(CAM4, "224.0.0.22", IGMP, igmp())), ALL)
rules.add("MLD off the link", up(mld(CAM_LL, FAR6)), ALL)
rules.add("ARP of 400 bytes has no rule to go to",
          up(arp() + bytes(400), dst=BROADCAST, kind=ARP),
          "in drop not-housekeeping")
rules.add("ARP operation 3 neither", up(arp(3), dst=BROADCAST, kind=ARP),
          "in drop not-housekeeping")

plain = Table(policy({"housekeeping": ["arp", "nd", "dhcp", "igmp", "mld",
                                       "eapol"]}), "is none")
GROUPS = {"mDNS": ("224.0.0.251", 5353), "SSDP": ("239.255.255.250", 1900),
          "WS-Discovery": ("239.255.255.250", 3702),
          "SADP": ("239.255.255.250", 37020), "LLMNR": ("224.0.0.252", 5355),
          "NetBIOS": ("10.20.255.255", 137),
          "a maker's own search": ("255.255.255.255", 37809)}
for name, (dst, port) in GROUPS.items():
    plain.add(name, up(ip4(CAM4, dst, UDP, udp(port, port), ttl=1),
                       dst=BROADCAST), "in drop default")
plain.add("mDNS, IPv6", up(ip6(CAM_LL, "ff02::fb", UDP, udp(5353, 5353),
                               hop=255)), "in drop default")
plain.add("LLDP", up(b"\2\7\4", dst="01:80:c2:00:00:0e", kind=0x88CC),
          "in drop ethertype")
plain.add("mDNS to the device", down(ip4("10.20.0.1", CAM4, UDP, udp(
    5353, 5353))), "out drop default")
main(drops, rules, plain)
