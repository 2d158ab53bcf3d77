#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Hundreds of namespaces and wires come and go, with and without tables: ports
are counted right at every step, and none is left at the end.

    each round: ns0 -- ns1 -- ns2 ... a ring of namespaces, WIRES a neighbour
"""

from _lab import run, table, until

ROUNDS, PLACES, WIRES = 2, 9, 10


def one_round(tap, lab, i):
    """Every third namespace has no table, the others before or after they
    have devices; every third deletes its wires to the next."""
    places = [lab.place(f"{i}-{n}") for n in range(PLACES)]
    guards = [place.guard() for place in places]
    for guard in guards[1::3]:
        guard.apply(table("44:19:b6"))
    for n, place in enumerate(places):
        other = places[(n + 1) % PLACES]
        place.batch(*(f"link add a{w} type veth peer name b{w} "
                      f"netns {other.name}" for w in range(WIRES)))
    for guard in guards[2::3]:
        guard.stage(table("44:19:b6"))
    tap.same(f"round {i}: each namespace with a table has its ports",
             [guard.status()["ports"] for guard in guards],
             [2 * WIRES if n % 3 else 0 for n in range(PLACES)])
    for place in places[::3]:
        place.batch(*(f"link del a{w}" for w in range(WIRES)))
    tap.same(f"round {i}: deleted wires are ports no more",
             [guard.status()["ports"] for guard in guards],
             [(0, WIRES, 2 * WIRES)[n % 3] for n in range(PLACES)])
    tap.same(f"round {i}: a dump says the same",
             [len(guard.ports()) for guard in guards],
             [(0, WIRES, 2 * WIRES)[n % 3] for n in range(PLACES)])
    for place in places:
        lab.drop(place)


def body(tap, lab):
    here = lab.place("here")
    here.batch(*(f"link add a{w} type veth peer name b{w}"
                 for w in range(WIRES)))
    guard = here.guard()
    guard.apply(table("44:19:b6"))
    for i in range(ROUNDS):
        one_round(tap, lab, i)
    tap.same("a namespace beside them has as many as before", until(
        lambda: (guard.status()["ports"], len(guard.ports()))
        == (2 * WIRES, 2 * WIRES)), True)
    tap.same("and none without a hook", guard.status()["unguarded"], 0)


run(body)
