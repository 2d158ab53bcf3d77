#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Makes the policy in force one that another vendor table was compiled for.

A prefix of its slots becomes another one, and the hashes of table and policy
are others. A vendor of its text becomes another one, as long. What no command
does: a release of lenscap that came before would.

usage: _upgrade.py PIN-DIRECTORY prefix FROM TO   (six hex digits each: 4419b6)
       _upgrade.py PIN-DIRECTORY vendor FROM TO
"""

import ctypes
import json
import mmap
import os
import struct
import subprocess
import sys

SYS_BPF = {"x86_64": 321, "aarch64": 280, "riscv64": 280}
BPF_OBJ_GET = 7


def open_pin(path):
    name = ctypes.create_string_buffer(path.encode())
    attr = ctypes.create_string_buffer(
        struct.pack("=QII", ctypes.addressof(name), 0, 0), 16)
    libc = ctypes.CDLL(None, use_errno=True)
    fd = libc.syscall(SYS_BPF[os.uname().machine], BPF_OBJ_GET, attr, 16)
    if fd < 0:
        sys.exit(os.strerror(ctypes.get_errno()))
    return fd


def bpftool(*args):
    done = subprocess.run(["bpftool", "-j", "map", *args], check=True,
                          capture_output=True, text=True)
    return json.loads(done.stdout) if done.stdout else None


def mapped(pin):
    shown = bpftool("show", "pinned", pin)
    size = -(-shown["bytes_value"] // 8) * 8 * shown["max_entries"]
    size += -size % mmap.PAGESIZE
    return mmap.mmap(open_pin(pin), size, mmap.MAP_SHARED)


def other_vendor(pin, old, new):
    """In the texts of both slots."""
    named = 0
    for name in ("text_0", "text_1"):
        if not os.path.exists(f"{pin}/{name}"):
            continue
        with mapped(f"{pin}/{name}") as text:
            at = text.find(old.encode())
            if at >= 0:
                text[at:at + len(old)] = new.encode()
                named += 1
    if not named:
        sys.exit("no text names that vendor")


def move_prefix(pin, old, new):
    """Entries hold the prefix in their upper 48 bits (struct lc_bucket)."""
    moved = 0
    with mapped(f"{pin}/hot") as hot:
        at = -1
        mark = struct.pack("<Q", old << 40)[2:]
        while (at := hot.find(mark, at + 1)) >= 0:
            if at % 8 == 2:
                hot[at:at + 6] = struct.pack("<Q", new << 40)[2:]
                moved += 1
    if not moved:
        sys.exit("no entry has that prefix")


def other_hashes(pin):
    """The first digit of both becomes another, in both slots."""
    for slot in (0, 1):
        key = ["key", "hex", f"{slot:02x}", "00", "00", "00"]
        shown = bpftool("lookup", "pinned", f"{pin}/policy_info", *key)
        value = bytearray(int(x, 16) for x in shown["value"])
        # from sha256 on: struct lc_policy_info, 72 bytes each
        for at in (32 + 64 + 64 + 256 + 64, 32 + 64 + 64 + 256 + 64 + 144):
            if value[at]:
                value[at] = ord("f") if value[at] != ord("f") else ord("0")
        bpftool("update", "pinned", f"{pin}/policy_info", *key, "value",
                "hex", *(f"{x:02x}" for x in value))


if sys.argv[2] == "vendor":
    other_vendor(sys.argv[1], sys.argv[3], sys.argv[4])
else:
    move_prefix(sys.argv[1], int(sys.argv[3], 16), int(sys.argv[4], 16))
    other_hashes(sys.argv[1])
