#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Idle times run on the capture's clock: in 1970 and after 2038, in either
byte order, in microseconds and in nanoseconds."""

import json
import os
import struct
import sys

from _frames import CAM4, REC4, TCP, down, ip4, tcp, up
from _table import Scratch, emit, needs, policy, rule, run, write

RULES = policy({"rules": [rule("video", REC4, proto="tcp", ports=[554],
                               **{"initiated-by": "peer"})]})
OPENS = down(ip4(REC4, CAM4, TCP, tcp(40000, 554)))
ANSWERS = up(ip4(CAM4, REC4, TCP, tcp(554, 40000)))
# Seconds since the first, and what becomes of the frame
STEPS = [(0, OPENS, "rule"), (1, ANSWERS, "flow"), (3600, ANSWERS, "flow"),
         (7201, ANSWERS, "default")]
TIMES = {"1970": 0, "2026": 1790000000, "across January 2038": 2147483000,
         "2065": 2999178240, "the last that fits": 2 ** 32 - 7202}


def capture(path, begin, order, nano):
    with open(path, "wb") as file:
        file.write(struct.pack(order + "IHHiIII", 0xA1B23C4D if nano
                               else 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        for at, frame, _ in STEPS:
            file.write(struct.pack(order + "IIII", begin + at, 5, len(frame),
                                   len(frame)) + frame)


def main():
    needs()
    results = []
    with Scratch() as folder:
        path = write(folder, RULES)
        file = os.path.join(folder, "frames.pcap")
        for name, begin in TIMES.items():
            for order in "<>":
                for nano in (False, True):
                    capture(file, begin, order, nano)
                    done = run(file, path, "--json")
                    rows = [json.loads(row) for row
                            in done.stdout.splitlines()]
                    results.append((
                        f"{name}, {'big' if order == '>' else 'little'} "
                        f"endian, {'nano' if nano else 'micro'}seconds",
                        [row["reason"] for row in rows]
                        == [want for _, _, want in STEPS],
                        done.stderr + done.stdout))
    sys.exit(emit(results))


if __name__ == "__main__":
    main()
