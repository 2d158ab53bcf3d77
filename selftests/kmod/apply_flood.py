#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""lenscap apply under a flood, from one policy to the next: a camera that both
list and neither lets out gets no frame through, on a port with the program and
on one without, and, with proof=tag, while the program is taken off and put
back. (With proof=program, a frame on its way when the program comes counts as
judged.)

    cam0 --- lan0 [lenscap]     cam1 --- lan1 (closed)

All on one processor: under an emulator, another one may run into a breakpoint
of the kernel's own patches, for programs that come and go, when they are over.
"""

import os

from _apply import Applied, no_lenscap
from _flood import Flood, Tally
from _lab import CAM, PC, Sender, frame, run, wire

ROUNDS = 4
MORE = ("00:11:22/24", "8c:1f:64:ab:c0:00/36")


def flooded(tap, cam, rtr, name, change):
    """What change() lets through, of floods into both ports."""
    guard = rtr.guard()
    tallies = {(dev, src): Tally(rtr, dev, src)
               for dev in ("lan0", "lan1") for src in (CAM, PC)}
    before = [guard.port(f"lan{i}")["dropped_frames"] for i in range(2)]
    floods = [Flood(Sender(cam, f"cam{i}"), (rtr, f"lan{i}"),
                    [frame(CAM, dport=10), frame(PC)], pause=0.001, cpu=0)
              for i in range(2)]
    change()
    sent = [flood.stop() for flood in floods]
    for i, number in enumerate(sent):
        print(f"# {name}: lan{i}: {number} sent")
        tap.same(f"{name}: lan{i}: no listed frame came through",
                 tallies[f"lan{i}", CAM].count(), 0)
        tap.same(f"{name}: lan{i}: every unlisted one did",
                 tallies[f"lan{i}", PC].count(), number // 2)
    dropped = [guard.port(f"lan{i}")["dropped_frames"] - before[i]
               for i in range(2)]
    tap.same(f"{name}: lan1: the guard dropped them all", dropped[1],
             sent[1] // 2)
    return dropped[0], sent[0] // 2


def body(tap, lab):
    cam, rtr = lab.place("cam"), lab.place("rtr")
    for i in range(2):
        wire(rtr, f"lan{i}", cam, f"cam{i}")
    with Applied(rtr) as applied:
        def switch():
            for i in range(ROUNDS):
                applied.apply("generic", f"policy{i}", MORE[:i % 3])

        def take_off():
            for i in range(ROUNDS):
                os.unlink(applied.link_pin())
                applied.apply("generic", f"again{i}", MORE[:i % 3])

        applied.apply("generic")
        dropped, _ = flooded(tap, cam, rtr, "switched", switch)
        tap.same("the program dropped all of lan0's", dropped, 0)
        applied.lc("guard", "enable", "--proof", "tag")
        dropped, listed = flooded(tap, cam, rtr, "taken off, tag", take_off)
        tap.result("the guard dropped some of lan0's, the program others",
                   [] if 0 < dropped < listed else f"{dropped} of {listed}")


run(body, [no_lenscap])
