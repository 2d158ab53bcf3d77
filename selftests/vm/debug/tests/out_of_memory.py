#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The module's load and its requests when memory runs out: each allocation
fails once, the first, then the second, and so on, until a run meets no failure.

Whatever is said then, the old table is in force or the new one, whole, and
unlisted frames pass; the module is there or is not. A table's staging and new
devices are in kmod/memory.py. Leaks are for the caller to look for.
"""

import errno
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../../../kmod"))

# pylint: disable=wrong-import-position
import _module as module
from _genl import Guard
from _lab import CAM, PC, Bench, fast_load, run, table

SLAB = "/sys/kernel/debug/failslab/"
NTH = "/proc/thread-self/fail-nth"
ROUNDS = 10000                  # more allocations than any operation has
OURS = 300      # of a load: the last ones; those before are the kernel's own
SHORT = (errno.ENOMEM, errno.ENOBUFS)


def arm():
    """Allocations that may sleep fail as well; nothing is said of it."""
    for name, value in (("ignore-gfp-wait", "N"), ("verbose", "0")):
        with open(SLAB + name, "w", encoding="ascii") as file:
            file.write(value)


def missing():
    if not os.path.exists(NTH):
        return "the kernel has no fault injection: make test-vm-debug"
    return None


def failing(nth, operation):
    """Run it with its nth allocation failing: (how many were left to count
    then, 0 when it failed; its OSError)."""
    said = None
    fd = os.open(NTH, os.O_RDWR)
    try:
        os.pwrite(fd, b"%d" % nth, 0)
        try:
            operation()
        except OSError as error:
            said = error
        left = int(os.pread(fd, 16, 0).strip(b"\0\n"))
        os.pwrite(fd, b"0", 0)
    finally:
        os.close(fd)
    return left, said


def each(operation, after, first=1):
    """All failures of an operation from that allocation on; after(error) after
    each. Faults found, and how many allocations were made to fail."""
    faults = []
    for nth in range(first, ROUNDS):
        left, error = failing(nth, operation)
        if error and (left or error.errno not in SHORT):
            faults.append(f"allocation {nth}: {error}")
        faults += [f"allocation {nth}: {x}" for x in after(error)]
        if left:
            return faults, nth - first
        if len(faults) > 8:
            break
    return faults + ["no end of failures"], nth - first + 1


class Tables:
    """One guarded port with a table that lists a camera, as it should be after
    each operation: told by what status says, and by frames."""

    def __init__(self, lab):
        self.bench = Bench(lab)
        self.guard = self.bench.guard
        self.old = table("44:19:b6", ident=1)
        self.new = table("44:19:b6", "8c:1f:64:ab:c0:00/36", ident=2)
        for number in range(300):
            self.new.prefix(bytes((0, 1, number & 255, number >> 8, 0, 0)), 36)
        self.index = self.bench.rtr.ifindex("lan0")
        self.reset()

    def list_ports(self):
        """On a socket of its own: a dump that fails holds it."""
        with Guard(self.bench.rtr.name) as guard:
            guard.ports()

    def reset(self):
        self.guard.clear()
        self.guard.apply(self.old)

    def ids(self):
        status = self.guard.status()
        return tuple(x and int(x["id"][:2], 16)
                     for x in (status["current"], status["staged"]))

    def look(self, allowed):
        """Faults of the state; allowed: pairs of current and staged."""
        found = self.ids()
        if found not in allowed:
            yield f"tables {found}, expected one of {allowed}"
        judged = self.bench.arrive(CAM, PC)
        if judged != [False, True]:
            yield f"the camera's frame and another arrive: {judged}"


def test_tables(tap, lab):
    t = Tables(lab)
    g = t.guard

    def after_commit(_):
        yield from t.look([(1, 2), (2, None)])
        t.reset()
        g.stage(t.new)

    def after_abort(_):
        yield from t.look([(1, 2), (1, None)])
        g.stage(t.new)

    def unchanged(_):
        return t.look([(1, None)])

    g.stage(t.new)
    tap.all_failures("a commit is done or not", lambda: g.commit(t.new),
                     after_commit)
    tap.all_failures("so is an abort", g.abort, after_abort)
    t.reset()
    tap.all_failures("status changes nothing", g.status, unchanged)
    tap.all_failures("nor does a look at a port", lambda: g.port(t.index),
                     unchanged)
    tap.all_failures("nor does a list of ports", t.list_ports, unchanged)
    tap.all_failures("nor does the proof that holds already",
                     lambda: g.proof("program"), unchanged)


def test_load(tap):
    """The module's own beginning. What fails leaves nothing behind."""
    fd = os.open(module.path(), os.O_RDONLY | os.O_CLOEXEC)
    module.unload()

    def load():
        fast_load(fd)

    def after(error):
        if error and module.loaded():
            yield "it is there although it said no"
        module.unload()

    left, _ = failing(ROUNDS, load)
    module.unload()
    tap.all_failures("the module is loaded or not", load, after,
                     max(1, ROUNDS - left - OURS))
    os.close(fd)


def body(tap, lab):
    def all_failures(name, operation, after, first=1):
        faults, count = each(operation, after, first)
        print(f"# {name}: {count} allocations failed")
        if not count:
            faults = ["none was made to fail"]
        tap.result(name, faults)

    tap.all_failures = all_failures
    arm()
    test_tables(tap, lab)
    for place in list(lab.places):
        lab.drop(place)
    test_load(tap)


run(body, [missing])
