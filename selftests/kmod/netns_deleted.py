#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A namespace goes with its guarded devices, a current and a staged table, and
listeners, and takes nothing along that others use.

    cam: cam0 --- lan0 :gone     cam: cam1 --- lan1 :kept
"""

from _lab import (CAM, PC, Receiver, Sender, arrivals, run, table, until, wire)

ROUNDS = 5


def body(tap, lab):
    cam, kept = lab.place("cam"), lab.place("kept")
    wire(kept, "lan1", cam, "cam1")
    guard, seen = kept.guard(), cam.guard()
    guard.apply(table("44:19:b6"))
    seen.apply(table("00:11:22", ident=9))
    tx, rx = Sender(cam, "cam1"), Receiver(kept, "lan1")
    before = seen.status()["ports"]
    for i in range(ROUNDS):
        gone = lab.place(f"gone{i}")
        wire(gone, "lan0", cam, "cam0")
        its = gone.guard()
        its.apply(table("44:19:b6", ident=2))
        its.stage(table("44:19:b6", "00:11:22", ident=3))
        its.listen()
        its.proof("tag" if i % 2 else "program")
        dropped = arrivals(Sender(cam, "cam0"), Receiver(gone, "lan0"),
                           [CAM, PC])
        lab.drop(gone)
        left = until(lambda: seen.status()["ports"] == before)
        tap.same(f"round {i}: it drops, goes, and its ports with it",
                 (dropped, left), ([False, True], True))
    tap.same("the other namespace drops as before",
             arrivals(tx, rx, [CAM, PC]), [False, True])
    tap.same("and has its port and its table",
             (guard.status()["ports"], guard.status()["current"]["prefixes"]),
             (1, 1))


run(body)
