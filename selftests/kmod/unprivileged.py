#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Who may not ask: another user, root of a user namespace of its own, root
without CAP_NET_ADMIN. Every command is refused with EPERM, and nothing has
changed; the same requests of root are done.
"""

import ctypes
import json
import os
import struct
import sys

from _genl import Guard, Refused, table_id
from _header import H
from _hostile import run, staged_table, unshare
from _nl import CLONE_NEWNET, F_ACK, F_DUMP, attr, u32

CLONE_NEWUSER = 0x10000000
CAP_NET_ADMIN = 12
PR_SET_DUMPABLE = 4
CAP_VERSION = 0x20080522
NOBODY = 65534
REQUESTS = {
    "status-get": ("STATUS_GET", b"", F_ACK),
    "port-get": ("PORT_GET", u32(H.A_PORT_IFINDEX, 2), F_ACK),
    "port-get, all": ("PORT_GET", b"", F_DUMP),
    "table-stage": ("TABLE_STAGE", staged_table().encode(), F_ACK),
    "table-commit": ("TABLE_COMMIT", attr(H.A_TABLE_ID, table_id(8)), F_ACK),
    "table-abort": ("TABLE_ABORT", b"", F_ACK),
    "table-clear": ("TABLE_CLEAR", b"", F_ACK),
    "proof-set": ("PROOF_SET", u32(H.A_PROOF_PROOF, 1), F_ACK),
    # refused for who asks, whatever is asked
    "a malformed request": ("TABLE_STAGE", b"\xff" * 64, F_ACK),
}


def ask(guard, name):
    """What is said to one of REQUESTS: "done" or the error's name."""
    cmd, attrs, flags = REQUESTS[name]
    try:
        guard.request(cmd, attrs, flags=flags)
    except Refused as refused:
        return refused.name
    return "done"


def ask_all(guard):
    answers = {name: ask(guard, name) for name in REQUESTS}
    try:
        guard.listen()
        answers["events"] = "done"
    except PermissionError:
        answers["events"] = "EPERM"
    return answers


def drop_capability():
    """Root as it is, but for the one capability."""
    libc = ctypes.CDLL(None, use_errno=True)
    head = ctypes.create_string_buffer(struct.pack("=Ii", CAP_VERSION, 0))
    sets = ctypes.create_string_buffer(24)
    libc.capget(head, sets)
    low = list(struct.unpack("=6I", sets.raw))
    low[:3] = [x & ~(1 << CAP_NET_ADMIN) for x in low[:3]]
    if libc.capset(head, struct.pack("=6I", *low)):
        raise OSError(ctypes.get_errno(), "capset")


def drop_user():
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def own_user_namespace(flags=0):
    """Root of a user namespace, as unshare -Ur makes it."""
    uid, gid = os.getuid(), os.getgid()
    # /proc/self would belong to root after a change of user
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    unshare(CLONE_NEWUSER | flags)
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"),
                       ("gid_map", f"0 {gid} 1")):
        with open("/proc/self/" + name, "w", encoding="ascii") as file:
            file.write(text)
    if os.getuid():
        raise OSError("not root of the new namespace")


def own_namespaces():
    own_user_namespace(CLONE_NEWNET)


def anybody():
    drop_user()
    own_namespaces()


def in_child(become, before):
    """The answers that a child gets after become(); its socket was made
    before that, or after. {"error": …} when it could not become so."""
    back, out = os.pipe()
    pid = os.fork()
    if not pid:
        answers = {}
        try:
            guard = Guard() if before else None
            become()
            answers = ask_all(guard or Guard())
        except Exception as error:  # pylint: disable=broad-exception-caught
            answers = {"error": f"{type(error).__name__}: {error}"}
        finally:
            os.write(out, json.dumps(answers).encode())
            os._exit(0)
    os.close(out)
    with open(back, "rb") as file:
        answers = json.loads(file.read() or b'{"error": "it died"}')
    os.waitpid(pid, 0)
    return answers


CALLERS = {
    "another user": (drop_user, False),
    "another user with a socket of root's": (drop_user, True),
    "root without the capability": (drop_capability, False),
    "root without the capability, with a socket from before":
        (drop_capability, True),
    "root of a user namespace": (own_user_namespace, False),
    "root of a user namespace, with a socket from before":
        (own_user_namespace, True),
}


def refused(answers, events="EPERM"):
    """Faults of answers that should all be EPERM."""
    if "error" in answers:
        return [answers["error"]]
    return [f"{name}: {answers[name]}" for name in answers
            if answers[name] != (events if name == "events" else "EPERM")]


def body(tap, steady):
    for name, (become, before) in CALLERS.items():
        tap.result(f"{name}: EPERM", refused(in_child(become, before))
                   + steady.changed())
    # Of a namespace that is one's own, one may hear; not change a thing.
    for name, become in (("root of user and network namespaces",
                          own_namespaces), ("anybody by unshare -Urn",
                                            anybody)):
        tap.result(f"{name}: EPERM", refused(in_child(become, False), "done")
                   + steady.changed())
    answers = ask_all(steady.guard)
    tap.result("root itself: done", [
        f"{name}: {x}" for name, x in answers.items()
        if x != ("EINVAL" if name == "a malformed request" else "done")])
    steady.reset()


if __name__ == "__main__":
    sys.exit(run(body))
