#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Sends one frame of a listed device, or to one, and one of another, and says
# which of the two arrive. Knows no policy and makes no device.
"""Which frames get from one device to another: "listed", "unlisted", or both.

The frame of the unlisted device goes last: once it is there, or its time has
run out, the other is there or will not come. Exit status 0 if any arrived.
"""

import argparse
import ctypes
import errno
import os
import select
import socket
import struct
import sys
import time

import frames

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000
HOME = os.open("/proc/self/ns/net", os.O_RDONLY)
ETH_P_ALL = 3
CAM, PC = "44:19:b6:00:00:05", "02:00:5e:00:00:77"
ROUTER = "02:00:5e:00:00:01"
MAGIC = b"lenscap reach %d"
PATIENCE = 5 * int(os.environ.get("LAB_SLOW", "1"))


def frame(args, listed):
    """UDP, from the device (in) or to it (out), that bears which it is."""
    device = frames.mac_bytes(CAM if listed else PC)
    other = frames.mac_bytes(args.mac)
    ends = (other, device) if args.direction == "in" else (device, other)
    body = MAGIC % listed
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 28 + len(body), 1, 0, 64, 17,
                     0, bytes((10, 20, 0, 5)), bytes((203, 0, 113, 9)))
    ip = ip[:10] + struct.pack("!H", frames.checksum(ip)) + ip[12:]
    udp = struct.pack("!HHHH", 40000, 8800, 8 + len(body), 0)
    tag = b"" if args.vlan is None else struct.pack("!HH", 0x8100, args.vlan)
    whole = b"".join(ends) + tag + struct.pack("!H", 0x0800) + ip + udp + body
    return whole.ljust(60, b"\0")


def enter(path):
    """Into the network namespace of that file."""
    with open(path, "rb") as f:
        if LIBC.setns(f.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "cannot enter " + path)


def bound(where, proto):
    """A packet socket on DEVICE or DEVICE@NETNS."""
    dev, _, netns = where.partition("@")
    if netns:
        enter("/run/netns/" + netns)
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    sock.bind((dev, proto))
    LIBC.setns(HOME, CLONE_NEWNET)
    return sock


def arrived(sock):
    """What came in until the unlisted frame did, or its time was over."""
    found, end = set(), time.monotonic() + PATIENCE
    while 0 not in found:
        left = end - time.monotonic()
        if left < 0 or not select.select([sock], [], [], left)[0]:
            break
        data, address = sock.recvfrom(65536)
        if address[2] == socket.PACKET_OUTGOING:
            continue
        for listed in (0, 1):
            if MAGIC % listed in data:
                found.add(listed)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("direction", choices=("in", "out"))
    parser.add_argument("source", help="DEVICE or DEVICE@NETNS")
    parser.add_argument("target", help="the same")
    parser.add_argument("--mac", default=ROUTER, help="of the other end")
    parser.add_argument("--vlan", type=int)
    args = parser.parse_args()
    # frames keep their order when one processor sends and receives them
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    try:
        source = bound(args.source, 0)
        target = bound(args.target, ETH_P_ALL)
        for listed in (1, 0):
            try:
                source.send(frame(args, listed))
            except OSError as error:
                # how a drop on the way out is told to the sender
                if error.errno != errno.ENOBUFS:
                    raise
        found = arrived(target)
    except OSError as error:
        sys.exit("reach.py: %s" % error)
    print(" ".join(n for i, n in ((1, "listed"), (0, "unlisted"))
                   if i in found) or "none")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
