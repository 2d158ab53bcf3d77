#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Read metrics as the formats' specifications have them, strictly.

usage: _exposition.py classic|open <TEXT
Prints "NAME TYPE SERIES" for each family; exits 1 at the first thing that a
reader might stumble over: a family told twice or without its type, a series of
no family or twice, a value that is none, an escape that is none, no end.
"""

import re
import sys

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = re.compile(rf'({NAME})="((?:[^"\\\n]|\\[\\"n])*)"(,|$)')
SERIES = re.compile(rf"({NAME})(?:\{{(.*)\}})? ([0-9]+)$")
SUFFIX = {"counter": "_total", "gauge": "", "info": "_info"}


def fail(number, line, why):
    """Say it and end."""
    sys.exit(f"line {number}: {why}: {line}")


def labels_of(text):
    """The labels as a tuple, or None."""
    found = []
    while text:
        match = LABEL.match(text)
        if not match:
            return None
        found.append(match.groups()[:2])
        text = text[match.end():]
        if match.group(3) and not text:
            return None
    if len({name for name, _ in found}) != len(found):
        return None
    return tuple(sorted(found))


def read(lines, dialect):
    """Families in their order: {name: [type, help, set of series]}."""
    families, current = {}, None
    for number, line in enumerate(lines, 1):
        if line == "# EOF":
            if dialect != "open" or number != len(lines):
                fail(number, line, "an end where there is none")
            return families
        meta = re.match(rf"# (HELP|TYPE) ({NAME}) (.+)$", line)
        if meta:
            what, name, text = meta.groups()
            if name != current:
                if name in families:
                    fail(number, line, "a family in two places")
                current = name
                families[name] = [None, None, set()]
            family = families[name]
            if family[what == "HELP"] is not None or family[2]:
                fail(number, line, "told twice, or too late")
            family[what == "HELP"] = text
            continue
        match = SERIES.match(line)
        labels = match and labels_of(match.group(2) or "")
        if labels is None:
            fail(number, line, "no series")
        kind = current and families[current][0]
        suffix = SUFFIX.get(kind) if dialect == "open" else ""
        if suffix is None or match.group(1) != current + suffix:
            fail(number, line, "a series of no family")
        if labels in families[current][2]:
            fail(number, line, "a series twice")
        if kind == "info" and match.group(3) != "1":
            fail(number, line, "an info that is not 1")
        families[current][2].add(labels)
    if dialect == "open":
        sys.exit("no # EOF")
    return families


def main():
    """Check standard input."""
    text = sys.stdin.buffer.read().decode("utf-8")
    if not text.endswith("\n"):
        sys.exit("the last line has no end")
    dialect = sys.argv[1]
    for name, (kind, told, series) in read(text[:-1].split("\n"),
                                           dialect).items():
        if kind not in SUFFIX or not told:
            sys.exit(f"{name}: type {kind}, help {told}")
        if dialect == "open" and kind == "gauge" and \
                name.endswith(("_total", "_info")):
            sys.exit(f"{name}: a gauge of such a name")
        print(name, kind, len(series))


main()
