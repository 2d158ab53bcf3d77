#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""lenscap replay and the model say the same of every frame.

Random policies and frames, the same ones for the same --seed. A result is a
batch of policies; what differs is told with all that is needed to see it again.
"""

import argparse
import os
import sys
from collections import deque

import _replay
from _case import Case, Scratch

BATCH = 10
TOLD = 3                # differences told in full, of a batch
DEPTH = 4               # policies that replay has at once


def arguments():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--seed", default="1", help="another seed, other cases (1)")
    p.add_argument("--policies", type=int, default=100)
    p.add_argument("--frames", type=int, default=2000, help="a policy (2000)")
    p.add_argument("--first", type=int, default=1, help="number of a policy")
    return p.parse_args()


def judged(case, begun):
    """None, or how replay and model differ on this case."""
    try:
        rows = _replay.rows(begun, len(case.frames))
    except _replay.Failed as failed:
        return f"{case.name}: replay: {failed}"
    found = _replay.compare(case.policy, case.frames, rows)
    if not found:
        return None
    at, said = found
    return (f"{case.name} frame {at + 1}: {said}\n"
            f"{case.frames[at][1].hex()}")


def results(args, folder):
    """(number, how they differ or None) of each policy, in order. While replay
    judges some, which it mostly waits for, the next ones are made."""
    waiting = deque()
    for number in range(args.first, args.first + args.policies):
        case = Case(args.seed, number, args.frames)
        place = os.path.join(folder, str(number % DEPTH))
        if len(waiting) == DEPTH:
            yield judged(*waiting.popleft())
        waiting.append((case, _replay.begin(place, case.policy, case.frames,
                                            case.fine)))
    while waiting:
        yield judged(*waiting.popleft())


def batches(args, folder):
    """(name, differences) of each batch."""
    first, said, last = args.first, [], args.first + args.policies - 1
    for number, word in enumerate(results(args, folder), args.first):
        said += [word] if word else []
        if number == last or number - first == BATCH - 1:
            yield (f"policies {first} to {number}, {args.frames} frames each",
                   said)
            first, said = number + 1, []


def main():
    args = arguments()
    if os.geteuid() != 0:
        print("TAP version 13\n1..0 # SKIP replay needs root")
        return 4
    print(f"TAP version 13\n1..{-(-args.policies // BATCH)}")
    print(f"# seed {args.seed}")
    failed = 0
    with Scratch() as folder:
        for number, (name, said) in enumerate(batches(args, folder), 1):
            print(f"{'not ok' if said else 'ok'} {number} {name}")
            failed += bool(said)
            for line in "\n".join(said[:TOLD]).splitlines():
                print("# " + line)
            if len(said) > TOLD:
                print(f"# and {len(said) - TOLD} more policies")
            sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
