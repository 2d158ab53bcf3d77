#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by the frame itself: runts, jumbo frames, frames cut by a capture,
source addresses that are a group's or that bear the local bit."""

from _steps import Steps, main, policy, rule, tcp_ports
from _frames import (ARP, BROADCAST, CAM, CAM4, CAM6, FAR4, IP4, LOCAL_CAM, PC,
                     REC4, REC6, ROUTER, TCP, UDP, arp, ether, ip4, ip6, tcp,
                     udp, up)

HOME = ip4(CAM4, REC4, TCP, tcp(554, 40000))
OUT = ip4(CAM4, FAR4, UDP, udp(40000, 53))
RULES = [rule("video", [REC4, REC6], proto="tcp", ports=[554])]
t = Steps(policy({"rules": RULES}))
CUT, GROUP = "in drop header-cut", "none drop multicast-source"

for size in (12, 13):
    t.add(f"runt of {size} bytes", up(HOME, pad=0)[:size], CUT)
for size in (14, 20, 33):
    t.add(f"runt of {size} bytes", up(HOME, pad=0)[:size], CUT)
t.add("runt of 34 bytes", up(HOME, pad=0)[:34], "in drop length")
t.add("runt of 53 bytes", up(HOME, pad=0)[:53], "in drop length")
t.add("runt that is whole", up(HOME, pad=0), "in pass rule:video")
for size in (1514, 1519, 2048, 4000, 9014, 16384, 65535):
    t.add(f"call out of {size} bytes", up(ip4(CAM4, FAR4, UDP, udp(
        554, 554, bytes(size - 42)))), "in drop default")
    t.add(f"call out of {size} bytes, IPv6", up(ip6(
        CAM6, "2001:db8::9", UDP, udp(554, 554, bytes(size - 62)))),
          "in drop default")
    t.add(f"the rule's frame of {size} bytes", up(ip4(
        CAM4, REC4, TCP, tcp(554, 9, bytes(size - 54)))),
          "in pass rule:video")
    t.add(f"{size} bytes, and the packet says one more", up(ip4(
        CAM4, REC4, TCP, tcp(554, 9, bytes(size - 54)), total=size - 13)),
          "in drop length")
t.add("more than IPv4 can say: total length 0 and 66,000 bytes", up(ip4(
    CAM4, FAR4, TCP, tcp(554, 9, bytes(66000)), total=0)), "in drop default")
t.add("a capture of 20 bytes", (up(HOME), 20), "in drop capture-cut")
t.add("a capture of the addresses only", (up(HOME), 36),
      "in drop capture-cut")
t.add("a capture without a source", (up(HOME), 11), "none pass capture-cut")
t.add("no source at all", up(HOME)[:11], "none pass *")

# Group and local bits
for mac, name in (("45:19:b6:00:00:01", "the prefix and the group bit"),
                  ("47:19:b6:00:00:01", "group and local bits"),
                  (BROADCAST, "broadcast"),
                  ("01:80:c2:00:00:0e", "a bridge's group"),
                  ("33:33:00:00:00:01", "an IPv6 group"),
                  ("01:00:5e:00:00:fb", "an IPv4 group"),
                  ("03:00:00:00:00:00", "a group nobody knows")):
    t.add(f"source {name}", ether(mac, ROUTER, OUT), GROUP)
    t.add(f"source {name}, the rule's frame", ether(mac, ROUTER, HOME), GROUP)
    t.add(f"source {name}, ARP", ether(mac, BROADCAST, arp(sha=mac), kind=ARP),
          GROUP)
t.add("a group's source in two tags", ether("45:19:b6:00:00:01", ROUTER, OUT,
                                            tags=[5, 6]), GROUP)
t.add("a group's source in three tags", ether("45:19:b6:00:00:01", ROUTER, OUT,
                                              tags=[5, 6, 7]), GROUP)
t.add("a group's source, runt", ether("45:19:b6:00:00:01", ROUTER, b"",
                                      kind=IP4, pad=0), GROUP)
t.add("a group's source to a device", ether("45:19:b6:00:00:01", CAM, OUT),
      "* drop multicast-source")
t.add("the local bit: a second address of the maker's", up(
    OUT, src=LOCAL_CAM), "in drop default")
t.add("the local bit, the rule's frame", up(HOME, src=LOCAL_CAM),
      "in pass rule:video")
t.add("an address of nobody", ether(PC, ROUTER, OUT), "none pass unlisted")
t.add("source 00:00:00:00:00:00", ether("00:00:00:00:00:00", ROUTER, OUT),
      "none pass unlisted")
t.add("source and destination its own", ether(CAM, CAM, OUT),
      "in drop default")
t.add("to everybody: the packet is judged all the same", ether(
    CAM, BROADCAST, OUT), "in drop default")
t.add("to a group: the packet is judged all the same", ether(
    CAM, "01:00:5e:7f:ff:fa", ip4(CAM4, "239.255.255.250", UDP, udp(
        1900, 1900), ttl=1)), "in drop default")
t.add("to the recorder's group and no router", ether(
    CAM, "33:33:00:00:00:01", ip6(CAM6, "ff02::1", UDP, udp(1, 2))),
      "in drop default")

gate = Steps(policy({"rules": RULES}, interface={"unlisted": "drop"}),
             "unlisted: drop")
for mac, name in ((PC, "an address of nobody"),
                  ("00:00:00:00:00:00", "source 00:00:00:00:00:00"),
                  ("02:19:b6:00:00:01", "a local address of nobody"),
                  (ROUTER, "the router's own address")):
    gate.add(name, ether(mac, ROUTER, OUT), "none drop unlisted")
    gate.add(name + ", ARP", ether(mac, BROADCAST, arp(sha=mac), kind=ARP),
             "none drop unlisted")
gate.add("no source at all", up(HOME)[:11], "none drop unlisted")
gate.add("a runt of an unlisted source", ether(PC, ROUTER, OUT, pad=0)[:13],
         "none drop unlisted")
gate.add("a group's source", ether("45:19:b6:00:00:01", ROUTER, OUT), GROUP)
gate.add("the rule's frame", up(tcp_ports(CAM4, REC4, 554, 9)),
         "in pass rule:video")
main(t, gate)
