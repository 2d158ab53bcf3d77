#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Prefixes of 24, 28, 36 and 48 bits list their first and their last address,
and not the ones before and behind.

    cam0 --- lan0 (closed)
"""

from _lab import Bench, run, table

# prefix, addresses in it, addresses next to it
CASES = [
    ("44:19:b6/24", ("44:19:b6:00:00:00", "44:19:b6:ff:ff:ff"),
     ("44:19:b5:ff:ff:ff", "44:19:b7:00:00:00", "44:18:b6:00:00:00")),
    ("8c:1f:64:a0:00:00/28", ("8c:1f:64:a0:00:00", "8c:1f:64:af:ff:ff"),
     ("8c:1f:64:9f:ff:ff", "8c:1f:64:b0:00:00", "8c:1f:65:a0:00:00")),
    ("8c:1f:64:ba:b0:00/36", ("8c:1f:64:ba:b0:00", "8c:1f:64:ba:bf:ff"),
     ("8c:1f:64:ba:af:ff", "8c:1f:64:ba:c0:00", "8c:1f:64:bb:b0:00")),
    ("00:11:22:33:44:55/48", ("00:11:22:33:44:55",),
     ("00:11:22:33:44:54", "00:11:22:33:44:56", "00:11:22:33:45:55")),
]


def body(tap, lab):
    b = Bench(lab)
    for prefix, _, _ in CASES:
        b.guard.apply(table(prefix))
        check(tap, b, f"{prefix} alone", [x for x in CASES if x[0] == prefix],
              [x for x in CASES if x[0] != prefix])
    b.guard.apply(table(*(prefix for prefix, _, _ in CASES)))
    check(tap, b, "all four together", CASES, [])


def check(tap, b, name, listed, unlisted):
    within = [x for _, inside, _ in listed for x in inside]
    beside = ([x for _, _, outside in listed for x in outside] +
              [x for _, inside, _ in unlisted for x in inside])
    passed = b.arrive(*within, *beside)
    tap.same(f"{name}: what it holds is dropped",
             [x for x, p in zip(within, passed) if p], [])
    tap.same(f"{name}: what it does not hold passes",
             [x for x, p in zip(beside, passed[len(within):]) if not p], [])


run(body)
