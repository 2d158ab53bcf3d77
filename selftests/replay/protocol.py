#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Other protocols than TCP, UDP, ICMP and ICMPv6 need a rule with `proto: any`
and no ports; without one they drop, under either default."""

from _frames import (AH, CAM4, CAM6, ESP, FAR4, FAR6, ICMP, ICMP6, NONE, REC4,
                     SCTP, authentication, down, icmp, ip4, ip6, sctp, tcp, up)
from _table import Table, main, policy, rule

S = sctp(554, 5000)
KINDS = {"SCTP": (SCTP, S), "ESP": (ESP, bytes(40)), "OSPF": (89, bytes(24)),
         "VRRP": (112, bytes(8)), "PIM": (103, bytes(8)), "DCCP": (33, S),
         "UDP-Lite": (136, S), "EGP": (8, bytes(8)), "reserved": (255, b""),
         "IGMP": (2, bytes(8))}


def out4(proto, payload, peer=REC4):
    return up(ip4(CAM4, peer, proto, payload))


def taken(table):
    """Where a rule for every protocol names the peer."""
    for name, (proto, payload) in KINDS.items():
        table.add(name, out4(proto, payload), "in pass rule:all")
    table.add("egress: SCTP", down(ip4(REC4, CAM4, SCTP, S)),
              "out pass rule:all")
    table.add("IPv6: SCTP", up(ip6(CAM6, FAR6, SCTP, S)), "in pass rule:all")
    table.add("IPv6: no next header", up(ip6(CAM6, FAR6, NONE, b"")),
              "in pass rule:all")
    table.add("to another peer", out4(SCTP, S, FAR4), "in drop protocol")
    table.add("egress: from another peer", down(ip4(FAR4, CAM4, SCTP, S)),
              "out drop protocol")


def refused(table):
    """Where no rule is for every protocol."""
    for name, (proto, payload) in KINDS.items():
        table.add(name, out4(proto, payload),
                  "in drop " + ("not-housekeeping" if name == "IGMP"
                                else "protocol"))
    table.add("egress: SCTP", down(ip4(REC4, CAM4, SCTP, S)),
              "out drop protocol")
    table.add("IPv6: SCTP", up(ip6(CAM6, FAR6, SCTP, S)), "in drop protocol")
    table.add("IPv6: no next header", up(ip6(CAM6, FAR6, NONE, b"")),
              "in drop protocol")
    table.add("IPv4: authentication header",
              out4(AH, authentication(6, tcp(554, 1))), "in drop protocol")
    table.add("ICMPv6 in IPv4", out4(ICMP6, icmp(128)), "in drop protocol")
    table.add("ICMP in IPv6", up(ip6(CAM6, FAR6, ICMP, icmp(8))),
              "in drop protocol")


ALL = rule("all", [REC4, FAR6])
PORTS = [rule("ports", [REC4, FAR6], ports=["1-65535"]),
         rule("icmp", [REC4, FAR6], proto="icmp"),
         rule("tcp", [REC4, FAR6], proto="tcp"),
         rule("udp", [REC4, FAR6], proto="udp")]

any_rule = Table(policy({"rules": [ALL]}), "a rule, default drop")
taken(any_rule)
any_pass = Table(policy({"rules": [ALL], "default": "pass"}),
                 "a rule, default pass")
taken(any_pass)
opened = Table(policy({"default": "pass"}), "no rule, default pass")
refused(opened)
closed = Table(policy(), "no rule, default drop")
refused(closed)
ports = Table(policy({"rules": PORTS}), "rules with ports or protocols")
refused(ports)
ports.add("IPv6: an authentication header is a header to walk past",
          up(ip6(CAM6, FAR6, AH, authentication(6, tcp(554, 1)))),
          "in pass rule:ports")
drops = Table(policy({"rules": [rule("never", REC4, action="drop"), ALL]}),
              "a drop rule for every protocol")
drops.add("drops by that rule", out4(SCTP, S), "in drop rule:never")
drops.add("egress", down(ip4(REC4, CAM4, SCTP, S)), "out drop rule:never")
drops.add("the other peer", up(ip6(CAM6, FAR6, SCTP, S)), "in pass rule:all")
main(any_rule, any_pass, opened, closed, ports, drops)
