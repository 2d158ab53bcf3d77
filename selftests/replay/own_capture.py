#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The lab's own capture: how many frames of which kind, counted by hand with
tcpdump, under a policy of this test. Recorded anew, it is counted anew."""

import collections
import json
import os
import sys

from _table import ROOT, Scratch, emit, needs, policy, rule, run, write

CAPTURE = os.path.join(ROOT, "selftests/captures/camera-boot.pcap")
CAM = "44:19:b6:00:00:05"
RULES = policy(
    {"rules": [rule("video", "recorder", proto="tcp", ports=[554]),
               rule("clock", "10.20.1.1", proto="udp", ports=[123])],
     "housekeeping": ["arp", "nd", "dhcp", "mld"]},
    interface={"on-link": ["10.20.1.0/24", "fd20:1::/64"]},
    endpoints={"recorder": ["10.20.2.10", "fd20:2::10"]})
# From the camera, housekeeping: 2 DHCP, 1 ARP, 2 NS, 1 NA, 1 RS, 4 MLD. To it:
# 2 DHCP, 1 ARP, 1 RA. The multicast of the others is nobody's.
SUMMARY = {
    ("ingress", "pass", "housekeeping", None): 11,
    ("ingress", "pass", "rule", "video"): 26,
    ("ingress", "pass", "rule", "clock"): 2,
    ("ingress", "drop", "default", None): 23,
    ("ingress", "drop", "icmp-unbound", None): 1,
    ("egress", "pass", "housekeeping", None): 4,
    ("egress", "pass", "rule", "video"): 28,
    ("egress", "pass", "rule", "clock"): 2,
    ("egress", "drop", "default", None): 21,
    ("egress", "drop", "icmp-unbound", None): 3,
    ("none", "pass", "unlisted", None): 38,
}
# The start: MLD, DHCP and its answers, the PC's and the router's MLD
START = ["ingress", "ingress", "egress", "ingress", "egress", "none", "none"]


def monitored():
    return {key if key[1] == "pass" else (key[0], "would-drop", *key[2:]): count
            for key, count in SUMMARY.items()}


def summed(rows):
    return dict(collections.Counter(
        (row["direction"], row["verdict"], row["reason"], row["rule"])
        for row in rows))


def results(folder):
    path = write(folder, RULES)
    done = run(CAPTURE, path, "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    yield "it is judged", done.returncode == 0, done.stderr
    yield ("frames count from 1 to 159",
           [row["frame"] for row in rows] == list(range(1, 160)), len(rows))
    yield "the summary, frame by frame", summed(rows) == SUMMARY, summed(rows)
    yield ("listed frames are the camera's, the others nobody's",
           all((row["mac"] == CAM) == (row["direction"] != "none") ==
               (row["group"] == "cams") == (row["vendor"] == "hikvision")
               for row in rows), "")
    yield ("the first frames", [row["direction"] for row in rows[:7]] == START,
           rows[:7])
    text = run(CAPTURE, path, "--summary").stdout
    lines = [line.split()[:4] for line in text.splitlines()[1:]]
    counts = collections.Counter()
    for (direction, verdict, reason, _), count in SUMMARY.items():
        counts[direction, verdict, reason] += count
    yield ("the summary that is printed says the same of listed frames",
           {tuple(line[:3]): int(line[3]) for line in lines
            if line and line[0] != "none"}
           == {key: count for key, count in counts.items()
               if key[0] != "none"}, text)
    path = write(folder, {**RULES, "mode": "monitor"})
    rows = [json.loads(line) for line
            in run(CAPTURE, path, "--json").stdout.splitlines()]
    yield ("monitor drops nothing and says the same", summed(rows)
           == monitored(), summed(rows))
    path = write(folder, policy(groups=[{"name": "axis",
                                         "vendors": ["axis"]}]))
    rows = [json.loads(line) for line
            in run(CAPTURE, path, "--json").stdout.splitlines()]
    yield ("a policy that does not list the camera touches nothing",
           summed(rows) == {("none", "pass", "unlisted", None): 159},
           summed(rows))


def main():
    needs()
    with Scratch() as folder:
        outcome = list(results(folder))
    sys.exit(emit(outcome))


if __name__ == "__main__":
    main()
