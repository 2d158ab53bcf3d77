#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A source MAC with the multicast bit drops, whatever else it is."""

from _frames import (ARP, BROADCAST, CAM, CAM4, FAR4, ROUTER, arp, ether, ip4,
                     tcp)
from _table import Table, main, policy

PACKET = ip4(CAM4, FAR4, 6, tcp(1, 2))
MULTI = "45:19:b6:00:00:01"


def cases(table, verdict):
    def case(name, *frame, **more):
        table.add(name, ether(*frame, **more), f"* {verdict} multicast-source")

    table.add("a listed prefix with the bit", ether(MULTI, ROUTER, PACKET),
              f"none {verdict} multicast-source", mac=MULTI, group=None)
    table.add("of nobody", ether("01:00:00:00:00:01", ROUTER, PACKET),
              f"none {verdict} multicast-source")
    case("broadcast as the source", BROADCAST, ROUTER, PACKET)
    case("IPv6 multicast as the source", "33:33:00:00:00:01", ROUTER, PACKET)
    case("with the local bit too", "47:19:b6:00:00:01", ROUTER, PACKET)
    case("ARP", MULTI, BROADCAST, arp(sha=MULTI), kind=ARP)
    case("another EtherType", MULTI, BROADCAST, b"", kind=0x88CC)
    case("tagged", MULTI, ROUTER, PACKET, tags=[101])
    case("three tags", MULTI, ROUTER, PACKET, tags=[101, 101, 101])
    case("from broadcast to broadcast", BROADCAST, BROADCAST, PACKET)
    case("to a listed device", MULTI, CAM, PACKET)


plain = Table(policy(), "default drop")
cases(plain, "drop")
opened = Table(policy({"default": "pass"}), "default pass")
cases(opened, "drop")
watched = Table(policy(mode="monitor"), "monitor")
cases(watched, "would-drop")
main(plain, opened, watched)
