#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Generated traffic reaches all that the model judges: for each way to get it
wrong, a case is found where the wrong model says something else.

lenscap is not asked here; agree.py does that, over the same cases.
"""

import sys

from _case import Case
from _changes import changes
from _judge import Judge

SEED, POLICIES, FRAMES = "1", 100, 2000


class Known:
    """Cases with the model's own word on them, made as they are needed."""

    def __init__(self):
        self.cases = []

    def get(self, at):
        if at == len(self.cases):
            case = Case(SEED, at + 1, FRAMES)
            self.cases.append((case, words(case)))
        return self.cases[at]


def words(case):
    judge = Judge(case.policy)
    return [judge.frame(now, data) for now, data in case.frames]


def found(known, change):
    """Name of the first case that tells, or None. The known ones are made
    before anything is changed."""
    for at in range(POLICIES):
        case, right = known.get(at)
        with change:
            if words(case) != right:
                return case.name
    return None


def main():
    known = Known()
    all_changes = list(changes())
    print(f"TAP version 13\n1..{len(all_changes)}")
    failed = 0
    for number, (name, change) in enumerate(all_changes, 1):
        where = found(known, change)
        failed += where is None
        print(f"{'ok' if where else 'not ok'} {number} {name}")
        print("# " + (f"told by {where}" if where else
                      f"no case of {POLICIES} tells: the generator is blind"))
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
