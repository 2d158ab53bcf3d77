#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""What the manual says there is, as lines to compare with what the program says.

usage: _manual.py verbs|keys|metrics|events|fields|words|commands
Reads the mdoc of man/; each kind of entry stands there in one form only:

verbs     VERB --OPTION     lenscap(8), heads of the entries below VERBS
described VERB --OPTION     the entries of options within these
keys      SECTION KEY       lenscap.yaml(5), below KEYS
metrics   NAME TYPE LABELS  lenscap-metrics(7), below METRICS
events    NAME MESSAGE_ID   there, below EVENTS
fields    NAME              the fields of events, there
commands  NAME              lenscap_guard(4), below Netlink
words     WORD              lenscap.yaml(5), below FRAMES
"""

import os
import re
import sys

MAN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../man")


def part(page, kind, title, end=None):
    """The lines of a section (Sh) or subsection (Ss), up to the next."""
    inside = False
    with open(os.path.join(MAN, page), encoding="utf-8") as file:
        for line in file.read().splitlines():
            if line == f".{kind} {title}":
                inside = True
            elif line.startswith(".Sh ") or line.startswith(f".{kind} "):
                inside = False
            elif inside:
                yield line


def heads():
    """(verb, lines of its head, lines below) of each entry below VERBS."""
    verb, head, below, where = None, [], [], None
    for line in part("lenscap.8", "Sh", "VERBS"):
        if line == ".It Xo":
            if verb:
                yield verb, head, below
            verb, head, below, where = None, [], [], head
            where = head
        elif line == ".Xc":
            where = below
        elif where is head and verb is None:
            verb = line.removeprefix(".Cm ")
        elif where is not None:
            where.append(line)
    yield verb, head, below


def verbs():
    for verb, head, _ in heads():
        print(verb)
        for line in head:
            for name in re.findall(r"\bFl -([a-z-]+)", line):
                print(verb, "--" + name)


def described():
    for verb, _, below in heads():
        for line in below:
            found = re.match(r"\.It Fl -([a-z-]+)", line)
            if found:
                print(verb, "--" + found[1])


def keys():
    section = None
    for line in part("lenscap.yaml.5", "Sh", "KEYS"):
        if line.startswith(".Ss "):
            section = line.removeprefix(".Ss ").split()[-1]
        elif line.startswith(".It Cm "):
            print(section, line.removeprefix(".It Cm "))


def metrics():
    lines = list(part("lenscap-metrics.7", "Sh", "METRICS"))
    for line, below in zip(lines, lines[1:]):
        found = re.match(r"\.It Va (\w+)(?: Ns Brq (\S+))?$", line)
        if found:
            kind = re.match(r"(Counter|Gauge)", below)
            print(found[1], kind[0].lower() if kind else "?", found[2] or "-")


def events():
    for line in part("lenscap-metrics.7", "Sh", "EVENTS"):
        found = re.match(r"\.It Cm (\S+) ([0-9a-f]{32})$", line)
        if found:
            print(found[1], found[2])


def fields():
    for line in part("lenscap-metrics.7", "Ss", "Fields"):
        if line.startswith(".It Va "):
            print(line.removeprefix(".It Va "))


def words():
    for line in part("lenscap.yaml.5", "Sh", "FRAMES"):
        literal = False
        for token in line.split() if line.startswith(".") else []:
            if re.match(r"\.?[A-Z][A-Za-z0-9]$", token):
                literal = token in ("Cm", ".Cm") or literal and token == "It"
            elif literal and re.match(r"[a-z]+$", token):
                print(token)


def commands():
    for line in part("lenscap_guard.4", "Ss", "Netlink"):
        if line.startswith(".It Cm "):
            print(line.removeprefix(".It Cm "))


if __name__ == "__main__":
    {f.__name__: f for f in (verbs, described, keys, metrics, events, fields,
                             words, commands)}[sys.argv[1]]()
