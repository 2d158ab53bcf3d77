#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Frames that the kernel's test run refuses: runts, short IPv4, jumbo frames
and what offloads put together. Each gets the verdict of its kind."""

from _frames import (CAM4, CAM6, FAR6, PC, REC4, ROUTER, TCP, UDP, down, ether,
                     ip4, ip6, tcp, udp, up)
from _table import Table, main, policy, rule

RULES = [rule("video", [REC4, FAR6], proto="tcp", ports=[554])]
t = Table(policy({"rules": RULES}))
OUT = up(ip4(CAM4, REC4, TCP, tcp(554, 9)), pad=0)
BACK = down(ip4(REC4, CAM4, TCP, tcp(9, 554)), pad=0)
NOBODY = ether(PC, ROUTER, ip4("10.20.9.9", REC4, TCP, tcp(554, 9)), pad=0)

for size in (12, 13, 14, 15, 20, 33):
    t.add(f"runt of {size} bytes", OUT[:size], "in drop header-cut")
    t.add(f"runt of {size} bytes, egress", BACK[:size], "out drop header-cut")
    t.add(f"runt of {size} bytes, unlisted", NOBODY[:size],
          "none pass unlisted")
for size in (34, 40, 53):
    t.add(f"IPv4 of {size} bytes, where it says more", OUT[:size],
          "in drop length")
    t.add(f"IPv4 of {size} bytes, egress", BACK[:size], "out drop length")
t.add("the shortest TCP frame", OUT, "in pass rule:video")
t.add("the shortest TCP frame, egress", BACK, "out pass rule:video")
for size in (0, 1, 5, 11):
    t.add(f"{size} bytes have no source", OUT[:size], "* * *", group=None)

for size in (1514, 1518, 2000, 3400, 3500, 3520, 3600, 3800, 4096, 4097, 9014,
             16000, 65535, 65549):
    body = bytes(size - 54)
    more = bytes(size - 74)
    t.add(f"IPv4 of {size} bytes", up(ip4(CAM4, REC4, TCP, tcp(554, 9, body))),
          "in pass rule:video")
    t.add(f"IPv4 of {size} bytes, egress",
          down(ip4(REC4, CAM4, TCP, tcp(9, 554, body))), "out pass rule:video")
    t.add(f"IPv4 of {size} bytes, another port",
          up(ip4(CAM4, REC4, TCP, tcp(555, 9, body))), "in drop default")
    t.add(f"IPv4 of {size} bytes, another port, egress",
          down(ip4(REC4, CAM4, TCP, tcp(9, 555, body))), "out drop default")
    t.add(f"IPv6 of {size} bytes", up(ip6(CAM6, FAR6, TCP, tcp(554, 9, more))),
          "in pass rule:video")
    t.add(f"IPv6 of {size} bytes, egress, tagged twice",
          down(ip6(FAR6, CAM6, TCP, tcp(9, 554, more)), tags=[5, 6]),
          "out pass rule:video")
# A long frame is judged with its true length: a lie is still seen
for size in (1514, 4000, 9014, 60000):
    body = bytes(size - 54)
    t.add(f"{size} bytes, total length one more",
          up(ip4(CAM4, REC4, TCP, tcp(554, 9, body), total=size - 13)),
          "in drop length")
    t.add(f"{size} bytes, total length one more, egress",
          down(ip4(REC4, CAM4, TCP, tcp(9, 554, body), total=size - 13)),
          "out drop length")
    t.add(f"{size} bytes, UDP length one more",
          up(ip4(CAM4, REC4, UDP, udp(554, 9, bytes(size - 42),
                                      size=size - 33))), "in drop length")
    t.add(f"{size} bytes, unlisted", ether(PC, ROUTER, ip4(
        CAM4, REC4, TCP, tcp(554, 9, body))), "none pass unlisted")

closed = Table(policy(interface={"unlisted": "drop"}), "unlisted: drop")
for size in (12, 13, 14, 20, 54):
    closed.add(f"runt of {size} bytes", NOBODY[:size], "none drop unlisted")
closed.add("9,014 bytes", ether(PC, ROUTER, ip4(CAM4, REC4, TCP, tcp(
    554, 9, bytes(8960)))), "none drop unlisted")
main(t, closed)
