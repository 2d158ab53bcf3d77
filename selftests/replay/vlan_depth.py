#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""VLAN tags: two are read, more drop, under either default and any rule."""

from _frames import (ARP, BROADCAST, CAM4, QINQ, REC4, TCP, VLAN, arp, down,
                     ip4, tcp, up)
from _table import Table, main, policy, rule

OUT = ip4(CAM4, REC4, TCP, tcp(554, 40000))
BACK = ip4(REC4, CAM4, TCP, tcp(40000, 554))


def cases(table):
    table.add("no tag", up(OUT), "in pass rule:all")
    table.add("one tag", up(OUT, tags=[5]), "in pass rule:all")
    table.add("two tags", up(OUT, tags=[5, 6]), "in pass rule:all")
    table.add("802.1ad and 802.1Q", up(OUT, tags=[(QINQ, 5), 6]),
              "in pass rule:all")
    table.add("802.1Q and 802.1ad", up(OUT, tags=[5, (QINQ, 6)]),
              "in pass rule:all")
    table.add("ARP in two tags", up(arp(), dst=BROADCAST, kind=ARP,
                                    tags=[5, 6]), "in pass housekeeping")
    table.add("three tags", up(OUT, tags=[5, 6, 7]), "in drop vlan-depth")
    table.add("three 802.1ad tags",
              up(OUT, tags=[(QINQ, 5), (QINQ, 6), (QINQ, 7)]),
              "in drop vlan-depth")
    table.add("three priority tags", up(OUT, tags=[0, 0, 0]),
              "in drop vlan-depth")
    table.add("three tags, the last 802.1ad",
              up(OUT, tags=[(VLAN, 5), 6, (QINQ, 7)]), "in drop vlan-depth")
    table.add("four tags", up(OUT, tags=[5, 6, 7, 8]), "in drop vlan-depth")
    table.add("sixteen tags", up(OUT, tags=[5] * 16), "in drop vlan-depth")
    table.add("three tags around ARP", up(arp(), dst=BROADCAST, kind=ARP,
                                          tags=[5, 6, 7]), "in drop vlan-depth")
    table.add("an old TPID is no tag", up(OUT, tags=[(0x9100, 5)]),
              "in drop ethertype")
    table.add("an old TPID within a tag", up(OUT, tags=[5, (0x9100, 5)]),
              "in drop ethertype")
    table.add("egress, two tags", down(BACK, tags=[5, 6]), "out pass rule:all")
    table.add("egress, three tags", down(BACK, tags=[5, 6, 7]),
              "out drop vlan-depth")


RULES = [rule("all", [REC4])]
closed = Table(policy({"rules": RULES}), "default drop")
cases(closed)
opened = Table(policy({"rules": RULES, "default": "pass"}), "default pass")
cases(opened)
main(closed, opened)
