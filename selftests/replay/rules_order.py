#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Rules in order: the first that matches decides; `action: drop` in both
directions, by the port of either end; the default after the last."""

from _frames import (CAM4, CAM6, FAR4, FAR6, ICMP, REC4, TCP, UDP, down, icmp,
                     ip4, ip6, tcp, udp, up)
from _table import Table, main, policy, rule


def drops(table, after):
    """The drop rules below; `after` is what the default comes to."""
    def both(name, packet, back, want):
        table.add(name, up(packet), "in " + want)
        table.add(name + ", egress", down(back), "out " + want)

    both("drop by the device's port", ip4(CAM4, FAR4, TCP, tcp(443, 9)),
         ip4(FAR4, CAM4, TCP, tcp(9, 443)), "drop rule:no-tls")
    both("drop by the peer's port", ip4(CAM4, FAR4, TCP, tcp(9, 443)),
         ip4(FAR4, CAM4, TCP, tcp(443, 9)), "drop rule:no-tls")
    both("drop in a range", ip6(CAM6, FAR6, TCP, tcp(9, 8450)),
         ip6(FAR6, CAM6, TCP, tcp(8450, 9)), "drop rule:no-tls")
    both("another protocol goes on", ip4(CAM4, FAR4, UDP, udp(9, 443)),
         ip4(FAR4, CAM4, UDP, udp(443, 9)), after)
    both("another port goes on", ip4(CAM4, FAR4, TCP, tcp(9, 444)),
         ip4(FAR4, CAM4, TCP, tcp(444, 9)), after)
    both("drop by peer alone", ip4(CAM4, "192.0.2.7", UDP, udp(9, 9)),
         ip4("192.0.2.7", CAM4, UDP, udp(9, 9)), "drop rule:never-there")
    both("drop by peer, ICMP", ip4(CAM4, "192.0.2.7", ICMP, icmp(8)),
         ip4("192.0.2.7", CAM4, ICMP, icmp(8)), "drop rule:never-there")
    both("drop by protocol", ip4(CAM4, FAR4, ICMP, icmp(8)),
         ip4(FAR4, CAM4, ICMP, icmp(8)), "drop rule:no-ping")
    both("an exception before the drop", ip4(CAM4, REC4, TCP, tcp(9, 443)),
         ip4(REC4, CAM4, TCP, tcp(443, 9)), "pass rule:first")
    both("what comes after the drop is not asked",
         ip4(CAM4, "192.0.2.9", TCP, tcp(9, 22)),
         ip4("192.0.2.9", CAM4, TCP, tcp(22, 9)), "drop rule:never-there")
    both("the first of two that match", ip4(CAM4, REC4, TCP, tcp(9, 22)),
         ip4(REC4, CAM4, TCP, tcp(22, 9)), "pass rule:first")
    both("the second where the first does not",
         ip4(CAM4, REC4, UDP, udp(9, 22)), ip4(REC4, CAM4, UDP, udp(22, 9)),
         "pass rule:second")


RULES = [rule("first", REC4, proto="tcp", ports=[443, 22]),
         rule("no-tls", "any", proto="tcp", ports=[443, "8443-8453"],
              action="drop"),
         rule("never-there", "192.0.2.0/24", action="drop"),
         rule("no-ping", "any", proto="icmp", action="drop"),
         rule("second", [REC4, "192.0.2.9"], ports=[22])]
closed = Table(policy({"rules": RULES, "default": "drop"}), "default drop")
drops(closed, "drop default")
opened = Table(policy({"rules": RULES, "default": "pass"}), "default pass")
drops(opened, "pass default")
bare = Table(policy(), "no rules")
bare.add("the default is drop", up(ip4(CAM4, REC4, TCP, tcp(1, 2))),
         "in drop default")
bare.add("the default is drop, egress", down(ip4(REC4, CAM4, TCP, tcp(1, 2))),
         "out drop default")
passing = Table(policy({"default": "pass"}), "no rules, default pass")
passing.add("passes", up(ip4(CAM4, FAR4, TCP, tcp(1, 2))), "in pass default")
passing.add("passes, egress", down(ip6(FAR6, CAM6, UDP, udp(1, 2))),
            "out pass default")
# Rules are of their group only
two = Table(policy(groups=[
    {"name": "a", "prefixes": ["44:19:b6/24"],
     "rules": [rule("video", REC4, proto="tcp", ports=[554])]},
    {"name": "b", "prefixes": ["00:40:8c/24"],
     "rules": [rule("video", REC4, proto="tcp", ports=[80])]}]), "two groups")
AXIS = "00:40:8c:00:00:01"
for port, mac, want in (
        (554, "a", "pass rule:video"), (80, "a", "drop default"),
        (80, "b", "pass rule:video"), (554, "b", "drop default")):
    two.add(f"group {mac}, port {port}",
            up(ip4(CAM4, REC4, TCP, tcp(port, 9)),
               **({"src": AXIS} if mac == "b" else {})), "in " + want,
            group=mac)
main(closed, opened, bare, passing, two)
