#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""`unlisted: drop`: on an interface, in a zone; link protocols too."""

from _frames import (ARP, BROADCAST, CAM, CAM4, EAPOL, FAR4, LAN4, PC, REC4,
                     ROUTER, TCP, arp, down, ether, ip4, tcp, up)
from _table import Table, main, policy, rule

PACKET = ip4("10.20.9.9", FAR4, TCP, tcp(1, 2))
VIDEO = rule("video", REC4, proto="tcp", ports=[554])


def common(table, tags, zone):
    def refused(name, frame):
        table.add(name, frame, "none drop unlisted", zone=zone, group=None)

    refused("IPv4", ether(PC, ROUTER, PACKET, tags=tags))
    refused("ARP", ether(PC, BROADCAST, arp(sha=PC, spa="10.20.9.9"), kind=ARP,
                         tags=tags))
    refused("EAPOL", ether(PC, "01:80:c2:00:00:03", b"\1\1\0\0", kind=EAPOL,
                           tags=tags))
    refused("LLDP", ether(PC, "01:80:c2:00:00:0e", b"\2\7\4", kind=0x88CC,
                          tags=tags))
    refused("broken IPv4", ether(PC, ROUTER, b"\x40", kind=0x0800, tags=tags))
    refused("two more tags", ether(PC, ROUTER, PACKET, tags=[*tags, 7, 8]))
    table.add("a listed device is judged by its rules",
              up(ip4(CAM4, REC4, TCP, tcp(554, 2)), tags=tags),
              "in pass rule:video", zone=zone)
    table.add("and dropped by them", up(ip4(CAM4, FAR4, TCP, tcp(1, 2)),
                                        tags=tags), "in drop default")
    table.add("egress is not judged by it",
              down(ip4(REC4, CAM4, TCP, tcp(2, 554)), tags=tags),
              "out pass rule:video", zone=zone)
    table.add("egress to the device from off the link",
              down(ip4(FAR4, CAM4, TCP, tcp(2, 3)), tags=tags),
              "out drop default")
    table.add("egress ARP to the device",
              down(arp(2, ROUTER, LAN4, CAM, CAM4), kind=ARP, tags=tags),
              "out pass housekeeping")


port = Table(policy({"rules": [VIDEO]}, interface={"unlisted": "drop"}),
             "interface")
common(port, [], "lan0")

ZONES = [{"name": "gate", "interface": "lan0", "vlans": [102],
          "unlisted": "drop"},
         {"name": "hall", "interface": "lan0", "vlans": [101]}]
zone = Table(policy({"rules": [VIDEO]}, zones=ZONES), "zone")
common(zone, [102], "gate")
zone.add("another zone passes", ether(PC, ROUTER, PACKET, tags=[101]),
         "none pass unlisted", zone="hall")
zone.add("the rest of the port passes", ether(PC, ROUTER, PACKET),
         "none pass unlisted", zone="lan0")

watched = Table(policy(zones=[{**ZONES[0], "mode": "monitor"}, ZONES[1]],
                       interface={"unlisted": "drop"}), "zone in monitor")
watched.add("would drop", ether(PC, ROUTER, PACKET, tags=[102]),
            "none would-drop unlisted", zone="gate")
watched.add("the rest of the port, which enforces", ether(PC, ROUTER, PACKET),
            "none drop unlisted", zone="lan0")

elsewhere = Table(policy(
    groups=[{"name": "cams", "zones": ["hall"], "prefixes": ["44:19:b6/24"]}],
    zones=ZONES), "listed elsewhere only")
elsewhere.add("is unlisted here", up(PACKET, tags=[102]), "none drop unlisted",
              zone="gate")
elsewhere.add("and listed there", up(PACKET, tags=[101]), "in drop default",
              zone="hall")
main(port, zone, watched, elsewhere)
