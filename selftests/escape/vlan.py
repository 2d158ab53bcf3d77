#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by VLAN tags: stacked, of priority, of both TPIDs, into a zone with
other rules. The first tag with an id says where a device is."""

from _steps import Steps, main, policy, rule
from _frames import (ARP, BROADCAST, CAM4, FAR4, IP4, QINQ, REC4, ROUTER, TCP,
                     VLAN, arp, ether, ip4, llc, tcp, up)

CAM = "44:19:b6:00:00:01"
HOME = ip4(CAM4, REC4, TCP, tcp(554, 40000))
OUT = ip4(CAM4, FAR4, TCP, tcp(40000, 443))
VIDEO = rule("video", REC4, proto="tcp", ports=[554])

t = Steps(policy({"rules": [VIDEO]}), "one zone")
DEPTH = "in drop vlan-depth"
t.add("no tag, the rule's own frame", up(HOME), "in pass rule:video")
t.add("two tags, the rule's own frame", up(HOME, tags=[5, 6]),
      "in pass rule:video")
for name, tags in {"a tag": [5], "two tags": [5, 6],
                   "two tags of 802.1ad": [(QINQ, 5), (QINQ, 6)],
                   "a priority tag": [0xE000], "two priority tags": [0, 0],
                   "the reserved id 4095": [4095]}.items():
    t.add(f"a call out in {name}", up(OUT, tags=tags),
          "in drop default")
t.add("a third tag", up(HOME, tags=[5, 6, 7]), DEPTH)
t.add("a third tag around a call out", up(OUT, tags=[5, 6, 7]), DEPTH)
t.add("a third tag of 802.1ad", up(HOME, tags=[5, 6, (QINQ, 7)]), DEPTH)
t.add("three priority tags", up(HOME, tags=[0, 0, 0]), DEPTH)
t.add("three tags around ARP", up(arp(), dst=BROADCAST, kind=ARP,
                                  tags=[0, 0, 0]), DEPTH)
t.add("thirty tags", up(HOME, tags=[5] * 30), DEPTH)
t.add("a tag of TPID 0x9100", up(HOME, tags=[(0x9100, 5)]),
      "in drop ethertype")
t.add("a tag of TPID 0x9200 below one of 802.1Q",
      up(HOME, tags=[5, (0x9200, 6)]), "in drop ethertype")
t.add("an I-TAG of provider bridges (802.1ah)", up(
    bytes(4) + HOME, kind=0x88E7), "in drop ethertype")
t.add("a Cisco FabricPath header", up(HOME, kind=0x8903), "in drop ethertype")
t.add("a congestion tag (802.1Qau)", up(HOME, tags=[(0x22E9, 1)]),
      "in drop ethertype")
t.add("a redundancy tag (802.1CB)", up(b"\0\0\0\1\x08\0" + HOME, kind=0xF1C1),
      "in drop ethertype")
t.add("a switch's own tag (DSA of its EtherType)", up(
    b"\0\0\xc0\0\0\5\x08\0" + HOME, kind=0xDADA), "in drop ethertype")
t.add("802.1Q, then a length and SNAP", ether(
    CAM, ROUTER, llc(CAM, ROUTER, HOME, snap=IP4)[14:], kind=len(HOME) + 8,
    tags=[5]), "in drop ethertype")
t.add("a tag that ends the frame", ether(CAM, ROUTER, b"", kind=VLAN, pad=0),
      "in drop header-cut")
t.add("a second tag that ends the frame", ether(
    CAM, ROUTER, b"\0\5\x81\0", kind=VLAN, pad=0), "in drop header-cut")

ZONES = [{"name": "hall", "interface": "lan0", "vlans": [101]},
         {"name": "gate", "interface": "lan0", "vlans": [102],
          "unlisted": "drop"},
         {"name": "lobby", "interface": "lan0", "vlans": [103]}]
z = Steps(policy(zones=ZONES, groups=[
    {"name": "shut", "zones": ["hall"], "prefixes": ["44:19:b6/24"],
     "rules": [VIDEO]},
    {"name": "open", "zones": ["lobby"], "prefixes": ["44:19:b6/24"],
     "default": "pass"}]), "three zones")


def inside(name, tags, want, zone, packet=OUT):
    z.add(name, up(packet, tags=tags), want, zone=zone)


inside("the shut zone", [101], "in drop default", "hall")
inside("the open zone", [103], "in pass default", "lobby")
inside("a zone that lists nobody of the kind and drops the unlisted", [102],
       "none drop unlisted", "gate")
inside("a priority tag, then the shut zone", [0xE000, 101], "in drop default",
       "hall")
inside("a priority tag, then the zone for listed ones", [0, 102],
       "none drop unlisted", "gate")
inside("the shut zone outside, the open one inside", [101, 103],
       "in drop default", "hall")
inside("the shut zone outside, the open one inside, 802.1ad",
       [(QINQ, 101), (QINQ, 103)], "in drop default", "hall")
inside("the shut zone, then a priority tag", [101, 0], "in drop default",
       "hall")
inside("priority bits do not change the zone", [0xF000 | 101],
       "in drop default", "hall")
inside("two priority tags, then the open zone", [0, 0, 103],
       "none pass unlisted", "lan0")
inside("the shut zone and two more tags", [101, 0, 103], DEPTH, "hall")
z.add("ARP into the zone for listed ones", up(
    arp(), dst=BROADCAST, kind=ARP, tags=[102]), "none drop unlisted",
      zone="gate")
main(t, z)
