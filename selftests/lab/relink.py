#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Puts another pinned program into a pinned BPF link, without a gap. bpftool has
# no word for it.
"""relink.py LINK PROGRAM"""

import ctypes
import os
import struct
import sys

NR_BPF = {"x86_64": 321, "aarch64": 280}
OBJ_GET, LINK_UPDATE = 7, 29
libc = ctypes.CDLL(None, use_errno=True)


def bpf(command, attr):
    buf = ctypes.create_string_buffer(attr, 64)
    value = libc.syscall(NR_BPF[os.uname().machine], command, buf, 64)
    if value < 0:
        sys.exit("relink.py: " + os.strerror(ctypes.get_errno()))
    return value


def pinned(path):
    text = ctypes.create_string_buffer(path.encode())
    where = ctypes.cast(text, ctypes.c_void_p).value
    return bpf(OBJ_GET, struct.pack("<QII", where, 0, 0))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    link, prog = map(pinned, sys.argv[1:])
    bpf(LINK_UPDATE, struct.pack("<III", link, prog, 0))


if __name__ == "__main__":
    main()
