#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What is a port goes by the kind of device: bridges and bonds are none, with
ports below them or without, and those that come below them and leave again are
guarded throughout. A device that is no Ethernet device any more is none.

    cam0 --- lan0, lan1 --- cam1    ports of br0, then not; slaves of bond0
    dum0, vx0                       devices of other kinds that are ports
    tap0                            Ethernet, then not
"""

import fcntl
import os
import struct

from _lab import (BROADCAST, CAM, PC, Receiver, Sender, arrivals, run,
                  running, table, wire)

TUNSETIFF, TUNSETLINK = 0x400454CA, 0x400454CD
IFF_TAP, IFF_NO_PI = 2, 0x1000
ETHER, IEEE80211 = 1, 801
UPPERS = (("br0", "bridge stp_state 0 forward_delay 0 mcast_snooping 0"),
          ("bond0", "bond mode 0 miimon 100"))


def body(tap, lab):
    cam, rtr = lab.place("cam"), lab.place("rtr")
    for i in range(2):
        wire(rtr, f"lan{i}", cam, f"cam{i}")
    guard = rtr.guard()
    guard.apply(table("44:19:b6"))
    for upper, kind in UPPERS:
        come_and_go(tap, cam, rtr, guard, upper, kind)
    rtr.batch("link add dum0 type dummy",
              "link add vx0 type vxlan id 7 dstport 4789 local 192.0.2.1")
    tap.same("a dummy and a VXLAN device are ports", names(guard),
             ["dum0", "lan0", "lan1", "vx0"])
    rtr.batch("link del dum0", "link del vx0")
    of_another_type(tap, rtr, guard)


def names(guard):
    return sorted(p["ifname"] for p in guard.ports())


def come_and_go(tap, cam, rtr, guard, upper, kind):
    lans = ["lan0", "lan1"]
    rtr.batch(f"link add {upper} type {kind}", f"link set {upper} up")
    tap.same(f"{upper} alone is no port", names(guard), lans)
    rtr.batch("link set lan0 down", f"link set lan0 master {upper}",
              "link set lan0 up")
    tap.same("nor on lan0, which is one as before", names(guard), lans)
    running(rtr, upper)
    more = {"dst": BROADCAST}
    tap.same(f"lan0 drops below {upper}", arrivals(
        Sender(cam, "cam0"), Receiver(rtr, upper), [(CAM, more), (PC, more)],
        **more), [False, True])
    rtr.batch("link set lan0 nomaster", "link set lan0 up")
    tap.same("lan0 drops by itself", arrivals(
        Sender(cam, "cam0"), Receiver(rtr, "lan0"), [CAM, PC]),
        [False, True])
    rtr.ip("link", "del", upper)
    tap.same(f"{upper} is gone", (names(guard), guard.status()["ports"]),
             (lans, 2))


def of_another_type(tap, rtr, guard):
    try:
        with rtr.inside():
            fd = os.open("/dev/net/tun", os.O_RDWR)
    except OSError as e:
        tap.result(f"a tap device # SKIP no /dev/net/tun: {e.strerror}")
        return
    fcntl.ioctl(fd, TUNSETIFF,
                struct.pack("16sH22x", b"tap0", IFF_TAP | IFF_NO_PI))
    tap.same("a tap device is a port", "tap0" in names(guard), True)
    fcntl.ioctl(fd, TUNSETLINK, IEEE80211)
    tap.same("not while it is none of Ethernet", "tap0" in names(guard),
             False)
    fcntl.ioctl(fd, TUNSETLINK, ETHER)
    tap.same("and then it is again", "tap0" in names(guard), True)
    os.close(fd)
    tap.same("until it goes", names(guard), ["lan0", "lan1"])


run(body)
