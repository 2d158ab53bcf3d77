#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Rules by protocol: any, tcp, udp, icmp; ports with any mean TCP and UDP."""

from _frames import (CAM4, CAM6, FAR6, ICMP, ICMP6, REC4, SCTP, TCP, UDP, down,
                     icmp, ip4, ip6, sctp, tcp, udp, up)
from _table import Table, main, policy, rule

PEERS = [REC4, FAR6]
FRAMES = {
    "tcp": ip4(CAM4, REC4, TCP, tcp(554, 9)),
    "tcp, port 9": ip4(CAM4, REC4, TCP, tcp(9, 9)),
    "tcp, IPv6": ip6(CAM6, FAR6, TCP, tcp(554, 9)),
    "udp": ip4(CAM4, REC4, UDP, udp(554, 9)),
    "udp, port 9": ip4(CAM4, REC4, UDP, udp(9, 9)),
    "udp, IPv6": ip6(CAM6, FAR6, UDP, udp(554, 9)),
    "echo": ip4(CAM4, REC4, ICMP, icmp(8)),
    "echo reply": ip4(CAM4, REC4, ICMP, icmp(0)),
    "timestamp": ip4(CAM4, REC4, ICMP, icmp(13, body=bytes(16))),
    "echo, IPv6": ip6(CAM6, FAR6, ICMP6, icmp(128)),
    "echo reply, IPv6": ip6(CAM6, FAR6, ICMP6, icmp(129)),
    "sctp": ip4(CAM4, REC4, SCTP, sctp(554, 9)),
}
TCPS, UDPS = {"tcp", "tcp, port 9", "tcp, IPv6"}, {"udp", "udp, port 9",
                                                   "udp, IPv6"}
PINGS = {"echo", "echo reply", "timestamp", "echo, IPv6", "echo reply, IPv6"}
PORT = {"tcp", "tcp, IPv6", "udp", "udp, IPv6"}


def table(title, passing, **more):
    """One rule `r`, and which of the frames it lets through."""
    one = Table(policy({"rules": [rule("r", PEERS, **more)]}), title)
    for name, packet in FRAMES.items():
        want = "drop protocol" if name == "sctp" else "drop default"
        if name in passing:
            want = "pass rule:r"
        one.add(name, up(packet), "in " + want)
    return one


tables = [
    table("any", set(FRAMES), proto="any"),
    table("none given", set(FRAMES)),
    table("tcp", TCPS, proto="tcp"),
    table("udp", UDPS, proto="udp"),
    table("icmp", PINGS, proto="icmp"),
    table("any with ports", PORT, proto="any", ports=[554]),
    table("ports alone", PORT, ports=[554]),
    table("tcp with ports", TCPS & PORT, proto="tcp", ports=[554]),
    table("udp with ports", UDPS & PORT, proto="udp", ports=[554]),
]
back = Table(policy({"rules": [rule("r", PEERS, proto="icmp")]}), "egress")
back.add("echo", down(ip4(REC4, CAM4, ICMP, icmp(8))), "out pass rule:r")
back.add("echo reply, IPv6", down(ip6(FAR6, CAM6, ICMP6, icmp(129))),
         "out pass rule:r")
back.add("echo from another", down(ip4("10.20.0.11", CAM4, ICMP, icmp(8))),
         "out drop default")
main(*tables, back)
