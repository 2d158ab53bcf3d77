#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""proof=tag: a listed frame passes only with the tag of this load of the module
and of this port, next to the frame. A program that lays none, or a false one,
opens nothing; unlisted frames pass whatever they bear.

    cam0 --- lan0 [XDP program that lays a tag]
"""

import _xdp
from _lab import CAM, PC, Bench, run, table, until

MODES = ((_xdp.GENERIC, "generic"), (_xdp.NATIVE, "native"))


def cases(key, index):
    """(what the program lays, whether that opens, name)"""
    return [
        ((key, index), True, "the tag"),
        ((0, 0, key, index), True, "the tag behind other metadata"),
        ((), False, "none"),
        ((key ^ 1, index), False, "another key"),
        ((0, index), False, "key 0"),
        ((key, index + 1), False, "the index of another port"),
        ((key, 0), False, "index 0"),
        ((index, key), False, "key and index changed round"),
        ((key,), False, "the key alone"),
        ((index,), False, "the index alone"),
        ((key, index, 0, 0), False, "the tag ahead of other metadata"),
        ((key, index, 0), False, "and of four bytes"),
    ]


def body(tap, lab):
    b = Bench(lab)
    b.rtr.run("ethtool", "-K", "lan0", "gro", "on")
    b.guard.apply(table("44:19:b6"))
    key, index = b.guard.status()["key"], b.rtr.ifindex("lan0")
    tap.result("the key is not 0", [] if key else "it is")
    pass_all = _xdp.load(_xdp.verdict(_xdp.XDP_PASS))
    link = _xdp.attach(b.rtr, "lan0", pass_all, _xdp.NATIVE)
    tap.same("proof=program: any program will do", b.arrive(CAM, PC),
             [True, True])
    b.guard.proof("tag")
    tap.same("proof=tag: not that one", b.arrive(CAM, PC), [False, True])
    tap.same("the port is closed then", b.guard.port("lan0")["state"],
             "closed")
    _xdp.detach(link)
    tap.same("nor none at all", b.arrive(CAM, PC), [False, True])
    for mode, mode_name in MODES:
        for words, opens, name in cases(key, index):
            prog = _xdp.load(_xdp.tagging(*words) if words else
                             _xdp.verdict(_xdp.XDP_PASS))
            link = _xdp.attach(b.rtr, "lan0", prog, mode)
            before = b.counts()
            got = b.arrive(CAM, PC)
            after = b.counts()
            tap.same(f"{mode_name}, {name}",
                     (got, after[0] - before[0], after[1] - before[1]),
                     ([opens, True], int(opens), int(not opens)))
            _xdp.detach(link)
    prog = _xdp.load(_xdp.tagging(key, index))
    link = _xdp.attach(b.rtr, "lan0", prog, _xdp.NATIVE)
    tap.same("with a tag all are tagged", b.arrive(CAM, CAM, PC),
             [True, True, True])
    tap.same("and after a while the port says that it is open", until(
        lambda: b.guard.port("lan0")["state"] == "open"), True)
    b.guard.proof("program")
    tap.same("back to proof=program", b.arrive(CAM, PC), [True, True])
    _xdp.detach(link)
    tap.same("closed without one", b.arrive(CAM, PC), [False, True])


run(body)
