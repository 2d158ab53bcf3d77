# SPDX-License-Identifier: GPL-2.0
"""The program's word on frames: lenscap replay, and where the model's differs.
"""

import json
import os
import subprocess

from _judge import Judge, Row
from _wire import capture

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
LENSCAP = os.environ.get("LENSCAP", os.path.join(ROOT, "build/lenscap"))
# A bucket this close to its edge may round either way, in bytes
ROUNDING = 1


class Failed(Exception):
    """replay did not give a row a frame; its own words."""


def begin(folder, policy, frames, fine=True):
    """Starts replay in a folder, which it has for itself until its rows() were
    taken."""
    os.makedirs(folder, exist_ok=True)
    pcap = os.path.join(folder, "frames.pcap")
    path = os.path.join(folder, "policy.yaml")
    capture(pcap, frames, fine)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(policy, file)
    with open(os.path.join(folder, "rows"), "wb") as rows:
        return subprocess.Popen([LENSCAP, "replay", pcap, "--policy", path,
                                 "--json"], stdout=rows,
                                stderr=subprocess.PIPE, text=True), folder


def rows(begun, count):
    process, folder = begun
    said = process.communicate(timeout=120)[1]
    if process.returncode:
        raise Failed(f"status {process.returncode}: {said.strip()}")
    with open(os.path.join(folder, "rows"), encoding="utf-8") as file:
        got = [json.loads(line) for line in file]
    if [row["frame"] for row in got] != list(range(1, count + 1)):
        raise Failed(f"{len(got)} rows for {count} frames")
    return got


def differs(row, want):
    """What of a row is not as the model has it: a text, or None."""
    got = Row(row["direction"], row["verdict"], row["rule"], row["group"])
    if got == want:
        if want.verdict == "pass" or row["reason"]:
            return None
        return f"{want.verdict} without a reason"
    return f"lenscap {tuple(got)} {row['reason']}, model {tuple(want)}"


def compare(policy, frames, got, judge=None):
    """(index, what) of the first difference, or None."""
    judge = judge or Judge(policy)
    for at, (now, data) in enumerate(frames):
        want = judge.frame(now, data)
        said = differs(got[at], want)
        if said and judge.margin is not None and judge.margin <= ROUNDING:
            return None         # from here on the two buckets differ
        if said:
            return at, said
    return None


def first_difference(folder, policy, frames, fine=True):
    return compare(policy, frames,
                   rows(begin(folder, policy, frames, fine), len(frames)))
