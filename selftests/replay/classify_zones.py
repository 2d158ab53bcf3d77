#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Zones by VLAN and interface, and groups that are for some zones only."""

from _frames import CAM, QINQ, VLAN, down, ip4, tcp, up
from _table import Table, main, policy

AXIS = "00:40:8c:00:00:01"
PACKET = ip4("10.20.1.5", "203.0.113.9", 6, tcp(1, 2))
BACK = ip4("203.0.113.9", "10.20.1.5", 6, tcp(1, 2))
RULES = policy(
    interfaces=[{"name": "lan0", "on-link": ["10.20.0.0/16"]},
                {"name": "lan1", "on-link": ["10.21.0.0/16"]}],
    zones=[{"name": "hall", "interface": "lan0",
            "vlans": ["untagged", 101, "110-119"]},
           {"name": "gate", "interface": "lan0", "vlans": [102]},
           {"name": "yard", "interface": "lan1", "vlans": [102, 4094]}],
    groups=[{"name": "everywhere", "prefixes": ["44:19:b6/24"]},
            {"name": "in-hall", "zones": ["hall"], "prefixes": ["44:19:b6/24"]},
            {"name": "fine", "prefixes": ["44:19:b6:10:00:00/28"]},
            {"name": "fine-gate", "zones": ["gate"],
             "prefixes": ["44:19:b6:20:00:00/28"]},
            {"name": "axis-gate", "zones": ["gate", "yard"],
             "vendors": ["axis"]},
            {"name": "dahua-lan1", "zones": ["lan1"],
             "prefixes": ["3c:ef:8c/24"]}])

lan0 = Table(RULES, "lan0", "lan0")
lan1 = Table(RULES, "lan1", "lan1")


def case(table, name, src, tags, zone, group):
    table.add(name, up(PACKET, src=src, tags=tags), "in drop default"
              if group else "none pass unlisted", zone=zone, group=group)


case(lan0, "untagged", CAM, [], "hall", "in-hall")
case(lan0, "VLAN 101", CAM, [101], "hall", "in-hall")
case(lan0, "priority tag is untagged", CAM, [(VLAN, 5 << 13)], "hall",
     "in-hall")
case(lan0, "priority and DEI bits are not the VLAN", CAM,
     [(VLAN, 0xF000 | 101)], "hall", "in-hall")
case(lan0, "802.1ad tag", CAM, [(QINQ, 101)], "hall", "in-hall")
case(lan0, "the outer of two tags counts", CAM, [(QINQ, 101), 102], "hall",
     "in-hall")
case(lan0, "and not the inner", CAM, [102, 101], "gate", "everywhere")
case(lan0, "a priority tag is none: the one behind it counts", CAM, [0, 102],
     "gate", "everywhere")
for vlan, zone in ((109, "lan0"), (110, "hall"), (115, "hall"), (119, "hall"),
                   (120, "lan0"), (100, "lan0"), (1, "lan0"), (4094, "lan0")):
    case(lan0, f"a range: VLAN {vlan}", CAM, [vlan], zone,
         "in-hall" if zone == "hall" else "everywhere")
case(lan0, "a group without zones, in another zone", CAM, [102], "gate",
     "everywhere")
case(lan0, "a longer prefix beats a group with zones", "44:19:b6:10:00:01",
     [101], "hall", "fine")
case(lan0, "a longer prefix with zones", "44:19:b6:20:00:01", [102], "gate",
     "fine-gate")
case(lan0, "that prefix elsewhere: the shorter one", "44:19:b6:20:00:01",
     [101], "hall", "in-hall")
case(lan0, "that prefix in the rest of the port", "44:19:b6:20:00:01", [7],
     "lan0", "everywhere")
case(lan0, "a make of another zone is unlisted here", AXIS, [101], "hall", None)
case(lan0, "and listed there", AXIS, [102], "gate", "axis-gate")
case(lan0, "and unlisted in the rest of the port", AXIS, [5], "lan0", None)
case(lan0, "local bit, in its zone", "02:40:8c:00:00:01", [102], "gate",
     "axis-gate")
case(lan0, "local bit, in another zone", "02:40:8c:00:00:01", [101], "hall",
     None)
lan0.add("egress: VLAN 102", down(BACK, tags=[102]), "out drop default",
         zone="gate", group="everywhere")
lan0.add("egress: VLAN 111", down(BACK, tags=[111]), "out drop default",
         zone="hall", group="in-hall")
lan0.add("egress: a make of another zone", down(BACK, dst=AXIS, tags=[101]),
         "none pass unlisted", zone="hall", group=None)

case(lan1, "VLAN 102 is another zone here", AXIS, [102], "yard", "axis-gate")
case(lan1, "the last VLAN", CAM, [4094], "yard", "everywhere")
case(lan1, "untagged is the rest of the port", CAM, [], "lan1", "everywhere")
case(lan1, "VLAN 101 is the rest of the port", CAM, [101], "lan1", "everywhere")
case(lan1, "a make of the other port's zone", AXIS, [101], "lan1", None)
main(lan0, lan1)
