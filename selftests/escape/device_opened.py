#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes from what a device may open itself: the peer and port that it names
and no other; and peers that come without having been called."""

from _steps import (Steps, by_mac, main, opens, policy, pulls, tcp_ports,
                    udp_ports)
from _frames import (CAM2, CAM4, CAM6, FAR4, FAR6, LAN4, LAN6, REC4, REC6,
                     down, up)

CLOCKS = [LAN4, LAN6]
DEFAULT, OUT_DEFAULT = "in drop default", "out drop default"
RULE, FLOW, BACK = ("in pass rule:clock", "in pass flow:clock",
                    "out pass flow:clock")
t = Steps(policy({"rules": pulls(
    opens(peer=CLOCKS),
    opens("upload", REC4, "tcp", [990]), peer=[REC4, REC6])}))


def call(dst=LAN4, sport=40000, dport=123, src=CAM4, **more):
    return up(udp_ports(src, dst, sport, dport), **more)


def reply(src=LAN4, sport=123, dport=40000, dst=CAM4, **more):
    return down(udp_ports(src, dst, sport, dport), **more)


ASKED = (call(), RULE)
t.case("asked and answered", ASKED, (reply(), BACK), (call(), FLOW))
t.case("IPv6", (call(LAN6, src=CAM6), RULE), (reply(LAN6, dst=CAM6), BACK))
t.case("again to the same from another port", ASKED, (call(sport=40001), RULE))

# The device
for name, frame in {
        "another host's clock": call(FAR4), "a clock of IPv6": call(
            FAR6, src=CAM6), "another port of the clock": call(dport=53),
        "the port on its own side": call(sport=123, dport=53),
        "port 0": call(dport=0),
        "the clock's port by TCP": up(tcp_ports(CAM4, LAN4, 40000, 123)),
        "the recorder's clock": call(REC4),
        "a neighbour of the clock": call("10.20.0.2"),
        "everybody's clock": call("255.255.255.255"),
        "the link's clocks": call("224.0.1.1"),
        "the upload's port by UDP": call(REC4, dport=990),
        "the upload's port elsewhere": up(tcp_ports(CAM4, FAR4, 40000, 990)),
        "the mapped address of the clock": call(
            "::ffff:10.20.0.1", src="::ffff:10.20.1.5"),
        "the compatible address of the clock": call(
            "::10.20.0.1", src="::10.20.1.5")}.items():
    t.add(f"calls {name}", frame, DEFAULT)
    t.case(f"calls {name}, beside an open flow", ASKED, (frame, DEFAULT))

# The peer
t.case("the clock sends first", (reply(), OUT_DEFAULT), (call(), RULE),
       (reply(), BACK))
for name, frame in {
        "another port of the device": reply(dport=40001),
        "another port of the clock": reply(sport=124),
        "another host": reply(FAR4), "a neighbour": reply("10.20.0.2"),
        "another protocol": down(tcp_ports(LAN4, CAM4, 123, 40000)),
        "another address of the device": reply(dst="10.20.1.6"),
        "another device": down(
            udp_ports(LAN4, CAM4, 123, 40000), dst=CAM2),
        "IPv6 of the same bits": down(udp_ports(
            "::10.20.0.1", "::10.20.1.5", 123, 40000)),
        "the ports turned round": reply(sport=40000, dport=123)}.items():
    t.case(f"answered from or to {name}", ASKED, (frame, OUT_DEFAULT))
t.case("answered after 120 s", ASKED, (120, reply(), BACK))
t.case("answered after more", ASKED, (120.000000001, reply(), OUT_DEFAULT))
t.case("the device's frames keep it open", ASKED, (119, call(), FLOW),
       (119, reply(), BACK))
t.case("asked by another device, answered to this one",
       (by_mac(CAM2, call()), RULE), (reply(), OUT_DEFAULT))

# TCP
UP = (up(tcp_ports(CAM4, REC4, 50000, 990, flags=2)), "in pass rule:upload")
t.case("TCP: opened", UP, (down(tcp_ports(REC4, CAM4, 990, 50000, flags=0x12)),
                           "out pass flow:upload"),
       (up(tcp_ports(CAM4, REC4, 50000, 990)), "in pass flow:upload"))
t.case("TCP: the peer comes first",
       (down(tcp_ports(REC4, CAM4, 990, 50000, flags=2)), OUT_DEFAULT))
t.case("TCP: the peer comes back after its end", UP,
       (down(tcp_ports(REC4, CAM4, 990, 50000, flags=0x11)),
        "out pass flow:upload"),
       (61, down(tcp_ports(REC4, CAM4, 990, 50000, flags=2)), OUT_DEFAULT))
t.case("TCP: the peer's SYN does not begin it anew", UP,
       (down(tcp_ports(REC4, CAM4, 990, 50000, flags=0x11)),
        "out pass flow:upload"),
       (30, down(tcp_ports(REC4, CAM4, 990, 50000, flags=2)),
        "out pass flow:upload"),
       (31, down(tcp_ports(REC4, CAM4, 990, 50000)), OUT_DEFAULT))
t.case("TCP: the device's SYN does", UP,
       (up(tcp_ports(CAM4, REC4, 50000, 990, flags=0x11)),
        "in pass flow:upload"),
       (30, up(tcp_ports(CAM4, REC4, 50000, 990, flags=2)),
        "in pass rule:upload"),
       (3000, down(tcp_ports(REC4, CAM4, 990, 50000)), "out pass flow:upload"))
t.case("TCP: a way out does not open the way in on the same ports", UP,
       (down(tcp_ports(REC4, CAM4, 50000, 990)), OUT_DEFAULT),
       (down(tcp_ports(REC4, CAM4, 40000, 554)), "out pass rule:pulls"))
t.case("what the recorder opened counts as the recorder's",
       (down(tcp_ports(REC4, CAM4, 990, 554)), "out pass rule:pulls"),
       (up(tcp_ports(CAM4, REC4, 554, 990)), "in pass flow:pulls"))
main(t)
