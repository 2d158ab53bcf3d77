#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Writes a 32-bit number into a pinned map that can be mapped into memory.

Knows no layout: the caller gives the offset.

usage: _poke.py PIN OFFSET VALUE
"""

import ctypes
import mmap
import os
import struct
import sys

SYS_BPF = {"x86_64": 321, "aarch64": 280, "riscv64": 280}
BPF_OBJ_GET = 7


def main():
    path = ctypes.create_string_buffer(sys.argv[1].encode())
    attr = ctypes.create_string_buffer(
        struct.pack("=QII", ctypes.addressof(path), 0, 0), 16)
    libc = ctypes.CDLL(None, use_errno=True)
    fd = libc.syscall(SYS_BPF[os.uname().machine], BPF_OBJ_GET, attr, 16)
    if fd < 0:
        sys.exit(os.strerror(ctypes.get_errno()))
    with mmap.mmap(fd, mmap.PAGESIZE, mmap.MAP_SHARED) as page:
        struct.pack_into("=I", page, int(sys.argv[2]), int(sys.argv[3]))


main()
