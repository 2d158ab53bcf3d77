#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Rules with `either`: the port of either end, in both directions; ranges."""

from _frames import (CAM4, CAM6, FAR4, FAR6, REC4, TCP, UDP, down, ip4, ip6,
                     tcp, udp, up)
from _table import Table, main, policy, rule

RULES = [rule("video", [REC4, FAR6], proto="tcp",
              ports=[554, "8000-8010", 65535]),
         rule("clock", [REC4, FAR4], proto="udp", ports=[123])]

t = Table(policy({"rules": RULES}))


def v4(sport, dport, make=tcp, proto=TCP, peer=REC4):
    return up(ip4(CAM4, peer, proto, make(sport, dport)))


def v4_to(sport, dport, make=tcp, proto=TCP, peer=REC4):
    return down(ip4(peer, CAM4, proto, make(sport, dport)))


t.add("from the device's listed port", v4(554, 40000), "in pass rule:video")
t.add("to the peer's listed port", v4(40000, 554), "in pass rule:video")
t.add("egress to the device's listed port", v4_to(40000, 554),
      "out pass rule:video")
t.add("egress from the peer's listed port", v4_to(554, 40000),
      "out pass rule:video")
t.add("neither port is listed", v4(40000, 555), "in drop default")
t.add("neither port is listed, egress", v4_to(555, 40000), "out drop default")
for port, inside in ((7999, False), (8000, True), (8005, True), (8010, True),
                     (8011, False), (65534, False), (65535, True)):
    t.add(f"range: port {port}", v4(port, 40000),
          "in pass rule:video" if inside else "in drop default")
t.add("port 0", v4(0, 0), "in drop default")
t.add("the protocol is another", v4(554, 554, udp, UDP), "in drop default")
t.add("the second rule", v4(123, 123, udp, UDP), "in pass rule:clock")
t.add("the second rule, egress", v4_to(123, 5000, udp, UDP),
      "out pass rule:clock")
t.add("the second rule's port over TCP", v4(123, 123), "in drop default")
t.add("its other peer", v4(5000, 123, udp, UDP, FAR4), "in pass rule:clock")
t.add("a peer of the other rule only", v4(5000, 554, peer=FAR4),
      "in drop default")
t.add("IPv6 from the device", up(ip6(CAM6, FAR6, TCP, tcp(554, 1024))),
      "in pass rule:video")
t.add("IPv6 to the device", down(ip6(FAR6, CAM6, TCP, tcp(1024, 8010))),
      "out pass rule:video")
t.add("IPv6, port not listed", up(ip6(CAM6, FAR6, TCP, tcp(1024, 553))),
      "in drop default")
t.add("SYN opens", up(ip4(CAM4, REC4, TCP, tcp(554, 9, flags=0x02))),
      "in pass rule:video")
t.add("RST", up(ip4(CAM4, REC4, TCP, tcp(554, 9, flags=0x04))),
      "in pass rule:video")
t.add("no flag at all", up(ip4(CAM4, REC4, TCP, tcp(554, 9, flags=0))),
      "in pass rule:video")
main(t)
