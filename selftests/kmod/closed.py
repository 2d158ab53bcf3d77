#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A closed port: no program is on it. Frames of listed sources are dropped and
counted, to the frame and to the byte; unlisted ones pass and are not counted.

    cam0 --- lan0 (closed)
"""

from _lab import (BROADCAST, CAM, MARK, PC, Bench, Receiver, frame, other,
                  run, table)

ARP, LLDP, EAPOL = 0x0806, 0x88CC, 0x888E
SIZES = (60, 61, 64, 590, 1514)


def body(tap, lab):
    b = Bench(lab)
    tap.same("without a table, listed means nothing",
             b.arrive(CAM, PC), [True, True])
    tap.same("and there is no port", (b.guard.ports(),
                                      b.guard.status()["ports"]), ([], 0))
    b.guard.stage(table("44:19:b6"))
    tap.same("a staged table drops already", b.arrive(CAM, PC), [False, True])
    b.guard.abort()
    tap.same("not after abort", b.arrive(CAM, PC), [True, True])
    b.guard.apply(table("44:19:b6"))
    before = b.guard.port("lan0")
    tap.same("the port says that it is closed", before["state"], "closed")
    tap.same("listed frames of every size are dropped, unlisted ones pass",
             b.arrive(*((src, {"size": size}) for size in SIZES
                        for src in (CAM, PC))), [False, True] * len(SIZES))
    now = b.guard.port("lan0")
    tap.same("frames are counted exactly", now["dropped_frames"]
             - before["dropped_frames"], len(SIZES))
    tap.same("so are bytes", now["dropped_bytes"] - before["dropped_bytes"],
             sum(SIZES))
    tap.same("none is counted as passed",
             (now["passed_frames"], now["passed_bytes"]), (0, 0))
    tap.same("whatever the destination",
             b.arrive((CAM, {"dst": BROADCAST}), (PC, {"dst": BROADCAST}),
                      (CAM, {"dst": "01:00:5e:00:00:fb"})),
             [False, True, False])
    tap.same("whatever the EtherType", sent_as(b, CAM, (ARP, LLDP, EAPOL)), [])
    tap.same("of unlisted ones too", sent_as(b, PC, (ARP, LLDP, EAPOL)),
             [ARP, LLDP, EAPOL])
    b.guard.clear()
    tap.same("after clear all pass, and there is no port",
             (b.arrive(CAM, PC), b.guard.ports()), ([True, True], []))


def sent_as(b, src, kinds):
    """Which of the EtherTypes arrive; each is sent once, and waited for by a
    frame behind it."""
    receivers = [Receiver(b.rtr, "lan0", (kind,)) for kind in kinds]
    for kind in kinds:
        b.tx.send(other(src, kind, kind))
    b.tx.send(frame(PC, MARK))
    b.rx.until_number(MARK)
    return [kind for kind, rx in zip(kinds, receivers)
            if kind in rx.numbers()]


run(body)
