#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Runs a command in whose processes the kernel takes no BPF program: each
bpf(BPF_PROG_LOAD) ends with EACCES, as the verifier's refusal does. By a filter
of seccomp, so whatever library asks.

usage: _refuse.py COMMAND [ARGUMENT]...
"""

import ctypes
import os
import platform
import struct
import sys

BPF_CALL = {"x86_64": 321, "aarch64": 280}
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
PROG_LOAD = 5
EACCES = 13
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, JUMP_EQ, RETURN = 0x20, 0x15, 0x06
RET_ERRNO, RET_ALLOW = 0x00050000, 0x7FFF0000
# of struct seccomp_data: nr, arch, and the low half of the first argument
NR, ARCH, FIRST = 0, 4, 16


class Program(ctypes.Structure):
    _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def code(machine):
    steps = [
        (LOAD, 0, 0, ARCH), (JUMP_EQ, 0, 5, AUDIT_ARCH[machine]),
        (LOAD, 0, 0, NR), (JUMP_EQ, 0, 3, BPF_CALL[machine]),
        (LOAD, 0, 0, FIRST), (JUMP_EQ, 0, 1, PROG_LOAD),
        (RETURN, 0, 0, RET_ERRNO | EACCES),
        (RETURN, 0, 0, RET_ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def main():
    machine = platform.machine()
    if machine not in BPF_CALL:
        sys.exit(f"_refuse.py: what is bpf(2) on {machine}?")
    libc = ctypes.CDLL(None, use_errno=True)
    raw = ctypes.create_string_buffer(code(machine))
    program = Program(8, ctypes.addressof(raw))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or \
       libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program)):
        sys.exit(f"_refuse.py: {os.strerror(ctypes.get_errno())}")
    os.execvp(sys.argv[1], sys.argv[1:])


main()
