#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A renamed device keeps its guard, its counters and its index; zones by index
stay with it, zones by name go with the name.

    cam0 --- lan0, later gate0    zone 1: name lan0; zone 2: index of lan1
    cam1 --- lan1, later lan0
"""

from _lab import Receiver, Sender, Table, arrivals, run, wire

BY_NAME, BY_INDEX, ALWAYS = ("00:00:5e:00:01:01", "00:00:5e:00:02:01",
                             "44:19:b6:00:00:05")


def body(tap, lab):
    cam, rtr = lab.place("cam"), lab.place("rtr")
    for i in range(2):
        wire(rtr, f"lan{i}", cam, f"cam{i}")
    index = [rtr.ifindex("lan0"), rtr.ifindex("lan1")]
    guard, t = rtr.guard(), Table(1)
    t.zone("gone", [0], index[1])
    t.zone("lan0", [0])
    t.prefix(BY_INDEX, 48, t.cls([1], []))
    t.prefix(BY_NAME, 48, t.cls([2], []))
    t.prefix(ALWAYS, 48, t.cls([0, 1, 2], []))
    guard.apply(t)
    macs = [BY_NAME, BY_INDEX, ALWAYS]

    def arrive(cam_dev, dev):
        return arrivals(Sender(cam, cam_dev), Receiver(rtr, dev), macs)

    tap.same("lan0 before", arrive("cam0", "lan0"), [False, True, False])
    tap.same("lan1 before", arrive("cam1", "lan1"), [True, False, False])
    rtr.batch("link set lan0 down", "link set lan0 name gate0",
              "link set gate0 up")
    tap.same("lan0 is gate0, and in zone 0 now", arrive("cam0", "gate0"),
             [True, True, False])
    port = guard.port("gate0")
    tap.same("its index and counters stayed",
             (port["ifindex"], port["ifname"], port["dropped_frames"]),
             (index[0], "gate0", 3))
    tap.same("the ports bear their present names",
             sorted(p["ifname"] for p in guard.ports()), ["gate0", "lan1"])
    rtr.batch("link set lan1 down", "link set lan1 name lan0",
              "link set lan0 up")
    tap.same("lan1 is lan0, and in the zone of its index, which is first",
             arrive("cam1", "lan0"), [True, False, False])
    rtr.batch("link set gate0 down", "link set gate0 name lan9",
              "link set lan9 up")
    tap.same("any other name is in zone 0", arrive("cam0", "lan9"),
             [True, True, False])
    tap.same("and there are as many ports as before",
             guard.status()["ports"], 2)


run(body)
