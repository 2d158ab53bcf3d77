#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""1,000 rounds of loading and unloading, with guarded devices there, and with a
table, a staged one and a dropped frame in some: it comes and goes whole.

    cam0 --- lan0
"""

import os

import _module as module
from _genl import Guard
from _lab import CAM, PC, Bench, run, table
from _rounds import fast_load, fast_unload, stripped

ROUNDS = 1000
EVERY = 50      # a round with a table


def used(b, i):
    """A round in which the module has something to do; what went wrong."""
    guard = Guard(b.rtr.name)
    try:
        guard.apply(table("44:19:b6"))
        got = b.arrive(CAM, PC)
        if i % 2:
            guard.stage(table("00:11:22", ident=2))
        if got != [False, True]:
            return [f"round {i}: {got}"]
        return []
    finally:
        guard.close()


def body(tap, lab):
    b = Bench(lab)
    b.guard.close()
    module.unload()
    file, faults, rounds = stripped(), [], 0
    for i in range(ROUNDS):
        fast_load(file)
        if i % EVERY == 0:
            faults += used(b, i)
        fast_unload()
        rounds += 1
    os.close(file)
    tap.same("rounds", rounds, ROUNDS)
    tap.result("it worked in each that was tried", faults)
    tap.same("it is gone", module.loaded(), False)
    tap.same("and everything passes", b.arrive(CAM, PC), [True, True])


run(body)
