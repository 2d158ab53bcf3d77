#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A tag goes on with its frame, over a bridge and out of another port. It opens
no other port that the frame comes to, be it one of another namespace that has
the same index.

    cam: cam0 --- lan0 [lays the tag] -- br0 -- up0 :rtr --- down0 :far
    down0 has the index of lan0, or another one
"""

import _xdp
from _lab import BROADCAST, CAM, PC, Receiver, Sender, arrivals, run, table

INDEX = 77


def body(tap, lab):
    cam, rtr = lab.place("cam"), lab.place("rtr")
    rtr.batch(f"link add lan0 index {INDEX} type veth peer name cam0 "
              f"netns {cam.name}",
              "link add br0 type bridge stp_state 0 forward_delay 0 "
              "mcast_snooping 0", "link set lan0 master br0",
              "link set lan0 up", "link set br0 up")
    cam.ip("link", "set", "cam0", "up")
    guard = rtr.guard()
    guard.apply(table("44:19:b6"))
    guard.proof("tag")
    prog = _xdp.load(_xdp.tagging(guard.status()["key"], INDEX))
    link = _xdp.attach(rtr, "lan0", prog, _xdp.GENERIC)
    tx = Sender(cam, "cam0")
    more = {"dst": BROADCAST}
    both = [(CAM, more), (PC, more)]
    tap.same("it opens lan0", arrivals(tx, Receiver(rtr, "br0"), both, **more),
             [True, True])
    for index, name in ((INDEX + 1, "another index"), (INDEX, "its index")):
        far = lab.place(f"far{index}")
        far.batch(f"link add down0 index {index} type veth peer name up0 "
                  f"netns {rtr.name}", "link set down0 up")
        rtr.batch("link set up0 master br0", "link set up0 up")
        its = far.guard()
        its.apply(table("44:19:b6"))
        its.proof("tag")
        got = arrivals(tx, Receiver(far, "down0"), both, **more)
        tap.same(f"not a port of another namespace with {name}",
                 (got, its.port("down0")["dropped_frames"]),
                 ([False, True], 1))
        rtr.ip("link", "del", "up0")
    _xdp.detach(link)


run(body)
