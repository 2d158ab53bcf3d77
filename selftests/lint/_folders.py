#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Which folder of userspace includes from which, by the files and by a page.

    _folders.py USERSPACE           the rows, as a table has them
    _folders.py USERSPACE PAGE      prints what PAGE has otherwise, exit 1 then
    _folders.py USERSPACE PAGE --write  PAGE anew; what a folder is, stays, a new one is ?"""
import os
import re
import sys

INCLUDE = re.compile(r'^#include "([a-z_]+)/', re.M)
UNKNOWN = "?"
ROW = re.compile(r"^\| `([a-z]+)/` \| (.*) \| (.*) \|$", re.M)


def included(userspace):
    """By folder, the names of those that its files include from."""
    found = {}
    for name in sorted(os.listdir(userspace)):
        folder = os.path.join(userspace, name)
        if not os.path.isdir(folder):
            continue
        found[name] = set()
        for file in os.listdir(folder):
            if file.endswith((".c", ".h")):
                with open(os.path.join(folder, file), encoding="utf-8") as f:
                    found[name] |= set(INCLUDE.findall(f.read()))
        found[name] -= {name}
    return found


def words(folders):
    return ", ".join(f"`{name}`" for name in sorted(folders)) or "–"


def main():
    found = included(sys.argv[1])
    if len(sys.argv) == 2:
        for name, folders in found.items():
            print(f"| `{name}/` | | {words(folders)} |")
        return 0
    page = sys.argv[2]
    with open(page, encoding="utf-8") as f:
        text = f.read()
    if sys.argv[3:] == ["--write"]:
        what = {name: was for name, was, _ in ROW.findall(text)}
        rows = [f"| `{name}/` | {what.get(name, UNKNOWN)} | {words(folders)} |"
                for name, folders in sorted(found.items())]
        at = [m.span() for m in ROW.finditer(text)]
        with open(page, "w", encoding="utf-8") as f:
            f.write(text[:at[0][0]] + "\n".join(rows) + text[at[-1][1]:])
        return 0
    told = {name: row for name, _, row in ROW.findall(text)}
    wrong = 0
    for name, what, _ in ROW.findall(text):
        if what == UNKNOWN:
            wrong = 1
            print(f"{page}: {name}/: it does not say what that is")
    for name in sorted(set(found) | set(told)):
        is_so = words(found[name]) if name in found else "no such folder"
        if told.get(name) != is_so:
            wrong = 1
            print(f"{page}: {name}/: it says {told.get(name, 'nothing')}; "
                  f"it is {is_so}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
