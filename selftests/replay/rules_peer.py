#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Rules by peer: addresses, prefixes of both families, lists, endpoints; the
peer is the other end, never the device's own address."""

from _frames import CAM4, CAM6, TCP, down, ip4, ip6, tcp, up
from _table import Table, main, policy, rule

ENDPOINTS = {"recorder": ["10.20.0.10", "fd20::10"],
             "halves": ["192.0.2.0/25", "2001:db8:8000::/33"],
             "odd": ["198.51.100.77/32", "100.64.0.0/10", "2001:db8:1::/127"]}
RULES = [rule("single", "203.0.113.7", proto="tcp"),
         rule("list", ["203.0.113.16/28", "2001:db8:2::/64", "recorder"],
              proto="tcp"),
         rule("named", "halves", proto="tcp"),
         rule("two", ["odd", "203.0.113.99"], proto="tcp")]
t = Table(policy({"rules": RULES}, endpoints=ENDPOINTS))


def case(peer, want):
    """The peer as where a frame goes to, and as where it comes from."""
    one, own = (ip6, CAM6) if ":" in peer else (ip4, CAM4)
    result = f"pass rule:{want}" if want else "drop default"
    t.add("to " + peer, up(one(own, peer, TCP, tcp(1, 2))), "in " + result)
    t.add("from " + peer, down(one(peer, own, TCP, tcp(1, 2))),
          "out " + result)


CASES = (
    ("203.0.113.7", "single"), ("203.0.113.6", None), ("203.0.113.8", None),
    ("203.0.113.15", None), ("203.0.113.16", "list"), ("203.0.113.31", "list"),
    ("203.0.113.32", None), ("2001:db8:2::", "list"),
    ("2001:db8:2::ffff:ffff:ffff:ffff", "list"), ("2001:db8:2:1::", None),
    ("2001:db8:1:ffff::1", None), ("10.20.0.10", "list"), ("10.20.0.11", None),
    ("fd20::10", "list"), ("fd20::11", None),
    ("192.0.2.0", "named"), ("192.0.2.127", "named"), ("192.0.2.128", None),
    ("2001:db8:8000::", "named"), ("2001:db8:ffff:ffff::1", "named"),
    ("2001:db8:7fff:ffff::1", None), ("2001:db9::", None),
    ("198.51.100.77", "two"), ("198.51.100.76", None), ("100.64.0.0", "two"),
    ("100.127.255.255", "two"), ("100.128.0.0", None),
    ("100.63.255.255", None), ("2001:db8:1::", "two"), ("2001:db8:1::1", "two"),
    ("2001:db8:1::2", None), ("203.0.113.99", "two"))
for address, name in CASES:
    case(address, name)
t.add("the device's own address is no peer",
      up(ip4("203.0.113.7", "198.51.100.1", TCP, tcp(1, 2))), "in drop default")
t.add("to the device's own address is no peer",
      down(ip4("198.51.100.1", "203.0.113.7", TCP, tcp(1, 2))),
      "out drop default")
t.add("the peer's address in IPv6 is another",
      up(ip6(CAM6, "::203.0.113.7", TCP, tcp(1, 2))), "in drop default")
t.add("mapped into IPv6 it is another",
      up(ip6(CAM6, "::ffff:203.0.113.7", TCP, tcp(1, 2))), "in drop default")

# A shorter prefix in an earlier rule, a longer one in a later: order decides
nested = Table(policy({"rules": [
    rule("hole", "10.1.2.0/24", action="drop"),
    rule("wide", "10.0.0.0/8", proto="tcp"),
    rule("narrow", "10.1.0.0/16", proto="udp"),
    rule("never", "10.1.2.3", proto="tcp", ports=[80])]}), "nested prefixes")
for address, want in (("10.1.2.3", "drop rule:hole"),
                      ("10.1.3.3", "pass rule:wide"),
                      ("10.9.9.9", "pass rule:wide"),
                      ("11.0.0.1", "drop default")):
    nested.add(address, up(ip4(CAM4, address, TCP, tcp(1, 80))), "in " + want)
main(t, nested)
