#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Real captures against an independent reading of the design, frame by frame:
direction and verdict of each, one result a capture and policy.
"""

import glob
import json
import os
import sys

from _table import SHARED, emit, needs, run, skip

FOLDER = os.path.join(SHARED, "expected")
DIFFERENCES = 10
# What no policy here lists: the Hue bridge of the third capture
BRIDGE = ("hue-bridge-setup.", "44:19:b6/24")


def read_expected(path):
    """[(frame, direction, verdict)]; '-' is a verdict that was left open."""
    with open(path, encoding="utf-8") as file:
        rows = [line.split("\t") for line in file.read().splitlines()]
    return [(int(frame), direction, verdict)
            for frame, direction, verdict in rows]


def differences(want, rows):
    """What differs, as text; nothing if all agree."""
    if len(rows) != len(want):
        yield f"{len(rows)} rows, {len(want)} expected"
    for (frame, direction, verdict), row in zip(want, rows):
        got = (row["frame"], row["direction"],
               "-" if verdict == "-" else row["verdict"])
        if got != (frame, direction, verdict):
            yield f"frame {frame}: expected {direction} {verdict}, got {row}"


def touched(rows):
    """The frames that a policy which lists nobody there judged."""
    for row in rows:
        if (row["verdict"], row["reason"], row["direction"]) != (
                "pass", "unlisted", "none"):
            yield f"touched: {row}"


def compare(path):
    """(name, passed, why not) of one capture and policy."""
    name = os.path.basename(path)[:-len(".yaml")]
    capture = os.path.join(SHARED, "pcaps", name.split(".")[0] + ".pcap")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    done = run(capture, path, "--json")
    if done.returncode:
        return name, [f"status {done.returncode}: {done.stderr.strip()}"]
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    faults = list(differences(read_expected(path[:-len("yaml")] + "tsv"), rows))
    if name.startswith(BRIDGE[0]) and BRIDGE[1] in text:
        faults += touched(rows)
    return name, faults


def main():
    needs()
    policies = sorted(glob.glob(os.path.join(FOLDER, "*.yaml")))
    if not policies:
        skip("the expected verdicts are not beside this checkout")
    results = []
    for path in policies:
        name, faults = compare(path)
        more = [f"and {len(faults) - DIFFERENCES} more"
                ] if len(faults) > DIFFERENCES else []
        results.append((name, not faults,
                        "\n".join(faults[:DIFFERENCES] + more)))
    sys.exit(emit(results))


if __name__ == "__main__":
    main()
