#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Messages that are wrong before their attributes: cut headers, commands that
are none, flags that a command has no use for, several messages in one.
"""

import struct
import sys

from _genl import Guard, Refused
from _header import H
from _hostile import run, staged_table
from _nl import CAP_ACK, F_ACK, F_DUMP, SOL_NETLINK, attr, u32

DOS = ("STATUS_GET", "TABLE_STAGE", "TABLE_COMMIT", "TABLE_ABORT",
       "TABLE_CLEAR", "PROOF_SET")


def raw(guard, length, body=b"", kind=None, flags=1 | F_ACK):
    """A message that says it is so long, with what it holds."""
    guard.genl.seq += 1
    return struct.pack("=IHHII", length, guard.family if kind is None else
                       kind, flags, guard.genl.seq, 0) + body


def commands(tap, steady):
    guard = steady.guard
    faults = []
    for cmd in (0, H.CMD_PORT_CLOSED, H.CMD_PORT_OPENED, H.CMD_MAX + 1, 127,
                255):
        for flags in (F_ACK, F_DUMP):
            faults += steady.refused(
                f"command {cmd}, flags {flags:#x}", guard.genl.message(
                    guard.family, cmd, flags=flags), ("EOPNOTSUPP",),
                silent=True)
    tap.result("commands that are none", faults)
    faults = []
    for cmd in DOS:
        faults += steady.refused(cmd, guard.message(cmd, flags=F_DUMP),
                                 ("EOPNOTSUPP",), silent=True)
    tap.result("dumps of what has none", faults)


def headers(tap, steady):
    guard = steady.guard
    faults = []
    for length in range(16, 20):
        faults += steady.refused(
            f"a message of {length} bytes", raw(guard, length, bytes(
                length - 16)), ("EINVAL",), silent=True)
    tap.result("the generic header cut", faults)
    faults = []
    for cmd in range(1, H.CMD_PROOF_SET + 1):
        message = bytearray(guard.genl.message(guard.family, cmd))
        message[18] = 1
        faults += steady.refused(f"command {cmd}", bytes(message),
                                 ("EINVAL",), silent=True)
    tap.result("its reserved field not zero", faults)
    # No answer comes to these: they are no message to the kernel.
    for length in (0, 1, 15, 21, 1 << 16, 0xffffffff):
        guard.genl.sock.send(raw(guard, length, struct.pack(
            "=BBH", H.CMD_TABLE_CLEAR, 1, 0)))
    tap.result("a false length of the whole", steady.changed())
    guard.genl.sock.send(b"\0" * 15)
    guard.genl.sock.send(b"\xff" * 64)
    tap.result("no message at all", steady.changed())
    faults = []
    for fill in (b"\0", b"\xff", b"A"):
        faults += steady.refuses("TABLE_STAGE", f"3 MB of {fill}",
                                 fill * (3 << 20))
    tap.result("3 MB that mean nothing", faults)


def several(tap, steady):
    """Each message of a datagram is answered for itself."""
    guard = steady.guard
    wrong = guard.message("TABLE_COMMIT", attr(H.A_TABLE_ID, b"short"))
    clear = guard.message("TABLE_CLEAR", u32(1, 1))
    right = guard.message("TABLE_STAGE", staged_table().encode())
    guard.genl.sock.send(wrong + clear + right)
    answers = []
    for message in (wrong, clear, right):
        try:
            guard.genl.replies(struct.unpack_from("=I", message, 8)[0])
            answers.append("done")
        except Refused as refused:
            answers.append(refused.name)
    tap.same("two wrong ones and a right one in a datagram", answers,
             ["ERANGE", "EINVAL", "done"])
    tap.result("only the right one counts", steady.changed())


def whole(tap, steady):
    """An acknowledgement that bears the request back has the cause, too."""
    with Guard() as guard:
        guard.genl.sock.setsockopt(SOL_NETLINK, CAP_ACK, 0)
        message = guard.message("TABLE_COMMIT", attr(H.A_TABLE_ID, bytes(31)))
        try:
            guard.genl.send(message)
            tap.result("with the request in the answer", "accepted")
        except Refused as refused:
            tap.same("with the request in the answer",
                     (refused.name, bool(refused.message), refused.offset),
                     ("ERANGE", True, 20))


def unread(tap, steady):
    """Answers that nobody reads, and sockets that close amid a dump."""
    guard = Guard()
    for _ in range(2000):
        try:
            guard.genl.sock.sendall(guard.message("STATUS_GET"))
        except OSError:
            break
    guard.close()
    for _ in range(20):
        with Guard() as guard:
            guard.genl.sock.send(guard.message("PORT_GET", flags=F_DUMP))
    tap.result("answers that nobody reads", steady.changed())


def body(tap, steady):
    commands(tap, steady)
    headers(tap, steady)
    several(tap, steady)
    whole(tap, steady)
    unread(tap, steady)


if __name__ == "__main__":
    sys.exit(run(body))
