#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""20,000 frames while lenscap's own program comes and goes, proof=tag: each was
received, dropped by the guard or dropped by the program.

    cam0 --- lan0 [lenscap's program, on and off all the time, generic XDP]

Not native: where GRO is on, veth does not wait for its poll before it lets go
of what the program reads (its device), and a kernel without GRO there loses
what is in its queue.
"""

import json
import os

import _xdp
from _apply import Applied, no_lenscap
from _flood import FloodBench, Tally, steady
from _lab import CAM, run, until

FRAMES = 20000


def dropped_by_program(applied):
    rows = json.loads(applied.lc("counters", "--json").stdout)["rows"]
    return sum(row["frames"] for row in rows if row["verdict"] == "drop")


def body(tap, lab):
    b = FloodBench(lab)
    with Applied(b.rtr) as applied:
        applied.apply("generic")
        applied.lc("guard", "enable", "--proof", "tag")
        link = _xdp.pinned(applied.link_pin())
        prog = _xdp.program_of_link(link)
        os.unlink(applied.link_pin())
        _xdp.detach(link)
        until(lambda: b.guard.port("lan0")["state"] == "closed")
        held = steady(b.rtr, prog)
        tally, turns = Tally(b.rtr, "lan0", CAM), 0
        flood = b.flood(CAM, (CAM, {"dport": 10}), count=FRAMES)
        while flood.running():
            _xdp.detach(_xdp.attach(b.rtr, "lan0", prog, _xdp.GENERIC))
            turns += 1
        sent = b.stop(flood)
        for link in held:
            _xdp.detach(link)
        passed, guarded = b.counts()
        received, judged = tally.count(), dropped_by_program(applied)
        print(f"# {turns} turns, {received} received, {guarded} dropped by the "
              f"guard, {judged} by the program")
        tap.same("all frames are accounted for", received + guarded + judged,
                 sent)
        tap.same("the guard counts what it let pass", passed, received)
        tap.result("all three happened", [] if min(
            received, guarded, judged, turns - 5) > 0 else "not all did")


run(body, [no_lenscap])
