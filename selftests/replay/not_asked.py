#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What of a policy is not about the frames of a capture makes no difference to
replay: tests, whether they hold or not, and permits, which depend on the day."""

import os
import sys

from _frames import CAM4, REC4, TCP, ip4, pcap, tcp, up
from _table import Scratch, emit, needs, policy, rule, run, write

TEST = {"frame": "in lan0 from 44:19:b6:00:00:01 10.20.1.5:40000 to "
                 "203.0.113.9:8800 udp"}

PERMIT = {"macs": ["44:19:b6:00:00:01"], "peer": REC4, "proto": "tcp",
          "ports": [443], "until": "2031-01-01T00:00:00Z", "why": "firmware"}

MORE = {
    "a test that holds": {"tests": [{**TEST, "expect": "drop"}]},
    "a test that does not": {"tests": [{**TEST, "expect": "pass"}]},
    "a permit": {"permits": [PERMIT]},
}


def results(folder):
    group = policy({"rules": [rule("video", [REC4], proto="tcp",
                                   ports=[554])]})
    capture = os.path.join(folder, "one.pcap")
    pcap(capture, [up(ip4(CAM4, REC4, TCP, tcp(554, 9))),
                   up(ip4(CAM4, REC4, TCP, tcp(9, 443)))])
    bare = run(capture, write(folder, group), "--json")
    yield ("without any of them it is judged",
           bare.returncode == 0 and len(bare.stdout.splitlines()) == 2,
           bare.stderr)
    for name, more in MORE.items():
        done = run(capture, write(folder, {**group, **more}), "--json")
        yield (f"{name} makes no difference",
               done.returncode == 0 and done.stdout == bare.stdout,
               f"status {done.returncode}\n{done.stderr}{done.stdout}")


def main():
    needs()
    with Scratch() as folder:
        outcome = list(results(folder))
    sys.exit(emit(outcome))


if __name__ == "__main__":
    main()
