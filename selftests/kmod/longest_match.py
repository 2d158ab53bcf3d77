#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The longest prefix that says something decides, listed or exempt; one that
says nothing about the frame's zone hides no shorter one.

    cam0 --- lan0 (closed, zone 1)
"""

from _lab import Bench, Table, run


def body(tap, lab):
    b = Bench(lab)
    t = Table(1)
    here = t.zone("lan0")
    listed, exempt = t.cls([0, here], []), t.cls([], [0, here])
    elsewhere, nowhere = t.cls([0], []), t.cls([], [])
    t.prefix("44:19:b6", 24, listed)
    t.prefix("44:19:b6:50:00:00", 28, exempt)
    t.prefix("44:19:b6:55:50:00", 36, listed)
    t.prefix("44:19:b6:55:55:55", 48, exempt)
    t.prefix("44:19:b6:60:00:00", 28, elsewhere)
    t.prefix("44:19:b6:55:60:00", 36, nowhere)
    t.prefix("44:19:b6:70:00:01", 48, exempt)
    t.prefix("8c:1f:64", 24, exempt)
    t.prefix("8c:1f:64:ab:c0:00", 36, listed)
    t.prefix("00:11:22", 24, elsewhere)
    b.guard.apply(t)
    for mac, passes, name in (
            ("44:19:b6:00:00:01", False, "24 bits list"),
            ("44:19:b6:5f:ff:ff", True, "28 bits exempt, within them"),
            ("44:19:b6:55:50:01", False, "36 bits list, within those"),
            ("44:19:b6:55:55:55", True, "48 bits exempt, within those"),
            ("44:19:b6:55:55:56", False, "the next address does not"),
            ("44:19:b6:60:00:01", False, "28 bits listed elsewhere hide not"),
            ("44:19:b6:55:60:01", True, "nor 36 bits that say nothing"),
            ("44:19:b6:70:00:01", True, "48 bits against 24"),
            ("44:19:b6:70:00:02", False, "24 bits beside them"),
            ("8c:1f:64:00:00:01", True, "24 bits exempt"),
            ("8c:1f:64:ab:c0:01", False, "36 bits list, within them"),
            ("00:11:22:00:00:01", True, "listed elsewhere only: unlisted")):
        tap.same(name, b.arrive(mac), [passes])
    tap.same("exempt frames are not counted", b.counts()[0], 0)
    tap.same("dropped ones are", b.counts()[1], 6)


run(body)
