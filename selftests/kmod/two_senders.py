#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Two senders on two processors into two ports, while the table is replaced
500 times: the counters lose and gain no frame.

    cam0 --- lan0 (closed)     cam1 --- lan1 (open: XDP passes all)
"""

import os

import _xdp
from _flood import Flood, Tally
from _lab import CAM, PC, Sender, frame, run, table, wire

ROUNDS = 500


def body(tap, lab):
    cam, rtr = lab.place("cam"), lab.place("rtr")
    for i in range(2):
        wire(rtr, f"lan{i}", cam, f"cam{i}")
    guard = rtr.guard()
    tables = [table("44:19:b6", ident=1),
              table("44:19:b6", "00:11:22", ident=2)]
    guard.apply(tables[1])
    prog = _xdp.load(_xdp.verdict(_xdp.XDP_PASS))
    link = _xdp.attach(rtr, "lan1", prog, _xdp.GENERIC)
    tallies = {(dev, src): Tally(rtr, dev, src)
               for dev in ("lan0", "lan1") for src in (CAM, PC)}
    floods = {f"lan{i}": Flood(Sender(cam, f"cam{i}"), (rtr, f"lan{i}"),
                               [frame(CAM), frame(PC)], cpu=i)
              for i in range(2)}
    for i in range(ROUNDS):
        guard.apply(tables[i % 2])
    sent = {dev: flood.stop() for dev, flood in floods.items()}
    for dev, is_open in (("lan0", False), ("lan1", True)):
        half = sent[dev] // 2
        print(f"# {dev}: {sent[dev]} sent")
        port = guard.port(dev)
        tap.same(f"{dev}: the guard counts every listed frame",
                 (port["passed_frames"], port["dropped_frames"]),
                 (half, 0) if is_open else (0, half))
        tap.same(f"{dev}: every byte of them",
                 port["passed_bytes"] + port["dropped_bytes"], 60 * half)
        tap.same(f"{dev}: listed frames that arrive",
                 tallies[dev, CAM].count(), half if is_open else 0)
        tap.same(f"{dev}: unlisted frames that arrive",
                 tallies[dev, PC].count(), half)
    tap.result("on two processors" if os.cpu_count() > 1 else
               "on two processors # SKIP there is one")
    _xdp.detach(link)


run(body)
