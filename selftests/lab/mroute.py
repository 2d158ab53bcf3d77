#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# A multicast router of two fixed routes, IPv4 and IPv6: one sender's group goes
# from the first device to all others. Nothing is learnt; ends when killed.
"""mroute.py SENDER4 GROUP4 SENDER6 GROUP6 DEVICE DEVICE...
Says "forwarding" once the routes stand."""

import signal
import socket
import struct
import sys

MRT_INIT, MRT_ADD_VIF, MRT_ADD_MFC = 200, 202, 204
VIFF_USE_IFINDEX = 8


def routes4(sender, group, devices):
    sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_IGMP)
    sock.setsockopt(socket.IPPROTO_IP, MRT_INIT, 1)
    for place, device in enumerate(devices):
        sock.setsockopt(socket.IPPROTO_IP, MRT_ADD_VIF, struct.pack(
            "=HBBIi4x", place, VIFF_USE_IFINDEX, 1, 0,
            socket.if_nametoindex(device)))
    ttls = bytes([0] + [1] * (len(devices) - 1)).ljust(32, b"\0")
    sock.setsockopt(socket.IPPROTO_IP, MRT_ADD_MFC, struct.pack(
        "=4s4sH32s2x3Ii", socket.inet_aton(sender), socket.inet_aton(group),
        0, ttls, 0, 0, 0, 0))
    return sock


def routes6(sender, group, devices):
    def address(text):
        return struct.pack("=HHI16sI", socket.AF_INET6, 0, 0,
                           socket.inet_pton(socket.AF_INET6, text), 0)
    sock = socket.socket(socket.AF_INET6, socket.SOCK_RAW,
                         socket.IPPROTO_ICMPV6)
    sock.setsockopt(socket.IPPROTO_IPV6, MRT_INIT, 1)
    for place, device in enumerate(devices):
        sock.setsockopt(socket.IPPROTO_IPV6, MRT_ADD_VIF, struct.pack(
            "=HBBHxxI", place, 0, 1, socket.if_nametoindex(device), 0))
    to = (1 << len(devices)) - 2
    sock.setsockopt(socket.IPPROTO_IPV6, MRT_ADD_MFC, address(sender) +
                    address(group) + struct.pack("=H2x8I", 0, to, *[0] * 7))
    return sock


def main():
    if len(sys.argv) < 7:
        sys.exit(__doc__)
    sender4, group4, sender6, group6 = sys.argv[1:5]
    held = (routes4(sender4, group4, sys.argv[5:]),
            routes6(sender6, group6, sys.argv[5:]))
    print("forwarding", flush=True)
    signal.pause()
    del held


if __name__ == "__main__":
    main()
