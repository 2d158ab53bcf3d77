#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Housekeeping: ARP, from the device and to it, and where it is not named."""

from _frames import (ARP, BROADCAST, CAM, CAM4, LAN4, ROUTER, arp, down, up)
from _table import Table, main, policy

A = {"kind": ARP, "dst": BROADCAST}
on = Table(policy(), "named")
on.add("request", up(arp(1), **A), "in pass housekeeping")
on.add("reply", up(arp(2, CAM, CAM4, ROUTER, LAN4), kind=ARP),
       "in pass housekeeping")
on.add("announcement", up(arp(1, CAM, CAM4, tpa=CAM4), **A),
       "in pass housekeeping")
on.add("probe", up(arp(1, CAM, "0.0.0.0"), **A), "in pass housekeeping")
on.add("tagged", up(arp(1), tags=[7], **A), "in pass housekeeping")
on.add("42 bytes", up(arp(1), pad=0, **A), "in pass housekeeping")
on.add("64 bytes", up(arp(1), pad=64, **A), "in pass housekeeping")
on.add("65 bytes", up(arp(1), pad=65, **A), "in drop not-housekeeping")
on.add("a carrier of 1,500 bytes", up(arp(1) + b"x" * 1400, **A),
       "in drop not-housekeeping")
for op in (0, 3, 8, 9, 0x0101, 0xFFFF):
    on.add(f"operation {op}", up(arp(op), **A), "in drop *")
on.add("another hardware", up(arp(1, hardware=6), **A), "in drop *")
on.add("another protocol", up(arp(1, protocol=0x86DD), **A), "in drop *")
on.add("hardware addresses of 8 bytes", up(arp(1, hlen=8), **A), "in drop *")
on.add("protocol addresses of 16 bytes", up(arp(1, plen=16), **A), "in drop *")
for op in (1, 2):
    on.add(f"to the device, operation {op}", down(arp(op, ROUTER, LAN4, CAM,
                                                      CAM4), kind=ARP),
           "out pass housekeeping")
on.add("to the device, tagged", down(arp(2, ROUTER, LAN4, CAM, CAM4), kind=ARP,
                                     tags=[7]), "out pass housekeeping")

off = Table(policy({"housekeeping": ["nd", "dhcp", "igmp", "mld", "eapol"]}),
            "not named")
off.add("request", up(arp(1), **A), "in drop ethertype")
off.add("to the device", down(arp(1, ROUTER, LAN4, CAM, CAM4), kind=ARP),
        "out drop ethertype")
main(on, off)
