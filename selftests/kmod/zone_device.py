#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Zones are devices, by name or by index; zone 0 is every other place. What a
class lists in one of them passes in the others.

    cam0 --- lan0  zone 1, by name
    cam1 --- lan1  zone 2, by index, under another name
    cam2 --- lan2  zone 0
"""

from _lab import PC, Receiver, Sender, Table, arrivals, run, wire

# An address listed in these zones only
IN = {"none": "00:00:5e:00:01:01", 0: "00:00:5e:00:02:01",
      1: "00:00:5e:00:03:01", 2: "00:00:5e:00:04:01"}
EVERYWHERE, EXEMPT1 = "00:00:5e:00:05:01", "00:00:5e:00:06:01"


def body(tap, lab):
    cam, rtr = lab.place("cam"), lab.place("rtr")
    for i in range(3):
        wire(rtr, f"lan{i}", cam, f"cam{i}")
    guard, t = rtr.guard(), Table(1)
    t.zone("lan0", range(4096))
    t.zone("not-there", range(4096), rtr.ifindex("lan1"))
    for zone, mac in IN.items():
        t.prefix(mac, 48, t.cls([] if zone == "none" else [zone], []))
    t.prefix(EVERYWHERE, 48, t.cls([0, 1, 2], []))
    t.prefix(EXEMPT1, 48, t.cls([0, 2], [1]))
    guard.apply(t)
    for dev, zone in (("lan0", 1), ("lan1", 2), ("lan2", 0)):
        tx = Sender(cam, dev.replace("lan", "cam"))
        got = arrivals(tx, Receiver(rtr, dev),
                       [*IN.values(), EVERYWHERE, EXEMPT1, PC])
        want = [z != zone for z in IN] + [False, zone == 1, True]
        tap.same(f"{dev} is zone {zone}", got, want)
        port = guard.port(dev)
        tap.same(f"{dev} counts its own", port["dropped_frames"],
                 want.count(False))


run(body)
