#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A deleted device is no port any more, while frames are on their way to it,
and one that takes its name and its index starts from zero.

    cam0 --- lan0
"""

import contextlib
import os
import socket
import time

from _genl import Refused
from _flood import steady
from _lab import CAM, PC, Bench, frame, run, table, wire

ROUNDS = 10


def flood(b, reading, writing):
    """A child that sends until its end of the pipe is closed."""
    child = os.fork()
    if child:
        return child
    os.close(writing)
    os.sched_setaffinity(0, {os.cpu_count() - 1})
    listed, unlisted = frame(CAM), frame(PC)
    os.set_blocking(reading, False)
    while True:
        try:
            os.read(reading, 1)
            os._exit(0)
        except BlockingIOError:
            pass
        with contextlib.suppress(OSError), b.cam.inside(), \
                socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0) as tx:
            tx.bind(("cam0", 0))    # it may not be there yet, or any more
            for _ in range(200):
                tx.send(listed)
                tx.send(unlisted)
        time.sleep(0.001)


def body(tap, lab):
    b = Bench(lab)
    b.guard.apply(table("44:19:b6"))
    tap.same("a frame is dropped", (b.arrive(CAM, PC), b.counts()),
             ([False, True], (0, 1)))
    index = b.rtr.ifindex("lan0")
    b.rtr.ip("link", "del", "lan0")
    tap.same("no port is left", (b.guard.ports(), b.guard.status()["ports"]),
             ([], 0))
    try:
        tap.same("asked for, it is", b.guard.port(index), "refused")
    except Refused as refused:
        tap.same("asked for, it is not there", refused.name, "ENODEV")
    b.rtr.batch(f"link add lan0 index {index} type veth peer name cam0 "
                f"netns {b.cam.name}", "link set lan0 up")
    b.cam.batch("link set cam0 up")
    tap.same("one with its name and index starts from zero",
             b.guard.port(index)["dropped_frames"], 0)
    steady(b.rtr)
    reading, writing = os.pipe()
    child = flood(b, reading, writing)
    dropped = 0
    for _ in range(ROUNDS):
        b.rtr.ip("link", "del", "lan0")
        wire(b.rtr, "lan0", b.cam, "cam0")
        for _ in range(200):
            now = b.guard.port("lan0")["dropped_frames"]
            if now:
                dropped += 1
                break
    os.close(writing)
    tap.same("the flood ends", os.waitpid(child, 0)[1], 0)
    tap.same("deleted and made again under a flood, it drops each time",
             dropped, ROUNDS)
    tap.same("and is one port, beside the spare ones",
             b.guard.status()["ports"], 3)


run(body)
