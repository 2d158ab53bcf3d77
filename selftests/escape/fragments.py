#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by fragments: too small for the ports, one over another, without a
first, dressed as a whole packet. Only rules without state and ports take what
is not a first one, and a flow never does."""

from _steps import (MS, Steps, main, opens, policy, pulls, rule, tcp_ports,
                    udp_ports)
from _frames import (CAM4, CAM6, DSTOPTS, FAR4, FAR6, FRAGMENT, GRE, ICMP,
                     ICMP6, NS, RA, REC4, REC6, ROUTING, TCP, UDP, bootp,
                     chain6, down, fragment6, icmp, ip4, ip6, nd, options6,
                     routing6, tcp, udp, up)

T, U = tcp(554, 40000, bytes(44)), udp(554, 40000, bytes(40), size=2000)
OUT = tcp(40000, 443, bytes(44))
NOT, CUT = "in drop fragment", "in drop header-cut"


def piece4(payload=bytes(64), proto=TCP, peer=REC4, **more):
    return up(ip4(CAM4, peer, proto, payload, **more))


def piece6(payload=bytes(64), proto=TCP, peer=REC6, **more):
    return up(ip6(CAM6, peer, FRAGMENT, fragment6(proto, payload, **more)))


def common(t, first):
    """What is the same whether the rule for the ports has state or not;
    `first` is what a first fragment with the rule's ports comes to."""
    t.add("second", piece4(offset=64, more=True), NOT)
    t.add("last", piece4(offset=1480), NOT)
    t.add("last of one byte", piece4(b"x", offset=1480), NOT)
    t.add("last of no byte", piece4(b"", offset=1480), NOT)
    t.add("the farthest offset", piece4(offset=65528), NOT)
    t.add("second to the internet", piece4(peer=FAR4, offset=64), NOT)
    t.add("only the second is sent, dressed as a whole packet",
          piece4(T, offset=8), NOT)
    t.add("overlapping the ports' neighbours", piece4(T, offset=8, more=True),
          NOT)
    t.add("UDP, second", piece4(proto=UDP, offset=1480), NOT)
    t.add("ICMP, second", piece4(proto=ICMP, offset=1480), NOT)
    t.add("SCTP, second", piece4(proto=132, offset=1480), "in drop *")
    t.add("first, the rule's ports", piece4(T, more=True), first)
    t.add("first, another port", piece4(OUT, more=True), "in drop default")
    t.add("first, another port, and the offset's top bit unused",
          piece4(OUT, more=True, peer=FAR4), "in drop default")
    for size in (0, 1, 2, 3, 4, 8, 12, 16, 19):
        t.add(f"tiny: {size} bytes of TCP", piece4(T[:size], more=True), CUT)
    for size in (0, 2, 4, 7):
        t.add(f"tiny: {size} bytes of UDP", piece4(U[:size], UDP, more=True),
              CUT)
    t.add("tiny: 24 bytes of TCP whose header says 60", piece4(
        tcp(554, 40000, bytes(4), words=15), more=True), "in drop length")
    t.add("first, tunnel", piece4(proto=GRE, more=True), "in drop tunnel")
    t.add("second, tunnel", piece4(proto=GRE, offset=64), "in drop tunnel")


def common6(t, first):
    """The same of IPv6, and what comes to the device."""
    t.add("v6: second", piece6(offset=64, more=True), NOT)
    t.add("v6: last", piece6(offset=1280), NOT)
    t.add("v6: second to the internet", piece6(peer=FAR6, offset=64), NOT)
    t.add("v6: only the second, dressed as a whole packet",
          piece6(T, offset=8), NOT)
    t.add("v6: first, another port", piece6(OUT, more=True),
          "in drop default")
    t.add("v6: atomic, another port", piece6(OUT), "in drop default")
    t.add("v6: atomic, to the internet", piece6(OUT, peer=FAR6),
          "in drop default")
    t.add("v6: first, the rule's ports", piece6(T, more=True), first)
    t.add("v6: atomic, the rule's ports", piece6(T), first)
    for size in (0, 2, 4, 8, 19):
        t.add(f"v6: tiny, {size} bytes", piece6(T[:size], more=True), CUT)
    t.add("v6: ports pushed into the second by options", piece6(
        options6(TCP, b""), DSTOPTS, more=True), CUT)
    t.add("v6: ports pushed by half an options header", piece6(
        options6(TCP, T)[:8], DSTOPTS, more=True), CUT)
    t.add("v6: ports pushed by an options header cut short", piece6(
        b"\6\7" + bytes(14), DSTOPTS, more=True), CUT)
    t.add("v6: options in the first, other ports behind", piece6(
        options6(TCP, OUT), DSTOPTS, more=True), "in drop default")
    t.add("v6: a fragment in a fragment: second in first", piece6(
        fragment6(TCP, T, offset=64), FRAGMENT, more=True), NOT)
    t.add("v6: second in an atomic one", piece6(
        fragment6(TCP, T, offset=64), FRAGMENT), NOT)
    t.add("v6: atomic in a second", piece6(
        fragment6(TCP, T), FRAGMENT, offset=64), "in drop *")
    t.add("v6: another port in an atomic one in a first", piece6(
        fragment6(TCP, OUT), FRAGMENT, more=True), "in drop default")
    t.add("v6: options, then a second", up(ip6(CAM6, REC6, DSTOPTS, options6(
        FRAGMENT, fragment6(TCP, T, offset=64)))), NOT)
    t.add("v6: eight options headers, then a second", up(ip6(
        CAM6, REC6, *chain6(8, FRAGMENT, fragment6(TCP, T, offset=64)))),
          "in drop extension-chain")
    t.add("v6: routing type 0 before a second", up(ip6(
        CAM6, REC6, ROUTING, routing6(FRAGMENT, fragment6(
            TCP, T, offset=64), 0))), "in drop routing-header")
    t.add("v6: a router advertisement in a first", up(ip6(
        CAM6, "ff02::1", FRAGMENT, fragment6(ICMP6, nd(RA), more=True),
        hop=255)), "in drop router-advertisement")
    t.add("v6: one whose type comes in the second", up(ip6(
        CAM6, "ff02::1", FRAGMENT, fragment6(
            DSTOPTS, options6(ICMP6, b""), more=True), hop=255)), CUT)
    t.add("v6: NS in a first is no housekeeping", up(ip6(
        CAM6, "ff02::1", FRAGMENT, fragment6(ICMP6, nd(NS), more=True),
        hop=255)), "in drop not-housekeeping")
    t.add("a request for an address, first", up(ip4(
        "0.0.0.0", "255.255.255.255", UDP, udp(68, 67, bootp(), size=2000),
        more=True)), "in drop not-housekeeping")
    t.add("a request for an address, the rest", up(ip4(
        "0.0.0.0", "255.255.255.255", UDP, bytes(400), offset=304)), NOT)
    t.add("egress: second", down(ip4(REC4, CAM4, TCP, bytes(64), offset=64)),
          "out drop fragment")
    t.add("egress: v6, second", down(ip6(REC6, CAM6, FRAGMENT, fragment6(
        TCP, bytes(64), offset=64))), "out drop fragment")


video = Steps(policy({"rules": [rule("video", [REC4, REC6], ports=[554])]}),
              "either, ports")
common(video, "in pass rule:video")
common6(video, "in pass rule:video")

# Answer-only: a flow stands, and fragments want to ride on it
PEERS = [REC4, REC6]
PULLS = "out pass rule:pulls"
flow = Steps(policy({"rules": pulls(opens(
    "send", PEERS, "any", ports=[9]), peer=PEERS, proto="any")}),
    "answer-only")
common(flow, "in drop default")
common6(flow, "in drop default")
ASK4, ASK6 = (down(tcp_ports(rec, cam, 40000, 554))
              for rec, cam in ((REC4, CAM4), (REC6, CAM6)))
flow.case("a first one of the flow passes", (ASK4, PULLS),
          (piece4(T, more=True), "in pass flow:pulls"))
flow.case("a second one of the flow does not", (ASK4, PULLS),
          (piece4(T, more=True), "in pass flow:pulls"),
          (piece4(T[8:], offset=8), NOT))
flow.case("a second one alone", (ASK4, PULLS), (piece4(offset=64), NOT))
flow.case("a second one over the first one's ports' neighbours", (ASK4, PULLS),
          (piece4(T, more=True), "in pass flow:pulls"),
          (piece4(OUT, offset=8), NOT))
flow.case("v6: a second one of the flow", (ASK6, PULLS),
          (piece6(T, more=True), "in pass flow:pulls"),
          (piece6(offset=64), NOT))
flow.case("v6: atomic, of the flow", (ASK6, PULLS),
          (piece6(T), "in pass flow:pulls"))
flow.case("v6: atomic, not of the flow", (ASK6, PULLS),
          (piece6(OUT), "in drop default"))
flow.case("the recorder's own second one opens nothing",
          (down(ip4(REC4, CAM4, TCP, tcp(40000, 554), offset=64)),
           "out drop fragment"),
          (up(tcp_ports(CAM4, REC4, 554, 40000)), "in drop default"))
flow.case("the device's second one opens nothing",
          (up(ip4(CAM4, REC4, UDP, udp(40000, 9), offset=64)), NOT),
          (down(udp_ports(REC4, CAM4, 9, 40000)), "out drop default"))
flow.case("the device's first one opens, as its ports say",
          (up(ip4(CAM4, REC4, UDP, udp(40000, 9, size=2000), more=True)),
           "in pass rule:send"),
          (MS, down(udp_ports(REC4, CAM4, 9, 40000)), "out pass flow:send"))

# Under rules without ports and state the whole packet is allowed anyway
bare = Steps(policy({"rules": [
    rule("never", FAR4, action="drop"),
    rule("tcp", [REC4, REC6], proto="tcp")]}), "either, no ports")
bare.add("second", piece4(offset=64), "in pass rule:tcp")
bare.add("second of another protocol", piece4(proto=UDP, offset=64), NOT)
bare.add("second to another peer", piece4(peer="10.20.0.11", offset=64), NOT)
bare.add("second to what a drop rule names", piece4(peer=FAR4, offset=64),
         "in drop rule:never")
bare.add("v6: second", piece6(offset=64), "in pass rule:tcp")
bare.add("v6: second, which says TCP and began as options", piece6(
    proto=DSTOPTS, offset=64), "in drop *")
bare.add("v6: second to another peer", piece6(peer=FAR6, offset=64), NOT)
stateful = Steps(policy({"rules": pulls(opens(
    "send", REC4, "tcp", []), ports=[])}), "with state, no ports")
for one in stateful.rules["groups"][0]["rules"]:
    one.pop("ports")
stateful.add("second", piece4(offset=64), NOT)
stateful.add("egress: second", down(ip4(REC4, CAM4, TCP, bytes(64),
                                        offset=64)), "out drop fragment")
stateful.add("ICMP, second", piece4(icmp(8), ICMP, offset=64), NOT)
main(video, flow, bare, stateful)
