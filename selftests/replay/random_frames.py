#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Thousands of damaged frames, always the same: what must hold for each of
them, whatever it is. Verdicts of single frames stand in the other tests."""

import random
import sys

from _frames import (ARP, CAM2, CAM4, CAM6, CAM_LL, DSTOPTS, FAR4, FAR6, GRE,
                     ICMP, ICMP6, LAN4, NS, REC4, TCP, UDP, arp, chain6, dhcp4,
                     dhcp6, down, error, fragment6, icmp, ip4, ip6, mac, mld,
                     nd, nd_option, options6, routing6, tcp, udp, up)
from _table import emit, judge, needs, policy, rule

COUNT, SEED = 4000, 20260708
FRAMES = [
    up(ip4(CAM4, REC4, TCP, tcp(554, 9, b"x" * 20))),
    up(ip4(CAM4, REC4, UDP, udp(554, 9), options=b"\1\1\x07\7\4\0\0\0\0")),
    up(ip4(CAM4, REC4, UDP, udp(554, 9, size=2000), more=True)),
    up(ip4(CAM4, REC4, ICMP, icmp(8)), tags=[5, 6]),
    up(ip4(CAM4, REC4, ICMP, error(3, 3, ip4(REC4, CAM4, UDP, udp(9, 554))))),
    up(ip4(CAM4, REC4, GRE, b"\0\0\x08\0" + ip4(CAM4, FAR4, TCP, tcp(1, 2)))),
    up(ip6(CAM6, FAR6, *chain6(3, TCP, tcp(554, 9)))),
    up(ip6(CAM6, FAR6, 43, routing6(DSTOPTS, options6(UDP, udp(554, 9)), 2))),
    up(ip6(CAM6, FAR6, 44, fragment6(UDP, udp(554, 9), more=True))),
    up(ip6(CAM6, FAR6, ICMP6, error(1, 4, ip6(FAR6, CAM6, TCP, tcp(9, 554))))),
    up(ip6(CAM_LL, "ff02::1", ICMP6, nd(NS, options=nd_option(1, mac(
        CAM2)) * 3), hop=255)),
    up(mld(CAM_LL, "ff02::16")), up(dhcp6(546, 547)), up(dhcp4(68, 67)),
    up(arp(), kind=ARP), up(arp(2, CAM2), kind=ARP, tags=[5]),
    up(b"\1\1\0\0", kind=0x888E), down(dhcp4(67, 68, LAN4, CAM4, op=2)),
    down(ip4(REC4, CAM4, TCP, tcp(9, 554))),
    down(ip6(FAR6, CAM6, *chain6(2, UDP, udp(9, 554)))),
]


def damaged(noise):
    """One of the frames, its addresses kept, the rest bent in a few places."""
    frame = bytearray(noise.choice(FRAMES))
    for _ in range(noise.choice((1, 1, 2, 3, 8))):
        at = noise.randrange(12, min(len(frame), noise.choice((24, 60, 400))))
        frame[at] = noise.choice((0, 1, 4, 6, 17, 41, 44, 58, 60, 0x7F, 0x81,
                                  0xFF, noise.randrange(256)))
    if noise.random() < 0.2:
        frame = frame[:noise.randrange(12, len(frame))]
    return bytes(frame)


# What the default drops, and what is known of it
DEFAULTS = ("default", "fragment", "not-housekeeping", "icmp-unbound")


def told(row):
    return row["direction"], row["reason"], row["rule"], row["group"]


def faults(rows, bad):
    """The first rows of which something does not hold."""
    return [row for row in rows if bad(row)][:5]


def results():
    noise = random.Random(SEED)
    frames = FRAMES + [damaged(noise) for _ in range(COUNT)]
    rules = [rule("r", [REC4, FAR6], ports=[554]),
             rule("icmp", [REC4, FAR6], proto="icmp")]
    closed = judge(frames, policy({"housekeeping": ["none"]}))
    yield "a row a frame", len(closed) == len(frames), len(closed)
    bad = faults(closed, lambda row: row["verdict"] != "drop"
                 or row["direction"] == "none" or row["group"] != "cams")
    yield ("without rules and housekeeping nothing listed passes", not bad,
           bad)
    ruled = judge(frames, policy({"rules": rules}))
    again = judge(frames, policy({"rules": rules}))
    yield "the same again", ruled == again, ""
    passed = {row["reason"] for row in ruled if row["verdict"] == "pass"}
    yield ("some pass, for all reasons there are",
           passed == {"rule", "housekeeping", "icmp-error"}, passed)
    watched = judge(frames, policy({"rules": rules}, mode="monitor"))
    pairs = list(zip(ruled, watched))
    bad = faults(pairs, lambda pair: told(pair[0]) != told(pair[1]) or pair[
        1]["verdict"] != pair[0]["verdict"].replace("drop", "would-drop"))
    yield "monitor says the same and drops nothing", not bad, bad
    opened = judge(frames, policy({"rules": rules, "default": "pass"}))
    pairs = list(zip(ruled, opened))
    bad = faults(pairs, lambda pair: pair[0]["reason"] not in DEFAULTS
                 and pair[0] != pair[1])
    yield "another default changes only what the default decides", not bad, bad
    cut = [(frame, noise.randrange(12, len(frame) + 1)) for frame in frames]
    for title, whole, group in (("", ruled, {"rules": rules}),
                                (", default pass", opened,
                                 {"rules": rules, "default": "pass"})):
        pairs = list(zip(whole, judge(cut, policy(group))))
        bad = faults(pairs, lambda pair: pair[1]["reason"] != "capture-cut"
                     and pair[0] != pair[1])
        yield ("what a capture cut off changes no verdict but to capture-cut"
               + title, not bad, "\n".join(map(str, bad)))


needs()
sys.exit(emit(results()))
