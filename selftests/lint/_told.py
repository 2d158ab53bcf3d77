#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Words that people meet, and the page that explains them: reasons, series,
commands, keys of a policy, kinds of tests. Prints those that their page has
not, exit 1 if there are any.

    _told.py ROOT reasons|series|verbs|keys|kinds PAGE"""
import glob
import os
import re
import sys


def source(root, *patterns):
    text = ""
    for pattern in patterns:
        for path in sorted(glob.glob(os.path.join(root, pattern))):
            with open(path, encoding="utf-8") as f:
                text += f.read()
    return text


def reasons(root):
    return re.findall(r'\[LC_REASON_\w+\] = "([a-z0-9-]+)"',
                      source(root, "userspace/policy/reason.c"))


def series(root):
    return set(re.findall(r'"(lenscap_[a-z0-9_]*[a-z0-9])"',
                          source(root, "userspace/metrics/*.c")))


def verbs(root):
    return re.findall(r'\{ "([a-z]+)", cmd_\w+,',
                      source(root, "userspace/main.c"))


def keys(root):
    return set(re.findall(r'\{ "([a-z-]+)", \w+, (?:true|false) \}',
                          source(root, "userspace/policy/policy_*.c")))


def kinds(root):
    """The kinds of tests, as the runner has them."""
    found = re.search(r"^KINDS = \[(.*?)\]", source(root, "selftests/run"),
                      re.M | re.S)
    return re.findall(r'"([a-z_]+)"', found.group(1)) if found else []


def main():
    root, what, page = sys.argv[1:]
    words = {"reasons": reasons, "series": series, "verbs": verbs,
             "keys": keys, "kinds": kinds}[what](root)
    with open(page, encoding="utf-8") as f:
        text = f.read()
    # as code: `word`, `word{...}`, `word ...`; keys also as in a file
    missing = [word for word in sorted(words)
               if not re.search(rf"`{re.escape(word)}[` {{]", text) and not
               (what == "keys" and re.search(rf"[ `{{(]{word}:", text))]
    for word in missing:
        print(f"{page}: says nothing of {word}")
    if not words:
        print(f"{page}: there are no {what}")
    return 1 if missing or not words else 0


if __name__ == "__main__":
    sys.exit(main())
