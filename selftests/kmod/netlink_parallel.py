#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Several processes that stage, commit, abort, clear and ask at once, and the
module taken away under them: each is answered, and what stands is whole.
"""

import os
import random
import sys

import _module as module
from _genl import Guard, NoFamily, Refused, Table
from _hostile import run

WORKERS = 4
ROUNDS = 300
# id: how many prefixes the table of that id has
SIZES = {1: 0, 2: 3, 3: 500, 4: 2000}
# What two that do not agree may be told
AT_ODDS = {"ENOENT", "ESTALE"}


def tables():
    made = {}
    for ident, count in SIZES.items():
        table = Table(ident)
        for at in range(count):
            table.prefix(bytes([4 * (at >> 8), at & 255, 1, 0, 0, 0]), 24)
        made[ident] = table.encode()
    return made


def torn(status):
    """Faults of a table that has not the prefixes of its id."""
    for which in ("current", "staged"):
        table = status[which]
        if table and SIZES.get(int(table["id"][:2], 16)) != table["prefixes"]:
            yield f"{which}: {table}"


def ask(guard, rng, made):
    """One request; faults of its answer."""
    what, ident = rng.randrange(8), rng.choice(list(made))
    try:
        if what < 2:
            guard.stage(made[ident])
        elif what < 4:
            guard.commit(ident)
        elif what == 4:
            rng.choice((guard.abort, guard.clear))()
        elif what == 5:
            guard.proof(rng.choice(("program", "tag")))
        elif what == 6:
            guard.ports()
        else:
            return list(torn(guard.status()))
    except InterruptedError:
        pass        # the ports changed under the dump, and it says so
    except Refused as refused:
        if refused.name not in AT_ODDS:
            return [str(refused)]
    return []


def until_gone(guard, rng, made):
    """Stage until the family is gone; faults of another end."""
    while True:
        try:
            guard.stage(made[rng.choice(list(made))])
            guard.status()
        except Refused as refused:
            return [] if refused.name == "ENOENT" else [str(refused)]


def worker(number, made, gone, ready):
    faults = []
    with Guard() as guard:
        os.write(ready, b".")
        rng = random.Random(number)
        if gone:
            faults = until_gone(guard, rng, made)
        for _ in range(0 if gone else ROUNDS):
            faults += ask(guard, rng, made)
    for fault in faults[:4]:
        print(f"# worker {number}: {fault}", flush=True)
    return bool(faults)


def start(made, gone=False):
    """The processes, which leave by their exit status; all have the family."""
    pids = []
    waits, ready = os.pipe()
    for number in range(WORKERS):
        pid = os.fork()
        if not pid:
            status = 1
            try:
                status = worker(number, made, gone, ready)
            finally:
                os.write(ready, b".")   # one that failed is not waited for
                os._exit(status)
        pids.append(pid)
    os.close(ready)
    # or one that is slow finds none, once the module is gone
    there = 0
    while there < WORKERS and (said := os.read(waits, WORKERS)):
        there += len(said)
    os.close(waits)
    return pids


def failed(pids):
    return [f"worker {number} failed" for number, pid in enumerate(pids)
            if os.waitpid(pid, 0)[1]]


def taken_away(made):
    """Unload the module while it is asked, and load it again; faults."""
    pids = start(made, gone=True)
    module.unload()
    faults = failed(pids)
    try:
        Guard().close()
        faults.append("the family is still there")
    except NoFamily:
        pass
    module.load()
    return faults


def body(tap, steady):
    made = tables()
    steady.guard.clear()
    tap.result(f"{WORKERS} processes at once", failed(start(made)))
    tap.result("what stands is whole", list(torn(steady.guard.status())))
    steady.guard.close()
    for number in range(1, 6):
        tap.result(f"the module goes while it is asked, {number}",
                   taken_away(made))
    # the family is another one to the kernel each time
    steady.guard = Guard()
    steady.reset()


if __name__ == "__main__":
    sys.exit(run(body))
