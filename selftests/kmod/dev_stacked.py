#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Devices that hand on what came in below them are not guarded: the camera's
address appears there again, and traffic that was judged must not be dropped.

    cam0 --- lan0 (open) -- br0, a bridge      cam2 --- lan2 (open) -- bond0
    cam1 --- lan1 (open) -- lan1.5, a VLAN     cam3 --- lan3 (open) -- mv0,
                                               a macvlan device
"""

import _xdp
from _lab import (BROADCAST, CAM, PC, Receiver, Sender, arrivals, run, running,
                  table, wire)

MASTERS = {"br0": "type bridge stp_state 0 forward_delay 0 mcast_snooping 0",
           "bond0": "type bond mode active-backup miimon 100"}
MV = "02:00:5e:00:00:03"


def raise_all(cam, rtr):
    for i in range(4):
        wire(rtr, f"lan{i}", cam, f"cam{i}")
    rtr.batch(*(f"link add {name} {kind}" for name, kind in MASTERS.items()),
              "link set lan0 master br0", "link set lan2 down",
              "link set lan2 master bond0", "link set lan2 up",
              "link add link lan1 name lan1.5 type vlan id 5",
              f"link add link lan3 name mv0 address {MV} type macvlan "
              "mode bridge",
              *(f"link set {dev} up" for dev in ("br0", "bond0", "lan1.5",
                                                 "mv0")))


def body(tap, lab):
    cam, rtr = lab.place("cam"), lab.place("rtr")
    raise_all(cam, rtr)
    running(rtr, "bond0")
    guard = rtr.guard()
    guard.apply(table("44:19:b6"))
    tap.same("the lower devices are the ports",
             sorted(p["ifname"] for p in guard.ports()),
             ["lan0", "lan1", "lan2", "lan3"])
    tap.same("status counts them", guard.status()["ports"], 4)
    places = [("br0", "cam0", {"dst": BROADCAST}), ("lan1.5", "cam1",
                                    {"tags": (5,), "size": 80}),
              ("bond0", "cam2", {}), ("mv0", "cam3", {"dst": MV})]
    for upper, end, more in places:
        got = through(cam, rtr, upper, end, more)
        tap.same(f"{upper}: closed ports below let nothing up to it", got,
                 [False, True])
    prog = _xdp.load(_xdp.verdict(_xdp.XDP_PASS))
    links = [_xdp.attach(rtr, f"lan{i}", prog, _xdp.GENERIC) for i in range(4)]
    for upper, end, more in places:
        got = through(cam, rtr, upper, end, more)
        tap.same(f"{upper}: judged below, nothing is dropped again", got,
                 [True, True])
    tap.same("each port has dropped one frame and passed one",
             [(guard.port(f"lan{i}")["dropped_frames"],
               guard.port(f"lan{i}")["passed_frames"]) for i in range(4)],
             [(1, 1)] * 4)
    for link in links:
        _xdp.detach(link)


def through(cam, rtr, upper, end, more):
    """Arrivals on a device above, of frames sent into the port below it."""
    tx, rx = Sender(cam, end), Receiver(rtr, upper)
    return arrivals(tx, rx, [(CAM, more), (PC, more)], **more)


run(body)
