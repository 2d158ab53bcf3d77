#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by exhaustion: a device that opens more flows than a table holds, or
tries more than it could, does not end what its recorder opened and gets
nothing else through."""

import struct

from _steps import Steps, main, opens, policy, pulls, tcp_ports, udp_ports
from _frames import CAM, CAM2, CAM4, FAR4, LAN4, REC4, UDP, down, ip4, udp, up

MANY = 100000       # a table holds 65,536
ASK = (down(tcp_ports(REC4, CAM4, 40000, 554)), "out pass rule:pulls")
ANSWER = up(tcp_ports(CAM4, REC4, 554, 40000))
FLOW, DEFAULT = "in pass flow:pulls", "in drop default"


def each(src, dst, dport):
    """Distinct flows: all ports of some addresses of the device's."""
    frame = bytearray(up(ip4(CAM4, dst, UDP, udp(1, dport, b"")), src=src))
    for at in range(MANY):
        struct.pack_into("!H", frame, 14 + 14, 0x0105 + (at >> 16))
        struct.pack_into("!H", frame, 14 + 20, at & 0xFFFF)
        yield bytes(frame)


class Flood(Steps):
    """One case with a flood, ten microseconds a frame, after `before` steps;
    what the frames of the flood came to is a case of its own."""

    def __init__(self, title, flood, comes_to, before, *steps):
        super().__init__(policy({"rules": pulls(opens())}), title)
        self.flood, self.comes_to, self.before = flood, comes_to, before
        self.case("what stands", *steps)
        self.met = set()

    def timed(self):
        now, stamps = 0, list(super().timed())
        for at, frame in stamps[:self.before]:
            now = at
            yield at, frame
        for frame in each(*self.flood):
            now += 10000
            yield now, frame
        now -= stamps[self.before - 1][0]
        for at, frame in stamps[self.before:]:
            yield at + now, frame

    def judge(self):
        rows = super().judge()
        flood = rows[self.before:self.before + MANY]
        self.met = {(row["verdict"], row["reason"], row["rule"])
                    for row in flood}
        return rows[:self.before] + rows[self.before + MANY:]

    def results(self):
        outcome = super().results()
        return outcome + [(self.title + "each frame of it",
                           self.met == {self.comes_to},
                           f"came to {self.met}")]


def reply(dport=1, dst=CAM4):
    return down(udp_ports(LAN4, dst, 123, dport))


RULE = ("pass", "rule", "clock")
own = Flood("100,000 flows of its own", (CAM, LAN4, 123), RULE, 2, ASK,
            (up(udp_ports("10.20.1.9", LAN4, 40000, 123)),
             "in pass rule:clock"),
            (ANSWER, FLOW), (reply((MANY - 1) & 0xFFFF, "10.20.1.6"),
                             "out pass flow:clock"),
            # the table was full: the first are no more
            (reply(40000, "10.20.1.9"), "out drop default"),
            (reply(1), "out drop default"),
            (up(tcp_ports(CAM4, REC4, 554, 40001)), DEFAULT),
            (up(tcp_ports(CAM4, FAR4, 554, 40000)), DEFAULT))
other = Flood("100,000 flows of another device", (CAM2, LAN4, 123), RULE, 1,
              ASK, (ANSWER, FLOW),
              (up(udp_ports(CAM4, LAN4, 40000, 123)), "in pass rule:clock"),
              (reply(40000), "out pass flow:clock"))
tries = Flood("100,000 calls that are refused", (CAM, REC4, 40000),
              ("drop", "default", None), 2, ASK,
              (up(udp_ports(CAM4, LAN4, 40000, 123)), "in pass rule:clock"),
              (ANSWER, FLOW), (reply(40000), "out pass flow:clock"))
main(own, other, tries)
