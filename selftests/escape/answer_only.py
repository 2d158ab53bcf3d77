#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes from answer-only: a camera that may answer its recorder wants to
call, by any port, flag, order, time or address; and the recorder's session
that must not suffer from it."""

from _steps import (Steps, by_mac, main, policy, pulls, rule, tcp_ports,
                    udp_ports)
from _frames import (AH, CAM, CAM2, CAM4, CAM6, DSTOPTS, ESP, FAR4, FAR6, GRE,
                     ICMP, LOCAL_CAM, REC4, REC6, SCTP, TCP, UDP, chain6, down,
                     ip4, ip6, sctp, tcp, udp, up)

SYN, ACK, FIN, RST, PSH = 0x02, 0x10, 0x01, 0x04, 0x08
SYNACK, DEFAULT = SYN | ACK, "in drop default"
PULLS, FLOW, OUT_FLOW = ("out pass rule:pulls", "in pass flow:pulls",
                         "out pass flow:pulls")
PEERS = [REC4, REC6]


def ask(flags=SYN, src=REC4, dst=CAM4, sport=40000, dport=554, **more):
    return down(tcp_ports(src, dst, sport, dport, flags=flags), **more)


def answer(flags=ACK, src=CAM4, dst=REC4, sport=554, dport=40000, **more):
    return up(tcp_ports(src, dst, sport, dport, flags=flags), **more)


OPEN = (ask(), PULLS)
t = Steps(policy({"rules": pulls(peer=PEERS)}), "TCP")
t.case("the recorder's session", OPEN, (answer(SYNACK), FLOW),
       (ask(ACK), OUT_FLOW), (answer(ACK | PSH), FLOW))
t.case("the recorder's session, IPv6", (ask(src=REC6, dst=CAM6), PULLS),
       (answer(SYNACK, src=CAM6, dst=REC6), FLOW))
t.case("a session that began before", (ask(ACK | PSH), PULLS),
       (answer(), FLOW))
t.case("another tag: a flow is the device's, wherever it is", OPEN,
       (answer(tags=[5]), FLOW))

# Before the recorder
for name, flags in (("SYN", SYN), ("SYN and ACK", SYNACK), ("ACK", ACK),
                    ("data", ACK | PSH), ("FIN", FIN | ACK), ("RST", RST),
                    ("no flag", 0), ("every flag", 0xFF),
                    ("FIN, PSH and URG", 0x29)):
    t.add(f"first: {name} from the listed port", answer(flags), DEFAULT)
    t.add(f"first: {name} to the recorder's listed port", answer(
        flags, sport=40000, dport=554), DEFAULT)
    t.add(f"first: {name} from the listed port to the same", answer(
        flags, dport=554), DEFAULT)
t.case("first, and then the recorder comes: only from then on",
       (answer(), DEFAULT), OPEN, (answer(), FLOW))
t.case("what was refused opened nothing for the recorder either",
       (answer(sport=40000, dport=554), DEFAULT),
       (ask(sport=554, dport=40000), "out drop default"))

# Within the time of a flow, beside it
for name, frame in {
        "from the listed port to the internet": answer(dst=FAR4),
        "from the listed port to another in the recorder's net": answer(
            dst="10.20.0.11"),
        "to the recorder's SSH": answer(SYN, dport=22),
        "to the recorder's next port": answer(dport=40001),
        "to the port before": answer(dport=39999),
        "to port 0": answer(dport=0), "from port 0": answer(sport=0),
        "from its next port": answer(sport=555),
        "from another port to the flow's": answer(SYN, sport=40000),
        "the ports turned round": answer(sport=40000, dport=554),
        "the bytes of the ports turned": answer(
            sport=554 >> 8 | (554 & 255) << 8),
        "from another address of its own": answer(src="10.20.1.6"),
        "from the recorder's address to itself": answer(src=REC4, dst=CAM4),
        "UDP on the flow's ports": up(udp_ports(CAM4, REC4, 554, 40000)),
        "IPv6 to the recorder": answer(src=CAM6, dst=REC6),
        "IPv6 from the same bits, compatible": answer(
            src="::10.20.1.5", dst="::10.20.0.10"),
        "IPv6 from the same bits, mapped": answer(
            src="::ffff:10.20.1.5", dst="::ffff:10.20.0.10"),
        "IPv6 from the same bits, translated": answer(
            src="64:ff9b::10.20.1.5", dst="64:ff9b::10.20.0.10"),
        "of another device, with all of its addresses": by_mac(
            CAM2, answer()),
        "of the device's second, local address": by_mac(
            LOCAL_CAM, answer()),
}.items():
    t.case(f"beside the flow: {name}", OPEN, (frame, DEFAULT),
           (answer(), FLOW))
for name, proto in (("SCTP", SCTP), ("DCCP", 33), ("UDP-Lite", 136),
                    ("ESP", ESP), ("AH", AH), ("protocol 0", 0),
                    ("ICMPv6 in IPv4", 58)):
    t.case(f"beside the flow: {name} with the flow's ports", OPEN,
           (up(ip4(CAM4, REC4, proto, tcp(554, 40000))), "in drop protocol"))
t.case("beside the flow: a tunnel to the recorder", OPEN,
       (up(ip4(CAM4, REC4, GRE, bytes(4) + ip4(CAM4, FAR4, TCP, tcp(
           554, 40000)))), "in drop tunnel"))
t.case("beside the flow: ICMP with the ports for an identifier", OPEN,
       (up(ip4(CAM4, REC4, ICMP, b"\x08\0\0\0\x02\x2a\x9c\x40")), DEFAULT))
t.case("beside the flow: IPv6 around chains", (ask(src=REC6, dst=CAM6), PULLS),
       (up(ip6(CAM6, REC6, *chain6(8, TCP, tcp(555, 40000)))), DEFAULT),
       (up(ip6(CAM6, REC6, *chain6(9, TCP, tcp(554, 40000)))),
        "in drop extension-chain"),
       (up(ip6(CAM6, FAR6, *chain6(1, TCP, tcp(554, 40000), DSTOPTS))),
        DEFAULT))
t.case("within the flow: a source route to the internet", OPEN,
       (up(ip4(CAM4, REC4, TCP, tcp(554, 40000),
               options=b"\x83\7\4\xcb\0\x71\x09")), "in drop source-route"))
t.case("within the flow: SYN, which is the recorder's to judge", OPEN,
       (answer(SYN), FLOW))
t.case("two flows do not make a third", OPEN, (ask(sport=40001), PULLS),
       (answer(dport=40001), FLOW), (answer(dport=40002), DEFAULT))
ASK6 = (ask(src=REC6, dst=CAM6), PULLS)
for name, (src, dst) in {
        "to the same interface id in another net": (CAM6, "2001:db8::10"),
        "to the same net, another interface id": (CAM6, "fd20::1:0:0:10"),
        "from the same interface id in another net": ("2001:db8::5", REC6),
        "from another interface id": ("fd20::6", REC6),
        "to the recorder's link-local address": (CAM6, "fe80::10"),
        "turned round": (REC6, CAM6)}.items():
    t.case(f"beside the flow, IPv6: {name}", ASK6,
           (answer(src=src, dst=dst), DEFAULT))
t.case("a flow with one peer is none with another", OPEN,
       (ask(src=REC6, dst=CAM6), PULLS),
       (answer(dst="10.20.0.11"), DEFAULT),
       (answer(src=CAM6, dst="fd20::11"), DEFAULT))

# What does not open
for name, frame in {
        "a port that is not listed": ask(dport=555),
        "the listed port on the wrong side": ask(sport=554, dport=40000),
        "UDP to the listed port": down(udp_ports(REC4, CAM4, 40000, 554)),
        "another host's call": ask(src=FAR4),
        "a neighbour of the recorder's": ask(src="10.20.0.9"),
        "another host's call, IPv6": ask(src=FAR6, dst=CAM6)}.items():
    t.case(f"opens nothing: {name}", (frame, "out drop default"),
           (answer(), DEFAULT), (answer(dst=FAR4), DEFAULT))
t.case("opens nothing: another device as the recorder",
       (up(tcp_ports(REC4, CAM4, 40000, 554), src=CAM2, dst=CAM), DEFAULT),
       (answer(), DEFAULT))
t.case("opens nothing: the device itself as the recorder, to itself",
       (up(tcp_ports(REC4, CAM4, 40000, 554), dst=CAM), DEFAULT),
       (answer(), DEFAULT))
t.case("opens nothing: the device as the recorder, by the router",
       (up(tcp_ports(REC4, CAM4, 40000, 554)), DEFAULT), (answer(), DEFAULT))
t.case("opens nothing: a call to another address of its own",
       (ask(dst="10.20.1.6"), PULLS),
       (answer(), DEFAULT))
t.case("opens nothing: a packet whose length lies",
       (down(ip4(REC4, CAM4, TCP, tcp(40000, 554), total=99)),
        "out drop length"), (answer(), DEFAULT))
t.case("opens nothing: a source route from the recorder",
       (down(ip4(REC4, CAM4, TCP, tcp(40000, 554), options=b"\x83\3\4\0")),
        "out drop source-route"), (answer(), DEFAULT))
t.case("opens nothing: three tags", (ask(tags=[1, 2, 3]),
                                     "out drop vlan-depth"),
       (answer(), DEFAULT))

# Time
t.case("idle for 3,600 s", OPEN, (3600, answer(), FLOW))
t.case("idle for a nanosecond more", OPEN, (3600.000000001, answer(), DEFAULT))
t.case("idle for two hours", OPEN, (7200, answer(), DEFAULT))
t.case("each frame of the recorder's begins the hour anew", OPEN,
       (3599, ask(ACK), OUT_FLOW), (3599, answer(), FLOW))
t.case("so does each of the device's", OPEN, (3599, answer(), FLOW),
       (3599, answer(), FLOW), (3601, answer(), DEFAULT))
t.case("what is refused does not", OPEN, (3599, answer(dport=22), DEFAULT),
       (2, answer(), DEFAULT))
t.case("after the end the recorder opens it again", OPEN,
       (3601, answer(), DEFAULT), (ask(ACK), PULLS), (answer(), FLOW))
for name, flags in (("FIN", FIN | ACK), ("RST", RST), ("RST and ACK",
                                                       RST | ACK),
                    ("SYN and FIN", SYN | FIN)):
    t.case(f"{name} of the recorder, then 60 s", OPEN, (ask(flags), OUT_FLOW),
           (60, answer(), FLOW))
    t.case(f"{name} of the recorder, then more", OPEN, (ask(flags), OUT_FLOW),
           (60.000000001, answer(), DEFAULT))
    t.case(f"{name} of the device, then more", OPEN, (answer(flags), FLOW),
           (60.000000001, answer(), DEFAULT))
    t.case(f"{name}, and frames every 25 s do not extend it", OPEN,
           (ask(flags), OUT_FLOW), (25, answer(), FLOW), (25, answer(), FLOW),
           (25, answer(), DEFAULT))
t.case("a second FIN does not extend it", OPEN, (answer(FIN | ACK), FLOW),
       (50, answer(FIN | ACK), FLOW), (50, answer(FIN | ACK), DEFAULT))
t.case("the device's SYN does not revive what ends", OPEN,
       (ask(FIN | ACK), OUT_FLOW), (30, answer(SYN), FLOW),
       (31, answer(SYN), DEFAULT))
t.case("the recorder's frames without SYN do not revive it", OPEN,
       (ask(FIN | ACK), OUT_FLOW), (30, ask(ACK), OUT_FLOW),
       (31, answer(), DEFAULT))
t.case("the recorder's SYN and ACK does not revive it", OPEN,
       (ask(FIN | ACK), OUT_FLOW), (30, ask(SYNACK), OUT_FLOW),
       (31, answer(), DEFAULT))
t.case("the recorder's SYN does", OPEN, (ask(FIN | ACK), OUT_FLOW),
       (30, ask(SYN), PULLS), (3000, answer(), FLOW))
t.case("a flow that opens with RST lives 60 s", (ask(RST), PULLS),
       (61, answer(), DEFAULT))
t.case("FIN of another flow does not end this one", OPEN,
       (ask(sport=40001), PULLS), (answer(FIN | ACK, dport=40001), FLOW),
       (61, answer(), FLOW), (answer(dport=40001), DEFAULT))
t.case("RST by another device with the same addresses does not end it", OPEN,
       (up(tcp_ports(CAM4, REC4, 554, 40000, flags=RST), src=CAM2), DEFAULT),
       (61, answer(), FLOW))
t.case("a clock that is a little behind ends nothing", OPEN,
       (-0.004, answer(), FLOW))

# UDP and the rest
u = Steps(policy({"rules": pulls(proto="udp", ports=[5004], peer=PEERS)}),
          "UDP")
UASK = (down(udp_ports(REC4, CAM4, 6000, 5004)), PULLS)


def told(**more):
    return up(udp_ports(CAM4, more.get("dst", REC4), more.get("sport", 5004),
                        more.get("dport", 6000)))


u.case("answered", UASK, (told(), FLOW))
u.case("120 s after", UASK, (120, told(), FLOW))
u.case("more than 120 s after", UASK, (120.000000001, told(), DEFAULT))
u.case("first", (told(), DEFAULT))
u.case("to another port", UASK, (told(dport=53), DEFAULT))
u.case("from another port", UASK, (told(sport=5005), DEFAULT))
u.case("to another host", UASK, (told(dst=FAR4), DEFAULT))
u.case("TCP on its ports", UASK, (up(tcp_ports(CAM4, REC4, 5004, 6000)),
                                  DEFAULT))
u.case("FIN and RST are TCP's alone", UASK,
       (up(ip4(CAM4, REC4, UDP, udp(5004, 6000, b"\0\0\0\0\x50\x15" + bytes(6)
                                    ))), FLOW), (100, told(), FLOW))
anything = Steps(policy({"rules": [
    {"name": "pulls", "peer": PEERS, "proto": "any", "initiated-by": "peer"}]}
    ), "any protocol")
SASK = (down(ip4(REC4, CAM4, SCTP, sctp(9, 9))), PULLS)
anything.case("SCTP, answered", SASK, (up(ip4(CAM4, REC4, SCTP, sctp(9, 9))),
                                       FLOW))
anything.case("SCTP, first", (up(ip4(CAM4, REC4, SCTP, sctp(9, 9))),
                              "in drop protocol"))
anything.case("ESP rides on no SCTP", SASK, (up(ip4(CAM4, REC4, ESP, bytes(
    40))), "in drop protocol"))
anything.case("UDP rides on no SCTP", SASK, (up(udp_ports(CAM4, REC4, 0, 0)),
                                             DEFAULT))
anything.case("SCTP of IPv6 rides on none of IPv4", SASK, (up(ip6(
    "::10.20.1.5", "::10.20.0.10", SCTP, sctp(9, 9))), "in drop protocol"))
anything.case("a later fragment of SCTP rides on none", SASK, (up(ip4(
    CAM4, REC4, SCTP, bytes(64), offset=64)), "in drop protocol"))
anything.case("a later fragment has no ports, not port 0", (down(udp_ports(
    REC4, CAM4, 0, 0)), PULLS), (up(udp_ports(CAM4, REC4, 0, 0)), FLOW),
    (up(ip4(CAM4, REC4, UDP, bytes(64), offset=64)), "in drop fragment"))
anything.case("SCTP, 120 s after", SASK, (120.5, up(ip4(
    CAM4, REC4, SCTP, sctp(9, 9))), "in drop protocol"))
anything.case("a tunnel opens nothing", (down(ip4(REC4, CAM4, GRE, bytes(8))),
                                         "out drop tunnel"),
              (up(ip4(CAM4, REC4, GRE, bytes(8))), "in drop tunnel"))
anything.case("TCP from whatever port, but the recorder first",
              (answer(SYN, sport=1), DEFAULT), (ask(dport=1), PULLS),
              (answer(SYNACK, sport=1), FLOW))

# Beside rules of other kinds
mixed = Steps(policy(groups=[
    {"name": "cams", "macs": [CAM], "rules": pulls(
        rule("never", REC4, action="drop"))},
    {"name": "others", "macs": [CAM2], "rules": [
        {"name": "sends", "peer": REC4, "proto": "tcp",
         "initiated-by": "device"}]}]), "two groups")
mixed.case("a drop rule behind takes the rest", (answer(SYN, sport=40001),
                                                 "in drop rule:never"))
mixed.case("and nothing of the flow", OPEN, (answer(), FLOW))
mixed.case("what another device opened is not for this one",
           (up(tcp_ports(CAM4, REC4, 554, 40000), src=CAM2),
            "in pass rule:sends"), (answer(), "in drop rule:never"))
mixed.case("what this one may answer, another may open by its own rule only",
           OPEN, (up(udp_ports(CAM4, REC4, 554, 40000), src=CAM2), DEFAULT))
t.case("opens nothing: a group's address as the recorder's",
       (down(tcp_ports(REC4, CAM4, 40000, 554), src="01:00:5e:00:00:01"),
        "* drop multicast-source"), (answer(), DEFAULT))
# What one zone's rules opened is for that group; elsewhere others hold
zones = Steps(policy(
    zones=[{"name": "hall", "interface": "lan0", "vlans": [101]},
           {"name": "gate", "interface": "lan0", "vlans": [102]}],
    groups=[{"name": "free", "zones": ["hall"], "macs": [CAM],
             "rules": pulls({"name": "sends", "peer": REC4, "proto": "tcp",
                             "initiated-by": "device"})},
            {"name": "shut", "zones": ["gate"], "macs": [CAM],
             "rules": pulls(ports=[80])},
            {"name": "rest", "macs": [CAM]}]), "zones")
SENDS = answer(SYN, sport=50000, dport=22, tags=[101])
zones.case("opened in one zone, sent in another that has such rules",
           (SENDS, "in pass rule:sends"),
           (answer(sport=50000, dport=22, tags=[102]), DEFAULT),
           (answer(sport=50000, dport=22, tags=[101]), "in pass flow:sends"))
zones.case("opened in one zone, sent without a tag",
           (SENDS, "in pass rule:sends"),
           (answer(sport=50000, dport=22), DEFAULT),
           (answer(sport=50000, dport=22, tags=[101]), "in pass flow:sends"))
zones.case("opened by the recorder in one zone, answered in another",
           (ask(tags=[101]), PULLS), (answer(tags=[102]), DEFAULT),
           (answer(tags=[0, 102]), DEFAULT), (answer(tags=[101]), FLOW))
zones.case("both zones' rules would open it: the flow is the device's",
           (ask(dport=80, tags=[102]), PULLS),
           (answer(sport=80, tags=[102]), FLOW))
main(t, u, anything, mixed, zones)
