#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Zones are VLANs of a device: untagged frames and priority tags are VLAN 0,
the outermost tag counts, and it does not matter who had put it there.

    cam0 --- lan0    hall: untagged, 101, 4094    gate: 102    zone 0: others
    cam0.N, VLAN devices of the camera: tags beside the frame (transmit offload
    on), or in it (off)
"""

from _lab import (PC, QINQ, VLAN, Bench, Receiver, Sender, Table, arrivals, run)

HALL, GATE, REST = ("00:00:5e:00:01:01", "00:00:5e:00:02:01",
                    "00:00:5e:00:03:01")
ZONES = {"hall": HALL, "gate": GATE, "rest": REST}
PRIORITY = 5 << 13

CASES = [
    ((), "hall", "untagged"),
    ((101,), "hall", "VLAN 101"),
    ((102,), "gate", "VLAN 102"),
    ((103,), "rest", "VLAN 103"),
    ((4094,), "hall", "VLAN 4094"),
    ((0,), "hall", "a tag of VLAN 0"),
    (((VLAN, PRIORITY),), "hall", "a priority tag"),
    (((VLAN, PRIORITY | 1 << 12 | 102),), "gate",
     "VLAN 102 with priority and DEI"),
    (((QINQ, 102),), "gate", "VLAN 102 as a service tag"),
    (((QINQ, 0),), "hall", "a priority tag as a service tag"),
    ((101, 102), "hall", "VLAN 101 over 102"),
    ((102, 101), "gate", "VLAN 102 over 101"),
    (((QINQ, 103), 101), "rest", "VLAN 103 as a service tag over 101"),
    ((0, 102), "gate", "a priority tag over VLAN 102"),
    ((0, 103), "rest", "a priority tag over VLAN 103"),
    (((VLAN, PRIORITY), (QINQ, 102)), "gate", "one over a service tag"),
]


def wanted(zone):
    return [name != zone for name in ZONES]


def body(tap, lab):
    b = Bench(lab)
    t = Table(1)
    t.zone("lan0", [0, 101, 4094])
    t.zone("lan0", [102])
    for zone, mac in zip((1, 2, 0), ZONES.values()):
        t.prefix(mac, 48, t.cls([zone], []))
    b.guard.apply(t)
    for tags, zone, name in CASES:
        got = b.arrive(*((mac, {"tags": tags, "size": 80})
                         for mac in ZONES.values()))
        tap.same(f"{name}: {zone}", got, wanted(zone))
    b.cam.batch(*(f"link add link cam0 name cam0.{vlan} type vlan id {vlan}"
                  for vlan in (101, 102, 103)),
                *(f"link set cam0.{vlan} up" for vlan in (101, 102, 103)))
    for offload in ("on", "off"):
        b.cam.run("ethtool", "-K", "cam0", "txvlan", offload)
        for vlan, zone in ((101, "hall"), (102, "gate"), (103, "rest")):
            tx = Sender(b.cam, f"cam0.{vlan}")
            got = arrivals(tx, Receiver(b.rtr, "lan0"), list(ZONES.values()))
            tap.same(f"cam0.{vlan}, transmit offload {offload}: {zone}", got,
                     wanted(zone))
    tap.same("an unlisted frame passes in every VLAN", b.arrive(
        *((PC, {"tags": tags, "size": 80}) for tags, _, _ in CASES)),
        [True] * len(CASES))


run(body)
