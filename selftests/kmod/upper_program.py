#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A program above a port counts for the frames that it sees: one on a bridge or
a bond for all of its ports, also through a bond in a bridge; one on a VLAN
device for the frames of its VLAN; one on a macvlan device, or in another
namespace, for none.

    cam0 --- lan0 -- br0      cam1 --- lan1 -- bond0      cam2 --- lan2.5, lan2
    cam3 --- lan3 -- bond1 -- br1                         cam4 --- lan4 -- mv0
"""

import _xdp
from _lab import (BROADCAST, CAM, PC, Receiver, Sender, arrivals, run,
                  running, table, wire)

BRIDGE = "bridge stp_state 0 forward_delay 0 mcast_snooping 0"
BOND = "bond mode active-backup miimon 100"
MODES = {"generic": _xdp.GENERIC, "native": _xdp.NATIVE}
BELOW = {"br0": ("lan0", "cam0"), "bond0": ("lan1", "cam1"),
         "br1": ("lan3", "cam3")}
CASES = (("br0", "generic"), ("bond0", "generic"), ("bond0", "native"),
         ("br1", "generic"))


def raise_all(cam, rtr):
    for i in range(5):
        wire(rtr, f"lan{i}", cam, f"cam{i}")
    rtr.batch(f"link add br0 type {BRIDGE}", f"link add br1 type {BRIDGE}",
              f"link add bond0 type {BOND}", f"link add bond1 type {BOND}",
              "link set lan0 master br0", "link set lan1 down",
              "link set lan1 master bond0", "link set lan1 up",
              "link set lan3 down", "link set lan3 master bond1",
              "link set lan3 up", "link set bond1 master br1",
              "link add link lan2 name lan2.5 type vlan id 5",
              "link add link lan4 name mv0 type macvlan mode bridge",
              *(f"link set {dev} up" for dev in (
                  "br0", "bond0", "bond1", "br1", "lan2.5", "mv0")))
    for dev in ("bond0", "bond1", "br0", "br1"):
        running(rtr, dev)


def body(tap, lab):
    cam, rtr, away = lab.place("cam"), lab.place("rtr"), lab.place("away")
    raise_all(cam, rtr)
    guard = rtr.guard()
    guard.apply(table("44:19:b6"))
    prog = _xdp.load(_xdp.verdict(_xdp.XDP_PASS))
    for upper, mode in CASES:
        for_all(tap, cam, rtr, guard, prog, upper, mode)
    vlan(tap, cam, rtr, guard, prog)
    link = _xdp.attach(rtr, "mv0", prog, _xdp.GENERIC)
    tap.same("a macvlan device's program does not count", arrivals(
        Sender(cam, "cam4"), Receiver(rtr, "lan4"), [CAM, PC]),
        [False, True])
    _xdp.detach(link)
    rtr.ip("link", "set", "lan2.5", "netns", away.name)
    away.ip("link", "set", "lan2.5", "up")
    link = _xdp.attach(away, "lan2.5", prog, _xdp.GENERIC)
    more = {"tags": (5,), "size": 80}
    tap.same("nor does a VLAN device's in another namespace", arrivals(
        Sender(cam, "cam2"), Receiver(away, "lan2.5"),
        [(CAM, more), (PC, more)], **more), [False, True])
    _xdp.detach(link)


def for_all(tap, cam, rtr, guard, prog, upper, mode):
    dev, end = BELOW[upper]
    more = {"dst": BROADCAST}

    def look():
        """(state of the port, what arrives above it)"""
        got = arrivals(Sender(cam, end), Receiver(rtr, upper),
                       [(CAM, more), (PC, more)], **more)
        return guard.port(dev)["state"], got

    tap.same(f"{upper} without a program: closed", look(),
             ("closed", [False, True]))
    link = _xdp.attach(rtr, upper, prog, MODES[mode])
    tap.same(f"{upper} with a {mode} program: open", look(),
             ("open", [True, True]))
    tap.same("no other port is",
             [p["ifname"] for p in guard.ports() if p["state"] == "open"],
             [dev])
    _xdp.detach(link)
    tap.same(f"{upper}'s program is gone: closed again", look(),
             ("closed", [False, True]))


def vlan(tap, cam, rtr, guard, prog):
    """The trunk stays closed but for the frames that the program sees."""
    own, other = {"tags": (5,), "size": 80}, {"tags": (6,), "size": 80}
    tx, trunk = Sender(cam, "cam2"), Receiver(rtr, "lan2")
    above = Receiver(rtr, "lan2.5")

    def look():
        """What arrives: in VLAN 5 above, in VLAN 6 and untagged below."""
        return (arrivals(tx, above, [(CAM, own), (PC, own)], **own),
                arrivals(tx, trunk, [(CAM, other), (PC, other), CAM, PC]))

    closed = ([False, True], [False, True, False, True])
    tap.same("lan2.5 without a program: closed", look(), closed)
    link = _xdp.attach(rtr, "lan2.5", prog, _xdp.GENERIC)
    tap.same("with one: open for VLAN 5 alone", look(),
             ([True, True], closed[1]))
    tap.same("which is no state of the port", guard.port("lan2")["state"],
             "closed")
    _xdp.detach(link)
    tap.same("its program is gone: closed again", look(), closed)


run(body)
