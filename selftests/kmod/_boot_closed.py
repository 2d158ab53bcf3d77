#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What selftests/vm/boot_closed.sh looks at inside: the module was loaded with
a boot file before there was any device, and nothing of lenscap ran since.

    cam: cam0 --- lan0, a veth pair    :first namespace
    cam: cam1 --- lan1, virtio cards   :first namespace
"""

import _module as module
from _lab import (CAM, PC, Receiver, Sender, arrivals, no_virtio, run,
                  running, table, virtio_ports, wire)

SEEN = "/run/lenscap-vm/devices"    # what the hook found there


def body(tap, lab):
    first, cam = lab.place(), lab.place("cam")
    with open(SEEN, encoding="ascii") as f:
        tap.same("no device but loopback was there before the module",
                 f.read().split(), ["lo"])
    names = virtio_ports()
    lab.borrow(cam, names[0], "cam1")
    first.ip("link", "set", names[1], "promisc", "on", "up")
    running(first, names[1])
    wire(first, "lcg0", cam, "cam0")
    listening = [("virtio", "cam1", names[1]), ("veth", "cam0", "lcg0")]
    for kind, end, dev in listening:
        tap.same(f"{kind}: the first listed frame is dropped, others pass",
                 arrivals(Sender(cam, end), Receiver(first, dev),
                          [CAM, PC, "8c:1f:64:ab:c0:01", "8c:1f:64:ab:d0:01",
                           "46:19:b6:00:00:05"]),
                 [False, True, False, True, False])
    guard = first.guard()
    status = guard.status()
    tap.same("the boot file says it", (status["boot"], status["proof"],
                                       status["current"]),
             ("loaded", "program", {"id": "07" + 31 * "00", "prefixes": 2}))
    for kind, _, dev in listening:
        port = guard.port(dev)
        tap.same(f"{kind}: the port is closed, and counted from the first one",
                 (port["state"], port["dropped_frames"],
                  port["dropped_bytes"]), ("closed", 3, 180))
    other = lab.place("other")
    wire(other, "lan2", cam, "cam2")
    tap.same("another namespace has no table",
             (arrivals(Sender(cam, "cam2"), Receiver(other, "lan2"),
                       [CAM, PC]), other.guard().status()["boot"]),
             ([True, True], "none"))
    guard.stage(table("00:11:22", ident=2))
    ends = [(Sender(cam, end), Receiver(first, dev))
            for _, end, dev in listening]
    tap.same("while another table is staged it holds",
             [arrivals(*end, [CAM, PC]) for end in ends], [[False, True]] * 2)
    guard.commit(2)
    tap.same("and not once that is committed",
             [arrivals(*end, [CAM, PC]) for end in ends], [[True, True]] * 2)
    first.ip("link", "del", "lcg0")


def was_loaded():
    return None if module.loaded() else "the module was not loaded at boot"


run(body, [no_virtio, was_loaded])
