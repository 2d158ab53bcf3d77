#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A port that opens or closes is told to the listeners of its namespace, once a
change, with its name, index and state; nobody else hears it.

    cam0 --- lan0     cam1 --- lan1 (stays closed)     others: other namespaces
"""

import os
import signal

import _xdp
from _lab import (CAM, PATIENCE, PC, Receiver, Sender, arrivals, run, table,
                  wire)
from _nl import Genl

NOBODY = 65534


def unprivileged(place, group):
    """A child without privilege that joins the group; a pipe to read from it
    what came of that, and its process number."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return reading, child
    os.close(reading)
    with place.inside():
        genl = Genl()
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    try:
        genl.join(group)
        os.write(writing, b"joined\n")
        heard = genl.heard(PATIENCE, 1)
        os.write(writing, b"heard\n" if heard else b"silence\n")
    except PermissionError:
        os.write(writing, b"refused\n")
    except OSError as e:
        os.write(writing, f"{e}\n".encode())
    os._exit(0)


def told(guard):
    """The next event, as (what, name, index, state)."""
    events = guard.events(PATIENCE, 1)
    return [(e["event"], e["ifname"], e["ifindex"], e["state"])
            for e in events]


def body(tap, lab):
    cam, rtr, far = lab.place("cam"), lab.place("rtr"), lab.place("far")
    for i in range(2):
        wire(rtr, f"lan{i}", cam, f"cam{i}")
    guard, listener, others = rtr.guard(), rtr.guard(), far.guard()
    index = rtr.ifindex("lan0")
    listener.listen()
    others.listen()
    reading, child = unprivileged(rtr, listener.groups["ports"])
    answer = os.read(reading, 100)
    tap.result("without privilege nobody listens",
               [] if answer == b"refused\n" else answer.decode())
    tx, rx = Sender(cam, "cam0"), Receiver(rtr, "lan0")
    guard.apply(table("44:19:b6"))
    arrivals(tx, rx, [CAM, PC])
    tap.same("a port that was closed all along is no event",
             listener.events(0.5), [])
    prog = _xdp.load(_xdp.verdict(_xdp.XDP_PASS))
    for turn in range(2):
        link = _xdp.attach(rtr, "lan0", prog, _xdp.GENERIC)
        arrivals(tx, rx, [CAM, PC])
        tap.same(f"opened, turn {turn}", told(listener),
                 [("opened", "lan0", index, "open")])
        _xdp.detach(link)
        arrivals(tx, rx, [CAM, CAM, CAM, PC])
        tap.same(f"closed, turn {turn}", told(listener),
                 [("closed", "lan0", index, "closed")])
    link = _xdp.attach(rtr, "lan0", prog, _xdp.GENERIC)
    tap.same("opened without a frame", told(listener),
             [("opened", "lan0", index, "open")])
    _xdp.detach(link)
    tap.same("closed without a frame", told(listener),
             [("closed", "lan0", index, "closed")])
    tag_turns(tap, rtr, guard, listener, tx, rx)
    tap.same("no event was told twice", listener.events(0.5), [])
    tap.same("other namespaces heard nothing", others.events(0.2), [])
    if answer == b"joined\n":
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def tag_turns(tap, rtr, guard, listener, tx, rx):
    """proof=tag: a port is closed by a frame without a tag, and opened by one
    with it."""
    index = rtr.ifindex("lan0")
    pass_all = _xdp.load(_xdp.verdict(_xdp.XDP_PASS))
    tagging = _xdp.load(_xdp.tagging(guard.status()["key"], index))
    link = _xdp.attach(rtr, "lan0", tagging, _xdp.GENERIC)
    guard.proof("tag")
    arrivals(tx, rx, [CAM, PC])
    tap.same("proof=tag: opened by a tagged frame", told(listener),
             [("opened", "lan0", index, "open")])
    _xdp.detach(link)
    arrivals(tx, rx, [CAM, PC])
    tap.same("proof=tag: closed by one without", told(listener),
             [("closed", "lan0", index, "closed")])
    link = _xdp.attach(rtr, "lan0", pass_all, _xdp.GENERIC)
    heard = []
    for _ in range(12):
        arrivals(tx, rx, [CAM, PC])
        heard += listener.events(0.2)
    tap.same("proof=tag: a program that lays none does not open it", heard,
             [])
    _xdp.detach(link)


run(body)
