#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Stage, commit, abort, clear in every order: which table stands afterwards,
and which are refused. Namespaces do not see each other's tables.
"""

import os
import sys

from _genl import Guard, Table
from _header import H
from _hostile import run, unshare
from _nl import CLONE_NEWNET, InNetns, attr

NONE = {"current": None, "staged": None}


def tables(guard):
    """{"current": (first byte of its id, prefixes) or None, "staged": …}"""
    now = guard.status()
    return {which: now[which] and (int(now[which]["id"][:2], 16),
                                   now[which]["prefixes"])
            for which in NONE}


def table(ident, count):
    made = Table(ident)
    for at in range(count):
        made.prefix(bytes([0x44, 0x19, at, 0, 0, 0]), 24)
    return made


def refusals(tap, steady):
    """The current table is 7, the staged one 8."""
    guard = steady.guard
    for name, ident in (("of the current table", 7), ("of no table", 9),
                        ("of zeros", 0)):
        tap.result(f"commit with the id {name}", steady.refused(
            name, lambda i=ident: guard.commit(i), ("ESTALE",)))
    almost = bytearray((8).to_bytes(32, "little"))
    almost[31] = 1
    tap.result("commit with an id that differs in its last bit",
               steady.refused("last bit", lambda: guard.commit(bytes(almost)),
                              ("ESTALE",)))
    guard.abort()
    steady.state = guard.status()
    for ident in (7, 8, 0):
        tap.result(f"commit of {ident} with nothing staged", steady.refused(
            "commit", lambda i=ident: guard.commit(i), ("ENOENT",)))
    guard.clear()
    steady.state = guard.status()
    tap.result("commit without any table", steady.refused(
        "commit", lambda: guard.commit(7), ("ENOENT",)))
    steady.reset()


def orders(tap, guard):
    """(what is done, what stands afterwards), one after the other."""
    guard.clear()
    steps = (
        ("stage the first", lambda: guard.stage(table(1, 3)),
         {"current": None, "staged": (1, 3)}),
        ("commit it", lambda: guard.commit(1),
         {"current": (1, 3), "staged": None}),
        ("stage the second", lambda: guard.stage(table(2, 4)),
         {"current": (1, 3), "staged": (2, 4)}),
        ("stage the third in its place", lambda: guard.stage(table(3, 5)),
         {"current": (1, 3), "staged": (3, 5)}),
        ("abort", guard.abort, {"current": (1, 3), "staged": None}),
        ("abort again", guard.abort, {"current": (1, 3), "staged": None}),
        ("stage the current one's id", lambda: guard.stage(table(1, 9)),
         {"current": (1, 3), "staged": (1, 9)}),
        ("commit that", lambda: guard.commit(1),
         {"current": (1, 9), "staged": None}),
        ("stage again", lambda: guard.stage(table(4, 0)),
         {"current": (1, 9), "staged": (4, 0)}),
        ("clear both", guard.clear, NONE),
        ("clear again", guard.clear, NONE),
        ("abort nothing", guard.abort, NONE),
        ("stage after clear", lambda: guard.stage(table(5, 1)),
         {"current": None, "staged": (5, 1)}),
        ("clear the staged one alone", guard.clear, NONE),
        ("stage, for abort", lambda: guard.stage(table(6, 1)),
         {"current": None, "staged": (6, 1)}),
        ("abort the only one", guard.abort, NONE),
    )
    for name, do, want in steps:
        do()
        tap.same(name, tables(guard), want)


def namespaces(tap, steady):
    """A second namespace has tables, proof and boot of its own."""
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    unshare(CLONE_NEWNET)
    other = Guard()
    # back, so that the second one goes when its sockets do
    InNetns.enter(home)
    os.close(home)
    tap.same("a new namespace has no table", tables(other), NONE)
    tap.same("its boot file is none", other.status()["boot"], "none")
    other.apply(table(9, 2))
    other.proof("tag")
    tap.result("what it takes is not seen in the first", steady.changed())
    steady.guard.clear()
    tap.same("nor the other way", (tables(other), other.status()["proof"]),
             ({"current": (9, 2), "staged": None}, "tag"))
    keys = [x.status()["key"] for x in (other, steady.guard)]
    tap.result("a key of its own, and none is 0",
               [] if keys[0] != keys[1] and all(keys) else [str(keys)])
    other.close()
    steady.reset()


def proofs(tap, steady):
    guard = steady.guard
    seen = []
    for proof in ("tag", "tag", "program", "program"):
        guard.proof(proof)
        seen.append(guard.status()["proof"])
    tap.same("the proof is what was set last", seen,
             ["tag", "tag", "program", "program"])
    tap.result("the tables stay", steady.changed())
    tap.result("an unknown proof", steady.refuses(
        "PROOF_SET", "2", attr(H.A_PROOF_PROOF, b"\2\0\0\0")))


def body(tap, steady):
    refusals(tap, steady)
    orders(tap, steady.guard)
    steady.reset()
    namespaces(tap, steady)
    proofs(tap, steady)


if __name__ == "__main__":
    sys.exit(run(body))
