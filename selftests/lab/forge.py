#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Sends frames of as many devices as asked for, each under an address of its own
# within one prefix: a crowd, or a flood of forged addresses. Bounded in number.
"""forge.py DEVICE PREFIX FIRST COUNT SRC DST [DPORT]
PREFIX is the first three octets, FIRST the number that the rest begins at. One
frame each. Says how many were sent."""

import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "replay"))
sys.dont_write_bytecode = True

import _frames as f  # noqa: E402

MOST = 1 << 20


def main():
    device, prefix, first, count, src, dst = sys.argv[1:7]
    dport = int(sys.argv[7]) if len(sys.argv) > 7 else 8800
    first, count = int(first), int(count)
    if not 0 < count <= MOST or first + count > 1 << 24:
        sys.exit("forge.py: too many")
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    sock.bind((device, 0))
    frame = bytearray(f.ether(prefix + ":00:00:00", f.ROUTER,
                              f.ip4(src, dst, f.UDP,
                                    f.udp(40000, dport, b"x" * 18))))
    sent = 0
    for number in range(first, first + count):
        frame[9:12] = number.to_bytes(3, "big")
        try:
            sock.send(frame)
        except OSError:         # the queue is full: it is one frame less
            continue
        sent += 1
    print(sent)


main()
