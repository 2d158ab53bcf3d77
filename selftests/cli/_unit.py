#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What systemd does for a unit of type oneshot, as far as lenscap's needs it:
conditions, then each ExecStartPre, then ExecStart, in the file's order. So that
what is tested is what ships. Not a service manager: no time limit, no user.

usage: _unit.py UNIT
Exit status: 0 active, 1 failed, 3 a condition was not met, 2 what this cannot do.
"""

import os
import shlex
import subprocess
import sys

# What it is safe to skip over here
IGNORED = {"Description", "DefaultDependencies", "RequiresMountsFor", "After",
           "Wants", "Before", "Type", "RemainAfterExit", "TimeoutStartSec",
           "ExecReload", "WantedBy", "Documentation"}
EXIT_CONDITION = 3


def entries(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.strip()
            if not line or line[0] in "#;[":
                continue
            key, equals, value = line.partition("=")
            if not equals or value.endswith("\\"):
                sys.exit(f"_unit.py: cannot read: {line}")
            yield key, value


def start(command):
    """True unless it failed and that matters."""
    may_fail = command.startswith("-")
    words = shlex.split(command.removeprefix("-"))
    try:
        status = subprocess.run(words, check=False).returncode
    except OSError as error:
        print(f"# {words[0]}: {error.strerror}", file=sys.stderr)
        status = 203    # what systemd calls EXEC
    if status:
        print(f"# status {status}: {command}", file=sys.stderr)
    return may_fail or not status


def main():
    unit = list(entries(sys.argv[1]))
    for key, value in unit:
        if key == "ConditionPathExists":
            if not os.path.exists(value):
                return EXIT_CONDITION
        elif key not in IGNORED and key not in ("ExecStartPre", "ExecStart"):
            print(f"_unit.py: what is {key}?", file=sys.stderr)
            return 2
    for wanted in ("ExecStartPre", "ExecStart"):
        for key, value in unit:
            if key == wanted and not start(value):
                return 1
    return 0


sys.exit(main())
