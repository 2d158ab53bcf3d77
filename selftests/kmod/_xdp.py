# SPDX-License-Identifier: GPL-2.0
"""XDP programs of a few instructions, loaded and attached by bpf(2) alone.

For tests that need a program which is not lenscap's, or a forged tag.
"""

import ctypes
import os
import struct

LIBC = ctypes.CDLL(None, use_errno=True)
SYS_BPF = 321                   # x86-64
PROG_LOAD, OBJ_PIN, OBJ_GET, PROG_FD_BY_ID, LINK_CREATE = 5, 6, 7, 13, 28
OBJ_INFO, LINK_DETACH = 15, 34
PROG_TC, PROG_XDP, ATTACH_XDP = 3, 6, 37
GENERIC, NATIVE = 1 << 1, 1 << 2
XDP_PASS, XDP_DROP = 2, 1
ADJUST_META = 54


def bpf(cmd, attr):
    room = ctypes.create_string_buffer(attr.ljust(160, b"\0"), 160)
    got = LIBC.syscall(SYS_BPF, cmd, room, len(room))
    if got < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"bpf({cmd}): {os.strerror(error)}")
    return got


def insn(op, dst=0, src=0, off=0, imm=0):
    return struct.pack("<BBhI", op, dst | src << 4, off, imm & 0xFFFFFFFF)


def mov(dst, imm):
    return insn(0xB7, dst, imm=imm)


def verdict(code):
    return mov(0, code) + insn(0x95)


def tagging(*words):
    """Lay words of 32 bits ahead of the frame, the last one next to it, and
    pass it: a key and an index, or what is to be taken for them."""
    room = 4 * len(words)
    code = (insn(0x61, 2, 6, 8) +           # data_meta
            insn(0x61, 3, 6, 0) +           # data
            insn(0xBF, 4, 2) + insn(0x07, 4, imm=room) +
            insn(0x2D, 4, 3, len(words)))   # no room: pass without
    for i, word in enumerate(words):
        code += insn(0x62, 2, off=4 * i, imm=word)
    return (insn(0xBF, 6, 1) + mov(2, -room) + insn(0x85, imm=ADJUST_META) +
            insn(0x55, 0, off=len(code) // 8) + code + verdict(XDP_PASS))


def load(code, kind=PROG_XDP):
    """The file descriptor of a program."""
    text = ctypes.create_string_buffer(code, len(code))
    licence = ctypes.create_string_buffer(b"GPL")
    log = ctypes.create_string_buffer(65536)
    attr = struct.pack("<IIQQIIQ", kind, len(code) // 8,
                       ctypes.addressof(text), ctypes.addressof(licence),
                       1, len(log), ctypes.addressof(log))
    try:
        return bpf(PROG_LOAD, attr)
    except OSError as e:
        raise OSError(e.errno, f"{e.strerror}: "
                      f"{log.value.decode(errors='replace')}") from None


def attach(place, dev, prog, mode):
    """A link's file descriptor; closing it detaches the program."""
    ifindex = place.ifindex(dev)
    with place.inside():
        return bpf(LINK_CREATE,
                   struct.pack("<IIII", prog, ifindex, ATTACH_XDP, mode))


def detach(link):
    """At once, where closing a link leaves the work to a later moment."""
    bpf(LINK_DETACH, struct.pack("<I", link))
    os.close(link)


def pin(fd, path):
    name = ctypes.create_string_buffer(path.encode() + b"\0")
    bpf(OBJ_PIN, struct.pack("<QII", ctypes.addressof(name), fd, 0))


def pinned(path):
    """The file descriptor of what is pinned there."""
    name = ctypes.create_string_buffer(path.encode() + b"\0")
    return bpf(OBJ_GET, struct.pack("<QII", ctypes.addressof(name), 0, 0))


def program_of_link(link):
    """A file descriptor of the program behind a link's."""
    info = ctypes.create_string_buffer(64)
    bpf(OBJ_INFO, struct.pack("<IIQ", link, len(info),
                              ctypes.addressof(info)))
    number = struct.unpack_from("<I", info, 8)[0]
    return bpf(PROG_FD_BY_ID, struct.pack("<III", number, 0, 0))


def unpin(path):
    os.unlink(path)
