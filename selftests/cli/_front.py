#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Somebody else's tcx program, put before all others on a device's egress. The
link is pinned, for its end to be in the test's hand.

usage: _front.py DEVICE PROGRAM LINK        (paths of pins)
"""

import ctypes
import os
import platform
import socket
import struct
import sys

NUMBERS = {"x86_64": 321, "aarch64": 280}
OBJ_PIN, OBJ_GET, LINK_CREATE = 6, 7, 28
TCX_EGRESS, BEFORE = 47, 1 << 3


def bpf(command, attributes):
    libc = ctypes.CDLL(None, use_errno=True)
    data = ctypes.create_string_buffer(attributes.ljust(128, b"\0"), 128)
    got = libc.syscall(NUMBERS[platform.machine()], command, data, 128)
    if got < 0:
        sys.exit(f"_front.py: bpf({command}): {os.strerror(ctypes.get_errno())}")
    return got


def main():
    device, program, link = sys.argv[1:]
    path = ctypes.create_string_buffer(program.encode())
    prog_fd = bpf(OBJ_GET, struct.pack("QII", ctypes.addressof(path), 0, 0))
    link_fd = bpf(LINK_CREATE, struct.pack(
        "IIII", prog_fd, socket.if_nametoindex(device), TCX_EGRESS, BEFORE))
    path = ctypes.create_string_buffer(link.encode())
    bpf(OBJ_PIN, struct.pack("QII", ctypes.addressof(path), link_fd, 0))


main()
