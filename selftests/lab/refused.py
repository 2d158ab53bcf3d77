# SPDX-License-Identifier: GPL-2.0
"""The frames of replay/reasons.py on a real port: what is sent, and what the
counters must then say. Knows no frame of its own.

usage: refused.py policy INTERFACE | send DEVICE | expect
"""

import json
import os
import socket
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)),
                                "../replay"))
# pylint: disable=wrong-import-position
import reasons  # noqa: E402
from _table import policy  # noqa: E402

# What a capture may hold and a port may not send, or what needs an answer
NOT_HERE = ("flow", "icmp-error", "rate", "rate, a burst")


def cases():
    """(frame, verdict, reason) of what a device sends."""
    for name, frame, want in reasons.CASES:
        direction, verdict, reason = want.split()
        if direction != "out" and name not in NOT_HERE:
            yield frame, verdict, reason.partition(":")[0]


def send(device):
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as raw:
        raw.bind((device, 0))
        for frame, _, _ in cases():
            raw.send(frame)


def main():
    if sys.argv[1] == "policy":
        print(json.dumps(policy(groups=[reasons.CAMS], interface={
            "name": sys.argv[2], "unlisted": "drop"})))
    elif sys.argv[1] == "send":
        send(sys.argv[2])
    else:
        for verdict, reason in sorted({case[1:] for case in cases()}):
            print(verdict, reason)


if __name__ == "__main__":
    main()
