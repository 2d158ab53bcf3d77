#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes from the rate: bursts, patience, other ports, addresses and kinds of
frames, and what was refused anyway. One megabit a second and 64 KiB."""

from _steps import Steps, main, opens, policy, pulls, rule, tcp_ports
from _frames import (ARP, BROADCAST, CAM2, CAM4, CAM6, FAR4, REC4, REC6, UDP,
                     arp, down, ip4, ip6, udp, up)

RATE = {"rate": {"per-device": "1mbit", "burst": "64kib"}}
RULES = [rule("video", [REC4, REC6], proto="udp", ports=[554])]
OVER, FINE = "in drop rate:video", "in pass rule:video"
BURST = 65536


def big(size, sport=554, dst=REC4, **more):
    return up(ip4(CAM4, dst, UDP, udp(sport, 9, bytes(size - 42))), **more)


# One frame, and then the bucket lacks 16 bytes for a frame of 64
FIRST = (big(BURST - 48), FINE)
SMALL = big(64)
t = Steps(policy({"rules": RULES, **RATE}))
t.case("a burst fits", (big(BURST - 64), FINE), (0, SMALL, FINE))
t.case("a burst and a byte does not", (big(BURST - 63), FINE),
       (0, SMALL, OVER))
t.case("more than a burst at once never fits", (big(BURST + 1), OVER),
       (600, big(BURST + 1), OVER))
t.case("what was refused takes nothing", (big(BURST - 64), FINE),
       (0, big(2000), OVER), (0, big(2000), OVER), (0, SMALL, FINE))
t.case("the bucket fills with time", FIRST, (0, SMALL, OVER),
       (16 * 8 / 1e6 + 0.000001, SMALL, FINE), (0, SMALL, OVER))
t.case("not a bit too early", FIRST, (15.9 * 8 / 1e6, SMALL, OVER))
t.case("and no more than full, after a day", (big(BURST), FINE),
       (86400, big(BURST), FINE), (0, SMALL, OVER))
t.case("a second is 125,000 bytes, of which the bucket holds 65,536",
       (big(BURST), FINE), (1, big(BURST - 64), FINE), (0, SMALL, FINE),
       (0, SMALL, OVER))
t.case("half a burst in half the time", (big(BURST), FINE),
       (BURST / 2 * 8 / 1e6 + 0.000001, big(BURST // 2), FINE),
       (0, SMALL, OVER))
t.case("IPv6 is from the same bucket", FIRST,
       (0, up(ip6(CAM6, REC6, UDP, udp(554, 9, bytes(10)))), OVER))
t.case("another source port is from the same bucket", FIRST,
       (0, up(ip4(
           CAM4, REC4, UDP, udp(1554, 554, bytes(22)))), OVER))
t.case("another source address is from the same bucket", FIRST,
       (0, up(ip4("10.20.1.6", REC4, UDP, udp(554, 9, bytes(22)))), OVER))
t.case("housekeeping is from the same bucket", FIRST,
       (0, up(arp(), dst=BROADCAST, kind=ARP), "in drop rate"))
t.case("housekeeping empties it too", (big(BURST - 60), FINE),
       (0, up(arp(), dst=BROADCAST, kind=ARP), "in pass housekeeping"),
       (0, SMALL, OVER))
t.case("what the rules refuse has the rules' reason", FIRST,
       (0, big(64, dst=FAR4), "in drop default"))
t.case("and takes nothing", (big(BURST - 64), FINE),
       *[(0, big(1500, dst=FAR4), "in drop default")] * 9, (0, SMALL, FINE))
t.case("another device has its own", FIRST, (0, SMALL, OVER),
       (0, big(64, src=CAM2), FINE))
t.case("another VLAN is another device", FIRST, (0, SMALL, OVER),
       (0, big(64, tags=[5]), FINE))
t.case("a priority tag is not", FIRST, (0, SMALL, OVER),
       (0, big(60, tags=[0xE000]), OVER))
t.case("to the device there is none", FIRST,
       (0, down(ip4(REC4, CAM4, UDP, udp(9, 554, bytes(9000)))),
        "out pass rule:video"))
t.case("bytes behind the packet count", FIRST, (0, SMALL, OVER),
       (600, up(ip4(CAM4, REC4, UDP, udp(554, 9, b"")), pad=BURST), FINE),
       (0, SMALL, OVER))
t.case("many small frames are as many bytes", *[(0, big(1024), FINE)] * 64,
       (0, SMALL, OVER))

flows = Steps(policy({"rules": pulls(opens()), **RATE}), "flows")
ASK = (down(tcp_ports(REC4, CAM4, 40000, 554)), "out pass rule:pulls")


def answer(size):
    frame = tcp_ports(CAM4, REC4, 554, 40000, total=size - 14)
    return up(frame + bytes(size - 14 - len(frame)))


flows.case("within a flow too", ASK,
           (0, answer(BURST), "in pass flow:pulls"),
           (0, answer(64), "in drop rate:pulls"),
           (0.1, answer(64), "in pass flow:pulls"))
flows.case("the flow lives on", ASK, (0, answer(BURST), "in pass flow:pulls"),
           (0, answer(64), "in drop rate:pulls"),
           (3000, answer(64), "in pass flow:pulls"))



def asks(port, size=64):
    return up(ip4(CAM4, "10.20.0.1", UDP, udp(port, 123, bytes(size - 42))))


def told(port):
    return down(ip4("10.20.0.1", CAM4, UDP, udp(123, port)))


flows.case("what is over it opens nothing",
           (asks(5000, BURST - 48), "in pass rule:clock"),
           (0, asks(6000), "in drop rate:clock"),
           (0, told(6000), "out drop default"),
           (0, told(5000), "out pass flow:clock"))
# The bucket's clock counts 1/64 ns in 64 bits: it begins anew six times from
# 1970 to 2024-10-19 23:57:36.9 UTC; a case begins after APART seconds
TURN = 6 * 2 ** 58 / 1e9 - 1700000000 - 7200
turns = Steps(policy({"rules": RULES, **RATE}), "clock")
turns.case("it begins anew", (big(BURST), FINE), (TURN - 0.1, big(BURST), FINE),
           (0, SMALL, OVER), (1, big(BURST - 64), FINE), (0, SMALL, FINE),
           (0, SMALL, OVER), (100, big(BURST), FINE))

watched = Steps(policy({"rules": RULES, "mode": "monitor", **RATE}), "monitor")
watched.case("would drop", FIRST, (0, SMALL, "in would-drop rate:video"),
             (1, SMALL, FINE))
free = Steps(policy({"default": "pass", **RATE}), "default pass")
free.case("the default is from the bucket too",
          (big(BURST - 48, dst=FAR4), "in pass default"),
          (0, big(64, dst=FAR4), "in drop rate"))
main(t, flows, turns, watched, free)
