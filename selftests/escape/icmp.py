#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by ICMP as a carrier: errors about nothing, about what is another's,
longer than they may be; echoes nobody asked for; other messages."""

from _steps import (Steps, by_mac, echo, main, policy, pulls, rule,
                    tcp_ports, udp_ports)
from _frames import (CAM2, CAM4, CAM6, FAR4, FAR6, GRE, ICMP, ICMP6, REC4,
                     REC6, TCP, UDP, down, error, icmp, ip4, ip6, tcp, udp, up)

PEERS = [REC4, REC6]
PULLS, UNBOUND = "out pass rule:pulls", "in drop icmp-unbound"
BOUND, DEFAULT = "in pass icmp-error:pulls", "in drop default"
SECRET = b"secret" * 150
# What the recorder sends to open the flow, and then is quoted
ASK4 = ip4(REC4, CAM4, TCP, tcp(40000, 554, bytes(8)))
ASK6 = ip6(REC6, CAM6, TCP, tcp(40000, 554, bytes(8)))
SENT4 = tcp_ports(CAM4, REC4, 554, 40000)


def err4(quoted, kind=3, code=3, src=CAM4, dst=REC4, **more):
    return up(ip4(src, dst, ICMP, error(kind, code, quoted)), **more)


def err6(quoted, kind=1, code=4, src=CAM6, dst=REC6):
    return up(ip6(src, dst, ICMP6, error(kind, code, quoted)))


t = Steps(policy({"rules": pulls(peer=PEERS)}), "answer-only")
# With a flow
for name, frame in {
        "port unreachable": err4(ASK4), "time exceeded": err4(ASK4, 11, 0),
        "parameter problem": err4(ASK4, 12, 0),
        "eight bytes quoted": err4(ASK4[:28]),
        "576 bytes": err4(ip4(REC4, CAM4, TCP, tcp(40000, 554, bytes(508)))
                          )}.items():
    t.case(f"about the flow: {name}", (down(ASK4), PULLS), (frame, BOUND))
t.case("about the flow, IPv6", (down(ASK6), PULLS), (err6(ASK6), BOUND))
t.case("about the flow, to the device", (down(ASK4), PULLS),
       (down(ip4(REC4, CAM4, ICMP, error(3, 3, SENT4))),
        "out pass icmp-error:pulls"))
WRONG = {
    "another port of the recorder": err4(ip4(REC4, CAM4, TCP, tcp(
        40001, 554, bytes(8)))),
    "another port of the device": err4(ip4(REC4, CAM4, TCP, tcp(
        40000, 555, bytes(8)))),
    "the ports turned round": err4(ip4(REC4, CAM4, TCP, tcp(
        554, 40000, bytes(8)))),
    "another protocol": err4(ip4(REC4, CAM4, UDP, udp(40000, 554))),
    "what the device itself sent": err4(SENT4),
    "another host's packet": err4(ip4(FAR4, CAM4, TCP, tcp(
        40000, 554, bytes(8))), dst=FAR4),
    "the flow, sent to another host": err4(ASK4, dst=FAR4),
    "the flow, sent from another address": err4(ASK4, src="10.20.1.6"),
    "the flow to another address of its own": err4(ip4(
        REC4, "10.20.1.6", TCP, tcp(40000, 554, bytes(8)))),
    "the flow of 577 bytes": err4(ip4(REC4, CAM4, TCP, tcp(
        40000, 554, bytes(509)))),
    "the flow and 900 bytes": err4(ASK4 + SECRET),
    "the flow, from a source route's option": err4(ip4(
        REC4, CAM4, TCP, tcp(40000, 554), ihl=4)),
    "nothing": err4(b""), "half a header": err4(ASK4[:12]),
    "a header and no ports": err4(ASK4[:20]),
    "half the ports": err4(ASK4[:22]),
    "seven bytes behind the header": err4(ASK4[:27]),
    "a later fragment of the flow": err4(ip4(
        REC4, CAM4, TCP, tcp(40000, 554, bytes(8)), offset=64)),
    "an error about the flow": err4(ip4(REC4, CAM4, ICMP, error(
        3, 3, SENT4))),
    "a tunnel around the flow": err4(ip4(REC4, CAM4, GRE, bytes(4) + ASK4)),
    "IPv6 in an error of IPv4": err4(ASK6),
    "a version that is none": err4(ip4(REC4, CAM4, TCP, tcp(
        40000, 554, bytes(8)), version=5)),
}
for name, frame in WRONG.items():
    t.case(f"quotes {name}", (down(ASK4), PULLS), (frame, UNBOUND))
t.case("quotes the flow, of another device", (down(ASK4), PULLS),
       (by_mac(CAM2, err4(ASK4)), UNBOUND))
t.case("v6: quotes IPv4", (down(ASK4), PULLS), (down(ASK6), PULLS),
       (err6(ASK4), UNBOUND))
t.case("v6: quotes another port", (down(ASK6), PULLS),
       (err6(ip6(REC6, CAM6, TCP, tcp(40001, 554))), UNBOUND))
t.case("v6: sent to another host", (down(ASK6), PULLS),
       (err6(ASK6, dst=FAR6), UNBOUND))
t.case("v6: sent from another address", (down(ASK6), PULLS),
       (err6(ASK6, src="fd20::6"), UNBOUND))
t.case("v6: quotes the flow to another address of its own",
       (down(ASK6), PULLS), (err6(ip6(REC6, "fd20::6", TCP, tcp(
           40000, 554, bytes(8)))), UNBOUND))
t.case("v6: quotes another host's packet, sent to the flow's peer",
       (down(ASK6), PULLS), (err6(ip6(FAR6, CAM6, TCP, tcp(
           40000, 554, bytes(8)))), UNBOUND))
t.case("quotes another host's packet, sent to the flow's peer",
       (down(ASK4), PULLS), (err4(ip4(FAR4, CAM4, TCP, tcp(
           40000, 554, bytes(8)))), UNBOUND))
t.case("v6: quotes a version that is none", (down(ASK6), PULLS),
       (err6(ip6(REC6, CAM6, TCP, tcp(40000, 554, bytes(8)), version=5)),
        UNBOUND))
t.case("v6: 1,281 bytes", (down(ASK6), PULLS), (err6(ip6(
    REC6, CAM6, TCP, tcp(40000, 554, bytes(1281 - 108)))), UNBOUND))
t.case("v6: 1,280 bytes", (down(ASK6), PULLS), (err6(ip6(
    REC6, CAM6, TCP, tcp(40000, 554, bytes(1280 - 108)))), BOUND))
t.case("in fragments: the first", (down(ASK4), PULLS), (up(ip4(
    CAM4, REC4, ICMP, error(3, 3, ASK4), more=True)), UNBOUND))
t.case("in fragments: the second", (down(ASK4), PULLS), (up(ip4(
    CAM4, REC4, ICMP, SECRET[:64], offset=64)), "in drop fragment"))
t.case("about a flow that has ended", (down(ASK4), PULLS),
       (3600.5, err4(ASK4), UNBOUND))
t.case("does not keep a flow alive", (down(ASK4), PULLS),
       (3599, err4(ASK4), BOUND), (2, up(SENT4), DEFAULT))
t.case("does not open one", (err4(ASK4), UNBOUND), (up(SENT4), DEFAULT))
t.case("does not open one from the recorder's side",
       (down(ip4(REC4, CAM4, ICMP, error(3, 3, SENT4))),
        "out drop icmp-unbound"), (up(SENT4), DEFAULT))
for kind, code, name in ((3, 3, "port unreachable"), (3, 4, "too big"),
                         (4, 0, "source quench"), (11, 0, "time exceeded"),
                         (12, 0, "parameter problem")):
    t.add(f"about no flow: {name}", err4(ASK4, kind, code), UNBOUND)
    t.add(f"to the internet: {name}", err4(ip4(
        FAR4, CAM4, UDP, udp(53, 40000)), kind, code, dst=FAR4), UNBOUND)
for kind in (1, 2, 3, 4):
    t.add(f"v6: about no flow, type {kind}", err6(ASK6, kind, 0), UNBOUND)
# Other messages
for kind, name in ((8, "echo"), (0, "echo reply"), (13, "timestamp"),
                   (14, "timestamp reply"), (15, "information"),
                   (17, "address mask"), (18, "address mask reply"),
                   (10, "router solicitation"), (30, "traceroute"),
                   (42, "extended echo"), (128, "type 128"),
                   (253, "an experiment")):
    t.case(f"{name} with 900 bytes, beside the flow", (down(ASK4), PULLS),
           (up(echo(CAM4, REC4, 554, kind, body=SECRET)), DEFAULT))
    t.add(f"{name} to the internet", up(echo(CAM4, FAR4, 1, kind)), DEFAULT)
for kind, name in ((128, "echo"), (129, "echo reply"), (138, "renumbering"),
                   (139, "node query"), (144, "home agent discovery"),
                   (160, "extended echo"), (200, "an experiment"),
                   (8, "type 8")):
    t.add(f"v6: {name} to the recorder", up(echo(CAM6, REC6, 1, kind)),
          DEFAULT)
    t.add(f"v6: {name} to the internet", up(echo(CAM6, FAR6, 1, kind)),
          DEFAULT)
t.add("redirect", up(echo(CAM4, REC4, 1, 5)), "in drop redirect")
t.add("redirect that quotes", err4(ASK4, 5, 1), "in drop redirect")
t.add("router advertisement (RFC 1256)", up(echo(CAM4, "224.0.0.1", 1, 9)),
      "in drop router-advertisement")
t.add("ICMPv6 in IPv4", up(ip4(CAM4, REC4, ICMP6, icmp(128))),
      "in drop protocol")
t.add("ICMP in IPv6", up(ip6(CAM6, REC6, ICMP, icmp(8))), "in drop protocol")

# Echo, asked for by the peer
peer = Steps(policy({"rules": [{"name": "pulls", "peer": PEERS,
                                "proto": "icmp", "initiated-by": "peer"}]}),
             "ping from the peer")
ASKED, ANSWER = (down(echo(REC4, CAM4, 7)), PULLS), "in pass flow:pulls"
peer.case("answered", ASKED, (up(echo(CAM4, REC4, 7, 0)), ANSWER))
peer.case("answered, IPv6", (down(echo(REC6, CAM6, 7, 128)), PULLS),
          (up(echo(CAM6, REC6, 7, 129)), ANSWER))
peer.case("not asked for", (up(echo(CAM4, REC4, 7, 0)), DEFAULT))
peer.case("an echo of its own", (up(echo(CAM4, REC4, 7)), DEFAULT))
for name, frame in {
        "another identifier": echo(CAM4, REC4, 8, 0),
        "an echo with another identifier": echo(CAM4, REC4, 8),
        "identifier 0": echo(CAM4, REC4, 0, 0),
        "the identifier's bytes turned": echo(CAM4, REC4, 7 << 8, 0),
        "to another host": echo(CAM4, FAR4, 7, 0),
        "from another address": echo("10.20.1.6", REC4, 7, 0),
        "a timestamp with the identifier": echo(CAM4, REC4, 7, 13),
        "a timestamp reply with the identifier": echo(CAM4, REC4, 7, 14),
        "an address mask reply with the identifier": echo(CAM4, REC4, 7, 18),
        "an extended echo with the identifier": echo(CAM4, REC4, 7, 42),
        "IPv6's echo type in IPv4": echo(CAM4, REC4, 7, 128),
        "IPv6's reply type in IPv4": echo(CAM4, REC4, 7, 129),
        "UDP with the identifier for ports": udp_ports(CAM4, REC4, 7, 7),
        "TCP with the identifier for ports": tcp_ports(CAM4, REC4, 7, 7),
}.items():
    peer.case(name, ASKED, (up(frame), DEFAULT))
peer.case("of another device", ASKED, (up(echo(CAM4, REC4, 7, 0), src=CAM2),
                                       DEFAULT))
peer.case("in IPv6 from the same bits", ASKED, (up(echo(
    "::10.20.1.5", "::10.20.0.10", 7, 129)), DEFAULT))
peer.case("a later fragment", ASKED, (up(echo(CAM4, REC4, 7, 0, offset=64)),
                                      "in drop fragment"))
peer.case("30 s after", ASKED, (30, up(echo(CAM4, REC4, 7, 0)), ANSWER))
peer.case("more than 30 s after", ASKED,
          (30.000000001, up(echo(CAM4, REC4, 7, 0)), DEFAULT))
peer.case("an error that quotes the echo", ASKED,
          (err4(echo(REC4, CAM4, 7)), BOUND))
peer.case("an error that quotes another echo", ASKED,
          (err4(echo(REC4, CAM4, 8)), UNBOUND))
peer.case("an error that quotes a timestamp", ASKED,
          (err4(echo(REC4, CAM4, 7, 13)), UNBOUND))
peer.case("the peer's timestamp opens nothing",
          (down(echo(REC4, CAM4, 7, 13)), PULLS),
          (up(echo(CAM4, REC4, 7, 14)), DEFAULT))

# Echo, sent by the device
own = Steps(policy({"rules": [{"name": "pings", "peer": PEERS, "proto": "icmp",
                               "initiated-by": "device"}]}),
            "ping from the device")
SENDS, BACK = (up(echo(CAM4, REC4, 7)), "in pass rule:pings"), (
    "out pass flow:pings")
own.case("answered", SENDS, (down(echo(REC4, CAM4, 7, 0)), BACK))
own.case("to another host", (up(echo(CAM4, FAR4, 7)), DEFAULT))
own.case("the peer sends first", (down(echo(REC4, CAM4, 7)),
                                  "out drop default"))
own.case("answered with another identifier", SENDS,
         (down(echo(REC4, CAM4, 8, 0)), "out drop default"))
own.case("answered after 30 s", SENDS,
         (30.5, down(echo(REC4, CAM4, 7, 0)), "out drop default"))
own.case("answered to another device", SENDS,
         (down(echo(REC4, CAM4, 7, 0), dst=CAM2), "out drop default"))

# A rule for ICMP lets errors through; what they quote is not opened by it
own.case("an error opens nothing that it quotes",
         (err4(ip4(REC4, CAM4, TCP, tcp(22, 40000, bytes(8)))),
          "in pass rule:pings"),
         (up(tcp_ports(CAM4, REC4, 40000, 22)), DEFAULT))
own.case("nor an echo that it quotes",
         (err4(echo(REC4, CAM4, 9, 0)), "in pass rule:pings"),
         (down(echo(REC4, CAM4, 9, 0)), "out drop default"))
peer.case("an error of the peer's opens nothing that it quotes",
          (down(ip4(REC4, CAM4, ICMP, error(3, 3, tcp_ports(
              CAM4, REC4, 40000, 22)))), PULLS),
          (up(tcp_ports(CAM4, REC4, 40000, 22)), DEFAULT))
# The address would be the ports if a header could be of four words
wide = Steps(policy({"rules": [{"name": "pulls", "peer": REC4, "proto": "tcp",
                                "initiated-by": "peer"}]}), "any port")
wide.case("quotes a header of four words",
          (down(tcp_ports(REC4, CAM4, 10 << 8 | 20, 1 << 8 | 5)), PULLS),
          (err4(ip4(REC4, CAM4, TCP, tcp(1, 2, bytes(8)), ihl=4)), UNBOUND))
never = Steps(policy({"rules": [rule("never", REC4, action="drop"),
                                rule("video", REC4, proto="tcp")]}),
              "a drop rule")
never.add("about what a drop rule names", err4(ASK4), "in drop rule:never")

# Stateless: bound to what the rule lets through, and no longer than an error
both = Steps(policy({"rules": [rule("video", PEERS, proto="tcp",
                                    ports=[554])]}), "either")
FINE = "in pass icmp-error:video"
both.add("about the rule's packet", err4(ASK4), FINE)
both.add("about the rule's packet, IPv6", err6(ASK6), FINE)
for name, frame in WRONG.items():
    if name not in ("another port of the recorder", "the ports turned round"):
        both.add(f"quotes {name}", frame, UNBOUND)
both.add("an error as long as a full frame", err4(ASK4 + SECRET + SECRET[:400]
                                                  ), UNBOUND)
main(t, peer, own, wide, never, both)
