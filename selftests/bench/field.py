#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What a frame costs with lenscap, beside what else could stop it: one run, one
table, and docs/performance.md with its plots. Prints; asserts no time.

Contenders take turns within a round, each on a pair of devices of its own; cells
are medians over the rounds of the ratio within a round, with the quartiles. One
contender is entered twice: what lies between the two is noise. A first round sees
that each frame arrives and that the right ones pass.

usage: selftests/bench/field.py [OPTION]...       (root, after make build-bench)
"""

import argparse
import json
import os
import shutil
import signal
import sys

sys.dont_write_bytecode = True

import _bpf  # noqa: E402
import _contenders  # noqa: E402
import _field  # noqa: E402
import _machine  # noqa: E402
import _page  # noqa: E402
import _stages  # noqa: E402

DOCS = os.path.join(_bpf.HERE, "..", "..", "docs")
ROUNDS, FRAMES = 41, 50000
QUICK_ROUNDS, QUICK_FRAMES = 7, 20000
RESULTS = os.path.join(_bpf.BUILD, "bench", "field.json")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n",
                                                               maxsplit=1)[0])
    parser.add_argument("--rounds", type=int,
                        help=f"of each comparison ({ROUNDS})")
    parser.add_argument("--frames", type=int,
                        help=f"of each contender in a round ({FRAMES})")
    parser.add_argument("--quick", action="store_true",
                        help=f"{QUICK_ROUNDS} rounds of {QUICK_FRAMES} frames")
    parser.add_argument("--other", metavar="LENSCAP",
                        help="another build to compare with")
    parser.add_argument("--page", metavar="DIR",
                        help="where performance.md and its plots go: docs, but "
                        "nowhere if the run is shorter than usual")
    parser.add_argument("--results", metavar="FILE", default=RESULTS,
                        help="where each round's figures go")
    parser.add_argument("--again", action="store_true",
                        help="measure nothing: tables and page from --results")
    options = parser.parse_args()
    options.whole = not (options.rounds or options.frames or options.quick
                         or options.other)
    options.rounds = options.rounds or (QUICK_ROUNDS if options.quick
                                        else ROUNDS)
    options.frames = options.frames or (QUICK_FRAMES if options.quick
                                        else FRAMES)
    options.sizes = _stages.SIZES
    options.processors = sorted(os.sched_getaffinity(0))
    return options


def measure(options):
    """All of it, as it is kept."""
    missing = {}
    results = {"machine": _machine.machine(), "rounds": options.rounds,
               "frames": options.frames, "load": os.getloadavg()[0],
               "missing": missing, "whole": options.whole}
    _field.enter()
    senders = [_field.Sender(number)
               for number in range(min(2, len(options.processors)))]
    results["field"] = _stages.field(senders[0], options, missing)
    results["growth"] = _stages.growth(senders[0], options)
    results["two"] = _stages.two(senders, options) if len(senders) > 1 else {}
    _field.progress("")
    return results


def show(results):
    """The tables, as they stand in the page."""
    told = _page.sections(results)
    print(told.pop("machine") + "\n")
    print(told.pop("field"))
    for what in _stages.GROWTH:
        print(f"\n**Growth: {what}**\n\n{told.pop(what)}")
    print(f"\n**Two processors**\n\n{told.pop('two')}")
    print(f"\n**On paper** (docs/performance.md)\n\n{told.pop('paper')}")


def main():
    options = arguments()
    if not options.again:
        if os.geteuid():
            sys.exit("root is needed to load BPF programs; try sudo")
        if not os.access(_contenders.LENSCAP, os.X_OK):
            sys.exit(f"{_contenders.LENSCAP} is not built: make")
        # so that what was begun is undone
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
        try:
            results = measure(options)
        except OSError as e:
            _field.progress("")
            sys.exit(f"bench: {e.strerror}")
        with open(options.results, "w", encoding="ascii") as file:
            json.dump(results, file)
    with open(options.results, encoding="ascii") as file:
        results = json.load(file)
    show(results)
    if results["whole"]:
        options.page = options.page or DOCS
    if options.page and not shutil.which("gnuplot"):
        sys.exit("missing: gnuplot, of package gnuplot-nox: no page")
    if options.page:
        _page.write(results, os.path.join(DOCS, "performance.md"), options.page)


main()
