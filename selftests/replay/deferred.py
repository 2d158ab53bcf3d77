#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What a policy may ask and replay does not do yet is refused in one sentence
with status 2, and no frame is judged; `check` takes the same file."""

import os
import subprocess
import sys

from _frames import CAM4, REC4, TCP, ip4, pcap, tcp, up
from _table import LENSCAP, Scratch, emit, needs, policy, rule, run, write

TEST = {"frame": "in lan0 from 44:19:b6:00:00:01 10.20.1.5:40000 to "
                 "203.0.113.9:8800 udp", "expect": "drop"}

PERMIT = {"macs": ["44:19:b6:00:00:01"], "peer": REC4, "proto": "tcp",
          "ports": [443], "until": "2031-01-01T00:00:00Z", "why": "firmware"}


def group(**more):
    return policy({"rules": [rule("video", [REC4], proto="tcp", ports=[554])],
                   **more})


# name: policy, the word that the sentence must hold
REFUSED = {
    "tests": ({**group(), "tests": [TEST]}, "tests"),
}


def check(path):
    return subprocess.run([LENSCAP, "check", path], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=60,
                          check=False)


def results(folder):
    capture = os.path.join(folder, "one.pcap")
    pcap(capture, [up(ip4(CAM4, REC4, TCP, tcp(554, 9))),
                   up(ip4(CAM4, REC4, TCP, tcp(9, 443)))])
    for name, (rules, word) in REFUSED.items():
        path = write(folder, rules)
        done = run(capture, path, "--json")
        said = [line for line in done.stderr.splitlines()
                if ": warning: " not in line]
        yield (f"{name} is refused", done.returncode == 2 and len(said) == 1
               and word in said[0] and "policy.yaml:" in said[0],
               f"status {done.returncode}\n{done.stderr}")
        yield (f"{name}: no frame is judged", done.stdout == "", done.stdout)
        done = check(path)
        yield (f"{name}: check takes it", done.returncode == 0, done.stdout)
    bare = run(capture, write(folder, group()), "--json")
    yield "without any of them it is judged", bare.returncode == 0, bare.stderr
    done = run(capture, write(folder, {**group(), "permits": [PERMIT]}),
               "--json")
    yield ("permits depend on the day: without them it is judged",
           done.returncode == 0 and done.stdout == bare.stdout, done.stderr)


def main():
    needs()
    with Scratch() as folder:
        outcome = list(results(folder))
    sys.exit(emit(outcome))


if __name__ == "__main__":
    main()
