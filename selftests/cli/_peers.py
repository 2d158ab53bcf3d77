#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Many frames at once: _peers.py DEVICE macs|peers COUNT, from so many devices
that were not there before, or from one device to so many peers."""

import ipaddress
import socket
import struct
import sys


def frame(number, peer):
    udp = struct.pack("!4H", 40000, 8800, 12, 0) + b"lens"
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 1, 0, 64, 17,
                       0, ipaddress.IPv4Address("10.20.0.5").packed,
                       (ipaddress.IPv4Address("203.0.113.0") + peer).packed)
    total = sum(struct.unpack("!10H", head))
    total = (total & 0xffff) + (total >> 16)
    total = ~((total & 0xffff) + (total >> 16)) & 0xffff
    head = head[:10] + struct.pack("!H", total) + head[12:]
    return (bytes.fromhex("02005e000001" + "4419b6") +
            struct.pack("!I", number)[1:] + b"\x08\0" + head + udp)


def main():
    device, what, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as out:
        out.bind((device, 0))
        for i in range(1, count + 1):
            out.send(frame(i, 1) if what == "macs" else frame(1, i))


if __name__ == "__main__":
    main()
