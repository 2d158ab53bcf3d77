# SPDX-License-Identifier: GPL-2.0
"""20,000 listed frames while an XDP program comes and goes: each was dropped by
the guard or received, and the guard counts both to the frame.

    cam0 --- lan0 [XDP, on and off all the time]
"""

import _xdp
from _flood import FloodBench, Tally, steady
from _lab import CAM, PC, run, table

FRAMES = 20000
MODES = ((_xdp.GENERIC, "generic"), (_xdp.NATIVE, "native"))


def toggled(b, prog, mode, flood):
    """How often the program came and went while the flood ran."""
    turns = 0
    while flood.running():
        _xdp.detach(_xdp.attach(b.rtr, "lan0", prog, mode))
        turns += 1
    return turns


def one_mode(tap, b, prog, mode, name):
    tally = Tally(b.rtr, "lan0", CAM)
    passed, dropped = b.counts()
    flood = b.flood(CAM, count=FRAMES)
    turns = toggled(b, prog, mode, flood)
    sent = b.stop(flood)
    passed, dropped = (now - before for now, before
                       in zip(b.counts(), (passed, dropped)))
    received = tally.count()
    print(f"# {name}: {turns} turns, {received} received, {dropped} dropped")
    tap.same(f"{name}: received and dropped are all that were sent",
             received + dropped, sent)
    tap.same(f"{name}: the guard counts what it let pass", passed, received)
    tap.result(f"{name}: both happened",
               [] if passed and dropped and turns > 5 else
               f"{passed} passed, {dropped} dropped, {turns} turns")


def main(proof):
    def body(tap, lab):
        b = FloodBench(lab)
        # without GRO, veth tears its queue down with the program
        b.rtr.run("ethtool", "-K", "lan0", "gro", "on")
        b.guard.apply(table("44:19:b6"))
        b.guard.proof(proof)
        key = b.guard.status()["key"]
        prog = _xdp.load(_xdp.tagging(key, b.rtr.ifindex("lan0"))
                         if proof == "tag" else
                         _xdp.verdict(_xdp.XDP_PASS))
        held = steady(b.rtr, prog)
        for mode, name in MODES:
            one_mode(tap, b, prog, mode, name)
        for link in held:
            _xdp.detach(link)
        tap.same("closed at the end", b.arrive(CAM, PC), [False, True])

    run(body)
