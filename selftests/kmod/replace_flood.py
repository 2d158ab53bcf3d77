#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Tables are replaced under a flood, 200 times: a prefix that is in the table
before and the table after is never in neither, whatever comes between.

    cam0 --- lan0 (closed)    44:19:b6 in every table, the others in some
"""

from _flood import FloodBench, Tally
from _lab import CAM, PC, run, table

ROUNDS = 200
OTHERS = ("00:11:22", "00:11:33", "8c:1f:64:ab:c0:00/36")


def body(tap, lab):
    b = FloodBench(lab)
    tables = [table("44:19:b6", *OTHERS[:i], ident=1 + i) for i in range(3)]
    tables.append(table("44:19:b6:00:00:05/48", ident=4))
    b.guard.apply(tables[0])
    listed, unlisted = (Tally(b.rtr, "lan0", x) for x in (CAM, PC))
    flood = b.flood(CAM, PC)
    for i in range(ROUNDS):
        one = tables[i % len(tables)]
        b.guard.stage(one)
        if i % 5 == 1:
            b.guard.stage(tables[(i + 1) % len(tables)])
            b.guard.stage(one)
        if i % 7 == 2:
            b.guard.abort()
            b.guard.stage(one)
        b.guard.commit(one)
    sent = b.stop(flood)
    tap.result("there was a flood", [] if sent > 2 * ROUNDS else f"{sent}")
    tap.same("no listed frame came through", listed.count(), 0)
    tap.same("all were counted as dropped", b.counts(), (0, sent // 2))
    tap.same("all unlisted ones came through", unlisted.count(),
             sent // 2)
    status = b.guard.status()
    tap.same("the last table is current, none is staged",
             (status["current"]["id"][:2], status["staged"]),
             (f"{1 + (ROUNDS - 1) % len(tables):02x}", None))


run(body)
