#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""EtherTypes other than IPv4, IPv6 and the housekeeping that is named drop,
under either default: LLC, SNAP, PPPoE, MPLS and their like carry nothing."""

from _frames import (ARP, BROADCAST, CAM, CAM4, CAM6, EAPOL, FAR6, REC4,
                     ROUTER, TCP, arp, down, ip4, ip6, llc, tcp, up)
from _table import Table, main, policy, rule

OUT = ip4(CAM4, REC4, TCP, tcp(554, 40000))
OUT6 = ip6(CAM6, FAR6, TCP, tcp(554, 40000))
KINDS = {"PPPoE discovery": 0x8863, "PPPoE session": 0x8864, "MPLS": 0x8847,
         "MPLS multicast": 0x8848, "LLDP": 0x88CC, "RARP": 0x8035,
         "MACsec": 0x88E5, "802.1X preauthentication": 0x88C7,
         "Wake on LAN": 0x0842, "PROFINET": 0x8892, "PTP": 0x88F7,
         "loopback": 0x9000, "NSH": 0x894F, "TEB": 0x6558, "TRILL": 0x22F3,
         "experiment": 0x88B5, "zero": 0, "ones": 0xFFFF,
         "below EtherTypes": 0x05FF, "the first EtherType": 0x0600}


def refused(table):
    for name, kind in KINDS.items():
        table.add(name, up(OUT, kind=kind), "in drop ethertype")
    ppp = b"\x11\0\0\1" + (2 + len(OUT)).to_bytes(2, "big") + b"\0\x21" + OUT
    table.add("PPPoE with IPv4 inside", up(ppp, kind=0x8864),
              "in drop ethertype")
    table.add("MPLS with IPv4 inside", up(b"\0\0\x11\x40" + OUT, kind=0x8847),
              "in drop ethertype")
    table.add("LLC", llc(CAM, ROUTER, b"bpdu"), "in drop ethertype")
    table.add("SNAP with IPv4 inside", llc(CAM, ROUTER, OUT, snap=0x0800),
              "in drop ethertype")
    table.add("SNAP with IPv6 inside", llc(CAM, ROUTER, OUT6, snap=0x86DD),
              "in drop ethertype")
    table.add("SNAP with ARP inside", llc(CAM, BROADCAST, arp(), snap=ARP),
              "in drop ethertype")
    table.add("a length that is no EtherType, tagged", up(OUT, kind=0x002E,
                                                          tags=[5]),
              "in drop ethertype")
    table.add("LLDP in two tags", up(b"\2\7\4", kind=0x88CC, tags=[5, 6]),
              "in drop ethertype")
    table.add("egress: LLDP", down(b"\2\7\4", kind=0x88CC),
              "out drop ethertype")
    table.add("egress: LLC", llc(ROUTER, CAM, b"bpdu"), "out drop ethertype")
    table.add("egress: MPLS", down(OUT, kind=0x8847), "out drop ethertype")


RULES = [rule("all", [REC4, FAR6])]
closed = Table(policy({"rules": RULES}), "default drop")
refused(closed)
closed.add("IPv4 itself", up(OUT), "in pass rule:all")
closed.add("IPv6 itself", up(OUT6), "in pass rule:all")
opened = Table(policy({"rules": RULES, "default": "pass"}), "default pass")
refused(opened)

bare = Table(policy({"housekeeping": ["none"], "default": "pass"}),
             "no housekeeping, default pass")
bare.add("ARP", up(arp(), dst=BROADCAST, kind=ARP), "in drop ethertype")
bare.add("EAPOL", up(b"\1\1\0\0", dst=BROADCAST, kind=EAPOL),
         "in drop ethertype")
bare.add("egress: ARP", down(arp(2, ROUTER, "10.20.0.1", CAM, CAM4), kind=ARP),
         "out drop ethertype")
bare.add("IPv4", up(OUT), "in pass default")
plain = Table(policy({"default": "pass"}), "default housekeeping")
plain.add("ARP", up(arp(), dst=BROADCAST, kind=ARP), "in pass housekeeping")
plain.add("EAPOL is not in it", up(b"\1\1\0\0", dst=BROADCAST, kind=EAPOL),
          "in drop ethertype")
eapol = Table(policy({"housekeeping": ["eapol"], "default": "pass"}),
              "housekeeping eapol")
eapol.add("ARP", up(arp(), dst=BROADCAST, kind=ARP), "in drop ethertype")
eapol.add("EAPOL", up(b"\1\1\0\0", dst=BROADCAST, kind=EAPOL),
          "in pass housekeeping")
main(closed, opened, bare, plain, eapol)
