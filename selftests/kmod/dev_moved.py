#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Each namespace has a table and counters of its own: a device that moves is
judged by the table of where it is, and judged there from its first frame on.

    cam0 --- lan0    moves from rtr (44:19:b6) to two (00:11:22), to bare (no
                     table) and back
"""

from _lab import CAM, PC, Receiver, Sender, arrivals, run, table, wire

TWO = "00:11:22:00:00:01"


def body(tap, lab):
    cam, rtr, two, bare = (lab.place(x) for x in ("cam", "rtr", "two", "bare"))
    wire(rtr, "lan0", cam, "cam0")
    guards = {place: place.guard() for place in (rtr, two, bare)}
    guards[rtr].apply(table("44:19:b6", ident=1))
    guards[two].apply(table("00:11:22", ident=2))
    tx = Sender(cam, "cam0")

    def judged(place):
        return arrivals(tx, Receiver(place, "lan0"), [CAM, TWO, PC])

    def ports():
        return [guards[p].status()["ports"] for p in (rtr, two, bare)]

    def move(there, here):
        there.ip("link", "set", "lan0", "netns", here.name)
        here.ip("link", "set", "lan0", "up")

    tap.same("where it was made", (judged(rtr), ports()),
             ([False, True, True], [1, 0, 0]))
    move(rtr, two)
    tap.same("in a namespace with another table", (judged(two), ports()),
             ([True, False, True], [0, 1, 0]))
    tap.same("its counters begin anew there",
             guards[two].port("lan0")["dropped_frames"], 1)
    move(two, bare)
    tap.same("in a namespace without one it is no port",
             (judged(bare), ports()), ([True, True, True], [0, 0, 0]))
    move(bare, rtr)
    tap.same("back again", (judged(rtr), ports()),
             ([False, True, True], [1, 0, 0]))
    tap.same("a table is seen in its own namespace only",
             [guards[p].status()["current"] and
              guards[p].status()["current"]["id"][:2]
              for p in (rtr, two, bare)], ["01", "02", None])
    guards[two].clear()
    tap.same("and cleared there only", judged(rtr), [False, True, True])


run(body)
