#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The module is unloaded and loaded under traffic, 20 times: nothing breaks,
and no unlisted frame is lost, whatever state it is in.

    cam0 --- lan0, with or without a program, the module coming and going
"""

import os

import _module as module
import _xdp
from _genl import Guard
from _flood import FloodBench, Tally, steady
from _lab import CAM, PC, run, table, until
from _rounds import fast_load, fast_unload, stripped

ROUNDS = 20


def body(tap, lab):
    b = FloodBench(lab)
    unlisted = Tally(b.rtr, "lan0", PC)
    b.guard.close()
    module.unload()
    file = stripped()
    prog = _xdp.load(_xdp.verdict(_xdp.XDP_PASS))
    held = steady(b.rtr, prog)
    flood = b.flood(CAM, PC, pause=0.001)
    worked = 0
    for i in range(ROUNDS):
        fast_load(file)
        guard = Guard(b.rtr.name)
        guard.apply(table("44:19:b6"))
        link = _xdp.attach(b.rtr, "lan0", prog, _xdp.GENERIC) if i % 2 \
            else None
        kind = "passed_frames" if link else "dropped_frames"
        worked += bool(until(lambda: guard.port("lan0")[kind]))
        if i % 3 == 1:
            guard.stage(table("00:11:22", ident=2))
        guard.close()
        fast_unload()
        if link:
            _xdp.detach(link)
    os.close(file)
    sent = b.stop(flood)
    for link in held:
        _xdp.detach(link)
    print(f"# {sent} frames sent")
    tap.same("it guarded each time", worked, ROUNDS)
    tap.same("every unlisted frame came through", unlisted.count(),
             sent // 2)
    tap.same("without it, listed frames pass", b.arrive(CAM, PC),
             [True, True])


run(body)
