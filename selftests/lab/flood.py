#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Sends many frames that differ in their ports alone, as fast as it can: a scan
# of ports, a flood of flows, a burst. Bounded in number and in time.
"""flood.py DEVICE tcp|udp SRC-MAC DST-MAC SRC DST SPORTS DPORTS [PAYLOAD]
SPORTS and DPORTS are numbers or ranges, as in 1024-65535; every source port
is sent to each destination port in turn. Says how many were sent."""

import errno
import ipaddress
import os
import socket
import struct
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "replay"))
sys.dont_write_bytecode = True

import _frames as f  # noqa: E402

MOST, SECONDS = 1000000, 10
PROTOS = {"tcp": (f.TCP, 16), "udp": (f.UDP, 6)}


def span(text):
    first, _, last = text.partition("-")
    ports = range(int(first), int(last or first) + 1)
    if not ports or ports[0] < 1 or ports[-1] > 65535:
        sys.exit("flood.py: no ports: " + text)
    return ports


class Template:
    """A frame of which the ports, and with them the checksum, change."""

    def __init__(self, proto, src_mac, dst_mac, src, dst, payload):
        number, at = PROTOS[proto]
        body = b"." * payload
        inner = (f.tcp if proto == "tcp" else f.udp)(0, 0, body)
        make = f.ip4 if ipaddress.ip_address(src).version == 4 else f.ip6
        packet = make(src, dst, number, inner)
        self.ports = 14 + len(packet) - len(inner)
        self.check = self.ports + at
        pseudo = f.addr(src) + f.addr(dst) + struct.pack(
            "!II", len(inner), number)
        self.sum = ~f.checksum(pseudo + inner) & 0xFFFF
        self.frame = bytearray(f.ether(src_mac, dst_mac, packet))

    def set(self, sport, dport):
        total = self.sum + sport + dport
        total = (total & 0xFFFF) + (total >> 16)
        total = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
        struct.pack_into("!HH", self.frame, self.ports, sport, dport)
        struct.pack_into("!H", self.frame, self.check, total or 0xFFFF)
        return self.frame


def flood(device, template, sports, dports):
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    sock.bind((device, 0))
    end, sent = time.monotonic() + SECONDS, 0
    for dport in dports:
        for sport in sports:
            try:
                sock.send(template.set(sport, dport))
            except OSError as error:
                # how a full queue on the way is told
                if error.errno != errno.ENOBUFS:
                    raise
            sent += 1
            if not sent % 1024 and time.monotonic() > end:
                return sent
    return sent


def main():
    words = sys.argv[1:]
    if len(words) not in (8, 9) or words[1] not in PROTOS:
        sys.exit(__doc__)
    sports, dports = span(words[6]), span(words[7])
    if len(sports) * len(dports) > MOST:
        sys.exit(f"flood.py: more than {MOST} frames")
    template = Template(*words[1:6], int(words[8]) if words[8:] else 0)
    try:
        print(flood(words[0], template, sports, dports))
    except OSError as error:
        sys.exit(f"flood.py: {words[0]}: {error}")


if __name__ == "__main__":
    main()
