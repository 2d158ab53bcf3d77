#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""What the fuzzer finds it makes small and keeps: a planted difference, which
takes a frame and the answer to it to show.
"""

import json
import os
import sys
from unittest.mock import patch

import _replay
from _case import Case, Scratch
from _fuzz import keep
from _judge import Judge
from _shrink import Shrinker

POLICIES, FRAMES = 40, 150
PLANTED = (("no flows at all", patch.object(Judge, "flow", lambda *_: None),
            2),)


def first_case(folder):
    for number in range(1, POLICIES + 1):
        case = Case("1", number, FRAMES)
        if _replay.first_difference(folder, case.policy, case.frames,
                                    case.fine):
            return case
    return None


def faults(folder, kept, wanted):
    """What is not as it must be, as texts."""
    case = first_case(folder)
    if not case:
        return [f"not found under {POLICIES} policies"]
    shrunk = Shrinker(folder, case)
    if not shrunk.shrink():
        return ["not found again"]
    keep(kept, case, shrunk)
    said = []
    if len(shrunk.frames) != wanted:
        said.append(f"{len(shrunk.frames)} frames, not {wanted}")
    if len(shrunk.policy["groups"]) != 1:
        said.append(f"{len(shrunk.policy['groups'])} groups, not 1")
    if sorted(os.listdir(kept)) != ["frames.pcap", "policy.json", "report"]:
        said.append(f"kept {os.listdir(kept)}")
    with open(os.path.join(kept, "policy.json"), encoding="utf-8") as file:
        policy = json.load(file)
    if not _replay.first_difference(folder, policy, shrunk.frames,
                                    shrunk.fine):
        said.append("what is kept does not differ")
    with open(os.path.join(kept, "report"), encoding="utf-8") as file:
        if f"frame {wanted}," not in file.read():
            said.append("the report does not tell the last frame")
    return said


def main():
    if os.geteuid() != 0:
        print("TAP version 13\n1..0 # SKIP replay needs root")
        return 4
    print(f"TAP version 13\n1..{len(PLANTED)}")
    failed = 0
    with Scratch() as scratch:
        for number, (name, change, wanted) in enumerate(PLANTED, 1):
            with change:
                said = faults(os.path.join(scratch, "try"),
                              os.path.join(scratch, str(number)), wanted)
            print(f"{'not ok' if said else 'ok'} {number} {name}")
            for line in said:
                print("# " + line)
            failed += bool(said)
            sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
