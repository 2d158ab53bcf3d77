#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Frames with payload, by hand: _ask.py DEVICE MAC [OPTION...] NAME sends a query
for that name, in Python's escapes ("a\\x0ab"), its labels apart by dots.
"""

import argparse
import ipaddress
import socket
import struct


def labels(text):
    """The name on the wire."""
    raw = text.encode("latin-1").decode("unicode_escape").encode("latin-1")
    out = b""
    for label in raw.split(b"."):
        out += bytes([len(label)]) + label
    return out + b"\0"


def query(name):
    return struct.pack("!6H", 7, 0x0100, 1, 0, 0, 0) + name + struct.pack(
        "!HH", 1, 1)


def frame(args, payload):
    def mac(text):
        return bytes.fromhex(text.replace(":", ""))
    udp = struct.pack("!4H", 40000, args.port, 8 + len(payload), 0) + payload
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 1, 0, 64, 17,
                       0, ipaddress.IPv4Address(args.src).packed,
                       ipaddress.IPv4Address(args.dst).packed)
    total = sum(struct.unpack("!10H", head))
    total = (total & 0xffff) + (total >> 16)
    total = ~((total & 0xffff) + (total >> 16)) & 0xffff
    head = head[:10] + struct.pack("!H", total) + head[12:]
    return mac("02:00:5e:00:00:01") + mac(args.mac) + b"\x08\0" + head + udp


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("device")
    parser.add_argument("mac")
    parser.add_argument("name")
    parser.add_argument("--src", default="10.20.0.5")
    parser.add_argument("--dst", default="203.0.113.53")
    parser.add_argument("--port", type=int, default=53)
    args = parser.parse_args()
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as out:
        out.bind((args.device, 0))
        out.send(frame(args, query(labels(args.name))))


if __name__ == "__main__":
    main()
