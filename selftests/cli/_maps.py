#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""A digest of all that each pinned map holds: one line a map, its name first.

Knows no layout. What a ring buffer holds is told by its two positions.

usage: _maps.py DIRECTORY
"""

import ctypes
import hashlib
import mmap
import os
import struct
import sys

SYS_BPF = {"x86_64": 321, "aarch64": 280, "riscv64": 280}
LOOKUP, NEXT_KEY, OBJ_GET, INFO = 1, 4, 7, 15
PER_CPU = {5, 6, 10}    # hash, array, LRU hash
RING = 27
LIBC = ctypes.CDLL(None, use_errno=True)


def bpf(command, attr):
    """The system call; the result, or OSError."""
    room = ctypes.create_string_buffer(attr, 128)
    done = LIBC.syscall(SYS_BPF[os.uname().machine], command, room, 128)
    if done < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return done


def processors():
    with open("/sys/devices/system/cpu/possible", encoding="ascii") as file:
        return int(file.read().strip().split(",")[-1].split("-")[-1]) + 1


def info(fd):
    """(type, size of a key, of a value), None for what is no map."""
    room = ctypes.create_string_buffer(256)
    bpf(INFO, struct.pack("=IIQ", fd, 256, ctypes.addressof(room)))
    with open(f"/proc/self/fdinfo/{fd}", encoding="ascii") as file:
        if "map_type" not in file.read():
            return None
    kind, _, key, value = struct.unpack_from("=IIII", room)
    return kind, key, value


def ring(fd):
    """Where reader and writers of a ring buffer are."""
    at = []
    for page in 0, 1:
        with mmap.mmap(fd, mmap.PAGESIZE, mmap.MAP_SHARED, mmap.PROT_READ,
                       offset=page * mmap.PAGESIZE) as view:
            at.append(view[:8])
    return b"".join(at)


def keys(fd, size):
    key, after = None, ctypes.create_string_buffer(size)
    while True:
        here = ctypes.addressof(key) if key else 0
        try:
            bpf(NEXT_KEY, struct.pack("=IIQQ", fd, 0, here,
                                      ctypes.addressof(after)))
        except OSError:
            return
        key = ctypes.create_string_buffer(after.raw, size)
        yield key


def entries(fd, kind, key_size, value_size):
    if kind in PER_CPU:
        value_size = (value_size + 7) // 8 * 8 * processors()
    value = ctypes.create_string_buffer(value_size)
    for key in keys(fd, key_size):
        try:
            bpf(LOOKUP, struct.pack("=IIQQQ", fd, 0, ctypes.addressof(key),
                                    ctypes.addressof(value), 0))
        except OSError:
            continue
        yield key.raw + value.raw


def digest(path):
    name = ctypes.create_string_buffer(path.encode())
    fd = bpf(OBJ_GET, struct.pack("=QII", ctypes.addressof(name), 0, 0))
    try:
        shape = info(fd)
        if not shape:
            return None
        parts = [ring(fd)] if shape[0] == RING else entries(fd, *shape)
        # a hash gives its entries in no order that means anything
        return hashlib.sha256(b"".join(sorted(parts))).hexdigest()
    finally:
        os.close(fd)


def main():
    for name in sorted(os.listdir(sys.argv[1])):
        found = digest(os.path.join(sys.argv[1], name))
        if found:
            print(name, found)


main()
