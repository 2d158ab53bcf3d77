#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Out of memory, one allocation after the other: a table is staged whole or not
at all, a device registers and passes unlisted frames without a guard, and is
guarded as soon as there is memory again. Needs a kernel with fault injection.

    cam0 --- lan0 (closed)     cam1 --- lan1, made while memory fails
"""

import contextlib
import os
import socket
import struct

from _lab import (CAM, PC, Bench, Receiver, Sender, arrivals, run, table,
                  until)
from _nl import attr, nest, string

NTH = "/proc/thread-self/fail-nth"
SLAB = "/sys/kernel/debug/failslab/"
SETTINGS = {"ignore-gfp-wait": "N", "verbose": "0", "times": "-1"}
LIMIT = 1000        # more allocations than any of these makes
RTM_NEWLINK, ERROR = 16, 2
CREATE = 0x1 | 0x4 | 0x200 | 0x400
IFLA_IFNAME, IFLA_LINKINFO, KIND, DATA, PEER = 3, 18, 1, 2, 1


def no_faults():
    if not os.path.exists(NTH) or not os.path.isdir(SLAB):
        return "the kernel was built without fault injection"
    return None


@contextlib.contextmanager
def settings():
    """Sleeping allocations fail as well; as it was, afterwards."""
    before = {}
    for name, value in SETTINGS.items():
        with open(SLAB + name, encoding="ascii") as f:
            before[name] = f.read().strip()
        with open(SLAB + name, "w", encoding="ascii") as f:
            f.write(value)
    try:
        yield
    finally:
        for name, value in before.items():
            with open(SLAB + name, "w", encoding="ascii") as f:
                f.write(value)


def failing(nth, sock, message):
    """Send a request whose nth allocation fails. (whether there were so many,
    whether it could be sent)"""
    fd = os.open(NTH, os.O_RDWR)
    try:
        os.write(fd, b"%d" % nth)
        try:
            sock.send(message)
            sent = True
        except OSError:
            sent = False
        left = int(os.pread(fd, 16, 0).rstrip(b"\0\n") or 0)
        os.write(fd, b"0")
    finally:
        os.close(fd)
    return left == 0, sent


def answer(guard, message):
    """"ok", "refused", or "unknown" when not even that could be said."""
    try:
        guard.genl.replies(struct.unpack_from("=I", message, 8)[0])
        return "ok"
    except OSError as e:
        name = getattr(e, "name", None)
        return "unknown" if name is None else name


def stage(tap, b):
    """Stage the same table with every allocation failing in its turn."""
    new = table("44:19:b6", "00:11:22", "8c:1f:64:ab:c0:00/36", ident=2)
    current = b.guard.status()["current"]
    faults, refused, nth = [], 0, 0
    for nth in range(1, LIMIT):
        b.guard.abort()
        message = b.guard.message("TABLE_STAGE", new.encode())
        failed, sent = failing(nth, b.guard.genl.sock, message)
        said = answer(b.guard, message) if sent else "unsent"
        refused += said == "ENOMEM"
        status = b.guard.status()
        staged = status["staged"] and status["staged"]["prefixes"]
        if status["current"] != current:
            faults.append(f"{nth}: current is {status['current']}")
        if staged not in {"ok": (3,), "unknown": (3, None)}.get(said,
                                                                (None,)):
            faults.append(f"{nth}: {said}, and staged is {staged}")
        if said not in ("ok", "ENOMEM", "unknown", "unsent"):
            faults.append(f"{nth}: {said}")
        if b.arrive(CAM, PC) != [False, True]:
            faults.append(f"{nth}: frames are judged otherwise")
        if not failed:
            break
    print(f"# {nth - 1} allocations to fail, {refused} refused")
    tap.result("a table is staged whole, or refused and nothing changed",
               faults)
    tap.result("it was refused at least once", [] if refused else "never")
    b.guard.abort()


def newlink(number):
    """A request for a veth pair, lan1 and cam1."""
    none = bytes(16)
    info = nest(IFLA_LINKINFO, string(KIND, "veth"), nest(DATA, attr(
        PEER, none + string(IFLA_IFNAME, "cam1"))))
    body = none + string(IFLA_IFNAME, "lan1") + info
    return struct.pack("=IHHII", 16 + len(body), RTM_NEWLINK, CREATE, number,
                       0) + body


def made(sock):
    """The error number of the answer to newlink(), None without one."""
    try:
        data = sock.recv(65536)
    except OSError:
        return None
    kind, = struct.unpack_from("=H", data, 4)
    return -struct.unpack_from("=i", data, 16)[0] if kind == ERROR else None


def register(tap, b):
    """Make a device with every allocation failing in its turn."""
    with b.rtr.inside():
        sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    sock.settimeout(10)
    faults, without, said, nth = [], 0, 0, 0
    for nth in range(1, LIMIT):
        failed, sent = failing(nth, sock, newlink(nth))
        if sent:
            made(sock)
        there = not b.rtr.ip("link", "show", "lan1", check=False).returncode
        if there:
            # asked at once: the guard tries again every second
            said += bool(b.guard.status()["unguarded"])
            if len(b.guard.ports()) < 3:
                without += 1
                faults += [f"{nth}: {x}" for x in unguarded(b)]
            b.rtr.ip("link", "del", "lan1")
        elif not failed:
            faults.append(f"{nth}: nothing failed, and no device")
        if not failed:
            break
    sock.close()
    print(f"# {nth - 1} allocations to fail, {without} devices without a guard")
    tap.result("devices register all the same, and pass what is unlisted",
               faults)
    tap.result("some had no guard", [] if without else "none")
    tap.result("status said so", [] if said else "never")
    tap.same("all that failed is gone", b.guard.status()["ports"], 1)


def unguarded(b):
    """A device without a guard: what is wrong with it."""
    faults = []
    for dev in ("lan1", "cam1"):
        b.rtr.ip("link", "set", dev, "up")
    for one, two in (("lan1", "cam1"), ("cam1", "lan1")):
        if not arrivals(Sender(b.rtr, one), Receiver(b.rtr, two), [PC])[0]:
            faults.append(f"an unlisted frame is lost on {two}")
    if not until(lambda: len(b.guard.ports()) == 3 and
                 not b.guard.status()["unguarded"]):
        faults.append("with memory, it gets no guard")
    if arrivals(Sender(b.rtr, "cam1"), Receiver(b.rtr, "lan1"),
                [CAM, PC]) != [False, True]:
        faults.append("and then it does not drop")
    return faults


def body(tap, lab):
    b = Bench(lab)
    b.guard.apply(table("44:19:b6"))
    with settings():
        stage(tap, b)
        register(tap, b)
    tap.same("the guard works as before", b.arrive(CAM, PC), [False, True])


run(body, [no_faults])
