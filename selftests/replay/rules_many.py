#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""As many rules as a policy may hold: each matches, the last too."""

from _frames import CAM4, CAM6, TCP, UDP, down, ip4, ip6, tcp, udp, up
from _table import Table, main, policy, rule

GROUPS = {"a": "44:19:b6", "b": "00:40:8c", "c": "3c:ef:8c", "d": "00:11:22"}


def rules_of(group):
    """256, each for a port and an address of its own."""
    number = "abcd".index(group)
    return [rule(f"r{at}", f"10.{number}.{at}.0/24", proto="tcp",
                 ports=[1000 + at]) for at in range(255)] + [
        rule("last", f"2001:db8:{number}::/48", proto="udp", ports=[9999])]


t = Table(policy(groups=[
    {"name": name, "prefixes": [prefix + "/24"], "rules": rules_of(name)}
    for name, prefix in GROUPS.items()]), "1,024 rules")
for group, prefix in GROUPS.items():
    mac, number = prefix + ":00:00:01", "abcd".index(group)
    for at in (0, 1, 63, 64, 127, 128, 254):
        peer = f"10.{number}.{at}.9"
        t.add(f"group {group}, rule {at}",
              up(ip4(CAM4, peer, TCP, tcp(1000 + at, 9)), src=mac),
              f"in pass rule:r{at}", group=group)
        t.add(f"group {group}, the port of the rule after {at}",
              up(ip4(CAM4, peer, TCP, tcp(1001 + at, 9)), src=mac),
              "in drop default")
    far = f"2001:db8:{number}::9"
    t.add(f"group {group}, the last rule",
          up(ip6(CAM6, far, UDP, udp(9, 9999)), src=mac), "in pass rule:last")
    t.add(f"group {group}, the last rule, egress",
          down(ip6(far, CAM6, UDP, udp(9999, 9)), dst=mac),
          "out pass rule:last")
    t.add(f"group {group}, beside the last rule",
          up(ip6(CAM6, far, UDP, udp(9, 9998)), src=mac), "in drop default")
    other = f"2001:db8:{(number + 1) % 4}::9"
    t.add(f"group {group}, another's last rule",
          up(ip6(CAM6, other, UDP, udp(9, 9999)), src=mac), "in drop default")
main(t)
