#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# The far end of tunnels: takes what comes as IPIP, 6in4, GRE or L2TP out of its
# wrapping and writes the packets inside to standard output, until killed.
"""unpack.py   says "unpacking" once it listens"""

import selectors
import socket
import sys

IPIP, SIXIN4, GRE, L2TP = 4, 41, 47, 115


def inner(packet, proto):
    """The packet inside, through as many layers as there are."""
    if proto in (GRE, L2TP):
        packet = packet[4:]
    if len(packet) >= 20 and packet[0] >> 4 == 4 and packet[9] == IPIP:
        return inner(packet[4 * (packet[0] & 15):], IPIP)
    return packet


def sockets():
    for family in (socket.AF_INET, socket.AF_INET6):
        for proto in (IPIP, SIXIN4, GRE, L2TP):
            sock = socket.socket(family, socket.SOCK_RAW, proto)
            # IPv4 raw sockets give the header, IPv6 ones do not
            yield sock, proto, family == socket.AF_INET


def main():
    if len(sys.argv) != 1:
        sys.exit(__doc__)
    waiting = selectors.DefaultSelector()
    for sock, proto, header in sockets():
        waiting.register(sock, selectors.EVENT_READ, (proto, header))
    print("unpacking", flush=True)
    while True:
        for key, _ in waiting.select():
            proto, header = key.data
            packet = key.fileobj.recv(65536)
            if header:
                packet = packet[4 * (packet[0] & 15):]
            sys.stdout.buffer.write(inner(packet, proto) + b"\n")
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
