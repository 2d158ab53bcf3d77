#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Holds lenscap replay against the model on ever new cases, without end.

What differs is made small and kept in a folder of its own: policy.json,
frames.pcap and a report to read. Not a test: agree.py is, over fixed cases.
"""

import argparse
import json
import os
import sys
import time

import _replay
from _case import Case, Scratch
from _judge import Judge
from _packet import parse
from _shrink import Shrinker
from _wire import capture

TOP = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))


def arguments():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--seconds", type=float, help="end after so long")
    p.add_argument("--seed", default=f"{time.time_ns():x}",
                   help="where to begin (the time)")
    p.add_argument("--frames", type=int, default=2000, help="a policy (2000)")
    p.add_argument("--stop", action="store_true",
                   help="end at the first difference")
    p.add_argument("--folder", default=os.path.join(TOP, "build/fuzz-model"),
                   help="for what is found (build/fuzz-model)")
    return p.parse_args()


def keep(folder, case, shrunk):
    """Writes what was found where the next one does not overwrite it."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "policy.json"), "w",
              encoding="utf-8") as file:
        json.dump(shrunk.policy, file, indent=1)
        file.write("\n")
    capture(os.path.join(folder, "frames.pcap"), shrunk.frames, shrunk.fine)
    with open(os.path.join(folder, "report"), "w", encoding="utf-8") as file:
        file.write("\n".join(report(case, shrunk, folder)) + "\n")


def report(case, shrunk, folder):
    rows = _replay.rows(_replay.begin(folder, shrunk.policy, shrunk.frames,
                                      shrunk.fine), len(shrunk.frames))
    os.remove(os.path.join(folder, "rows"))
    os.remove(os.path.join(folder, "policy.yaml"))
    judge = Judge(shrunk.policy)
    yield f"{case.name}: {shrunk.said}"
    yield f"lenscap replay {folder}/frames.pcap --policy {folder}/policy.json"
    first = shrunk.frames[0][0]
    for number, (now, data) in enumerate(shrunk.frames, 1):
        row = rows[number - 1]
        yield ""
        yield f"frame {number}, {(now - first) / 1e9:.9f} s, {told(data)}"
        yield f"  {data.hex()}"
        yield (f"  lenscap: {row['direction']} {row['verdict']} "
               f"{row['reason']} {row['group']}/{row['rule']}")
        want = judge.frame(now, data)
        yield (f"  model:   {want.direction} {want.verdict} "
               f"{want.group}/{want.rule}")


def told(data):
    """A frame in words, as far as it can be read."""
    p = parse(data)
    if p.src is None:
        return f"{len(data)} bytes"
    text = (f"{len(data)} bytes, {p.src:012x} > {p.dst:012x}"
            f", VLAN {p.vlan}, {p.ethertype or 0:#06x}")
    if p.family:
        text += f", IPv{p.family} protocol {p.proto}, {p.fragment}"
    if p.ported():
        text += f", {p.sport} > {p.dport}, flags {p.flags:#04x}"
    if p.type is not None:
        text += f", type {p.type}, identifier {p.ident}"
    return text + (f", {p.bad}" if p.bad else "")


def tried(args, scratch, number):
    """One case; True if lenscap and model differ."""
    case = Case(args.seed, number, args.frames)
    try:
        found = _replay.first_difference(scratch, case.policy, case.frames,
                                         case.fine)
    except _replay.Failed as failed:
        sys.exit(f"{case.name}: {failed}")
    if not found:
        return False
    print(f"{case.name} frame {found[0] + 1}: {found[1]}; making it small",
          flush=True)
    shrunk = Shrinker(scratch, case)
    if not shrunk.shrink():
        sys.exit(f"{case.name}: differs only once: {found[1]}")
    folder = os.path.join(args.folder, f"{args.seed}-{number}")
    keep(folder, case, shrunk)
    print(f"{shrunk.said}\n{len(shrunk.frames)} frames, after {shrunk.runs} "
          f"runs: {folder}/report", flush=True)
    return True


def main():
    args = arguments()
    print(f"seed {args.seed}", flush=True)
    end = time.monotonic() + args.seconds if args.seconds else None
    number, differing = 0, 0
    try:
        with Scratch() as scratch:
            while end is None or time.monotonic() < end:
                number += 1
                differing += tried(args, scratch, number)
                if differing and args.stop:
                    break
    except KeyboardInterrupt:
        pass
    print(f"{number * args.frames} frames under {number} policies, "
          f"{differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
