#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A device is guarded from its registration on, whoever made it and whenever:
its very first listed frame is dropped. Loopback is not guarded.

    cam0 --- lan0, cam1 --- lan1, ...    made after the table was committed
    tap0                                 of the tun driver
"""

import fcntl
import os
import struct

from _lab import CAM, PC, Receiver, Sender, arrivals, frame, run, table, wire

COUNT = 4
TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454CA, 2, 0x1000


def body(tap, lab):
    cam, rtr = lab.place("cam"), lab.place("rtr")
    guard = rtr.guard()
    guard.apply(table("44:19:b6"))
    tap.same("an empty namespace has no port", guard.status()["ports"], 0)
    tap.same("not even loopback", guard.ports(), [])
    for i in range(COUNT):
        wire(rtr, f"lan{i}", cam, f"cam{i}")
        tx, rx = Sender(cam, f"cam{i}"), Receiver(rtr, f"lan{i}")
        tap.same(f"device {i}: its first frame is dropped, then one passes",
                 (arrivals(tx, rx, [CAM, PC]),
                  guard.port(f"lan{i}")["dropped_frames"]),
                 ([False, True], 1))
    tap.same("all are ports", guard.status()["ports"], COUNT)
    tap.same("with names and indexes",
             sorted((p["ifname"], p["ifindex"]) for p in guard.ports()),
             [(f"lan{i}", rtr.ifindex(f"lan{i}")) for i in range(COUNT)])
    tap_device(tap, rtr, guard)


def tap_device(tap, rtr, guard):
    """Frames that a process writes come in as if from a wire."""
    try:
        with rtr.inside():
            fd = os.open("/dev/net/tun", os.O_RDWR)
    except OSError as e:
        tap.result(f"a tap device # SKIP no /dev/net/tun: {e.strerror}")
        return
    fcntl.ioctl(fd, TUNSETIFF,
                struct.pack("16sH22x", b"tap0", IFF_TAP | IFF_NO_PI))
    rtr.ip("link", "set", "tap0", "up")
    rx = Receiver(rtr, "tap0")
    os.write(fd, frame(CAM, 1))
    os.write(fd, frame(PC, 2))
    tap.same("a tap device is guarded as well",
             (rx.until_number(2), guard.port("tap0")["dropped_frames"]),
             ([2], 1))
    os.close(fd)
    tap.same("and is no port once it is gone",
             guard.status()["ports"], COUNT)


run(body)
