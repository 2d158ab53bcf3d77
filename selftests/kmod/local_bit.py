#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""An address with the local bit that matches nothing is looked up again with
the bit cleared; whole addresses (48) are exact and do not take part.

    cam0 --- lan0 (closed)
"""

from _lab import Bench, Table, run


def body(tap, lab):
    b = Bench(lab)
    t = Table(1)
    listed, exempt = t.cls([0], []), t.cls([], [0])
    t.prefix("44:19:b6", 24, listed)
    t.prefix("8c:1f:64:ab:c0:00", 36, listed)
    t.prefix("00:11:22:33:44:55", 48, listed)
    # or the filter would know none of its maker with the local bit
    t.prefix("00:11:22:99:90:00", 36, listed)
    t.prefix("a4:14:37", 24, listed)
    t.prefix("a6:14:37", 24, exempt)
    t.prefix("02:aa:bb", 24, listed)
    t.prefix("c4:2f:90", 24, listed)
    t.prefix("c6:2f:90:00:00:07", 48, exempt)
    b.guard.apply(t)
    for mac, passes, name in (
            ("44:19:b6:00:00:01", False, "the address itself"),
            ("46:19:b6:00:00:01", False, "with the local bit"),
            ("8e:1f:64:ab:c0:01", False, "with the local bit, 36 bits"),
            ("8e:1f:64:ab:d0:01", True, "with it, beside the 36 bits"),
            ("00:11:22:33:44:55", False, "a whole address"),
            ("02:11:22:33:44:55", True, "not with the local bit"),
            ("02:11:22:99:90:01", False, "36 bits of that maker, with it"),
            ("a6:14:37:00:00:01", True, "a prefix that has the bit is first"),
            ("02:aa:bb:00:00:01", False, "a prefix with the bit lists"),
            ("00:aa:bb:00:00:01", True, "not the address without it"),
            ("c6:2f:90:00:00:07", True, "a whole address with it is first"),
            ("c6:2f:90:00:00:08", False, "the next one is looked up again"),
            ("45:19:b6:00:00:01", True, "the multicast bit is not cleared")):
        tap.same(name, b.arrive(mac), [passes])


run(body)
