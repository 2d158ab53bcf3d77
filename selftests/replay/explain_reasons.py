#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Every reason explained: the verdict that replay gives, the phase that decides
it, the steps told as the program judged, and a remedy for each that drops."""

import json
import os
import subprocess
import sys

from _table import LENSCAP, Scratch, emit, needs, policy, wanted, write
from reasons import CAMS, CASES, SLOW

# What a frame before must have opened, or used up
AFTER_OTHERS = {"flow", "icmp-error", "rate"}
PHASES = {
    "rule": "rules", "housekeeping": "housekeeping", "unlisted": "device",
    "multicast-source": "link", "source-address": "source",
    "source-guard": "source", "default": "default", "protocol": "default",
    "fragment": "default", "not-housekeeping": "default",
    "icmp-unbound": "default", "router-advertisement": "refusals",
    "redirect": "refusals", "dhcp-server": "refusals",
    "dhcp-chaddr": "refusals", "arp-sender": "refusals",
    "nd-link-address": "refusals",
}
# Those that a rule (or another word in the group) can let pass
CURABLE = {"default", "protocol", "fragment", "not-housekeeping",
           "icmp-unbound"}
EXPLAIN = ("explain", "--json", "--interface", "lan0", "--policy")


def explain(frame, path):
    """The object, for a frame in hexadecimal."""
    done = subprocess.run([LENSCAP, *EXPLAIN, path, frame.hex()],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False, text=True, timeout=60)
    if done.returncode:
        raise ValueError(f"status {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def last_way(got):
    """The way that the verdict comes from."""
    ways = [way for way in got["ways"] if way["reason"] == got["reason"]]
    return ways[-1]


def faults(got, want):
    """What is not as it should be, as text."""
    for key, value in want.items():
        if got[key] != value:
            yield f"{key} is {got[key]}, expected {value}"
    way = last_way(got)
    if any(one["differs"] for one in got["ways"]):
        yield f"differs: {way['differs']}"
    decides = [phase["phase"] for phase in way["phases"]
               if phase["outcome"] == "decides"]
    if decides != [PHASES.get(got["reason"], "parse")]:
        yield f"{got['reason']} is decided by {decides}"
    remedy = got["remedy"]
    if (remedy is None) != (got["verdict"] == "pass"):
        yield f"{got['verdict']} with remedy {remedy}"
    if remedy and remedy["works"] != (got["reason"] in CURABLE):
        yield f"remedy {remedy}"


def result(name, frame, want, path):
    """(name, passed, why not)"""
    try:
        wrong = list(faults(explain(frame, path), wanted(want, {})))
    except (ValueError, OSError, subprocess.SubprocessError) as fault:
        wrong = [str(fault)]
    return name, not wrong, "\n".join(wrong)


def main():
    needs()
    rules = policy(groups=[CAMS, SLOW], interface={"unlisted": "drop"})
    with Scratch() as folder:
        path = os.path.join(folder, write(folder, rules))
        sys.exit(emit([result(name, frame, want, path)
                       for name, frame, want in CASES
                       if name not in AFTER_OTHERS]))


if __name__ == "__main__":
    main()
