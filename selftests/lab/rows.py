#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Reads lenscap's JSON for the lab tests: sums counter rows or gets one value.
# Knows the shapes of DESIGN section 7 and nothing about what is expected.
"""rows.py sum [FIELD] KEY=VALUE...   total of FIELD (frames) over fitting rows
rows.py get PATH                   one value, as in interfaces.0.ingress.mode
rows.py numbers KEY=VALUE...       numbers of the fitting frames of a replay
JSON is read from standard input. A missing value prints as "missing"."""

import json
import sys


def text(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, sort_keys=True)
    return str(value)


def fitting(rows, words):
    wanted = [word.split("=", 1) for word in words]
    return [row for row in rows
            if all(text(row.get(key)) == value for key, value in wanted)]


def total(document, words):
    field = "frames"
    if words and "=" not in words[0]:
        field = words.pop(0)
    return sum(row[field] for row in fitting(document["rows"], words))


def numbers(lines, words):
    rows = [json.loads(line) for line in lines if line.strip()]
    rows = [row for row in rows if "frame" in row]
    return " ".join(str(row["frame"]) for row in fitting(rows, words))


def get(document, path):
    for step in path.split("."):
        try:
            document = document[int(step) if step.isdigit() else step]
        except (KeyError, IndexError, TypeError):
            return "missing"
    return text(document)


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in ("sum", "get", "numbers"):
        sys.exit(__doc__)
    try:
        if sys.argv[1] == "numbers":
            print(numbers(sys.stdin, sys.argv[2:]))
        elif sys.argv[1] == "sum":
            print(total(json.load(sys.stdin), sys.argv[2:]))
        else:
            print(get(json.load(sys.stdin), sys.argv[2]))
    except ValueError as error:
        sys.exit("rows.py: not JSON: %s" % error)


if __name__ == "__main__":
    main()
