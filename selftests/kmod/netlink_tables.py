#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Tables whose attributes are well-formed, and which are wrong all the same:
prefixes, classes and zones that contradict each other, or are too many. And
the largest table, which is not.
"""

import sys

from _genl import Table, bitmap, encode_prefix, encode_zone
from _header import H
from _hostile import MALFORMED, run
from _nl import attr, nest, string, u32

ID = attr(H.A_TABLE_ID, bytes(32))
CLASS = Table().encode_class([0], ())
TOO_MANY = ("E2BIG",)


def prefix(mac="44:19:b6", bits=24, cls=1):
    return Table().prefix(mac, bits, cls).encode()[len(ID):]


def zone(ifname="g0", vlans=(0,), ifindex=None):
    return encode_zone(ifname, vlans, ifindex)


def classes(*pairs):
    return b"".join(Table().encode_class(*x) for x in pairs)


def name_of(raw):
    """A zone whose name is these bytes."""
    return nest(H.A_TABLE_ZONE, attr(H.A_ZONE_IFNAME, raw),
                attr(H.A_ZONE_VLANS, bitmap([0], H.VLAN_BYTES)))


ID_TWICE = {
    "the id twice": ID + ID + CLASS,
    "two ids": ID + attr(H.A_TABLE_ID, bytes(31) + b"\1"),
    "the id twice, the second at the end": ID + CLASS + prefix() + ID,
    "no id": CLASS + prefix(),
    "nothing": b"",
}
PREFIXES = {
    **{f"{bits} bits": CLASS + prefix("40:00:00", bits)
       for bits in (0, 1, 8, 23, 25, 27, 29, 32, 35, 37, 40, 47, 49, 255)},
    **{f"bit {bit} beyond {bits}": CLASS + prefix(
        (0x4419b6 << 24 | 1 << (47 - bit)).to_bytes(6, "big"), bits)
       for bits in (24, 28, 36) for bit in (bits, bits + 1, 47)},
    "every bit beyond 24": CLASS + prefix("44:19:b6:ff:ff:ff", 24),
    "a prefix twice": CLASS + prefix() + prefix(),
    "a prefix twice, of two classes":
        CLASS * 2 + prefix(cls=1) + prefix(cls=2),
    "a whole address twice, others between": CLASS
        + prefix("44:19:b6:00:00:05", 48) + prefix() + prefix("44:19:b7")
        + prefix("44:19:b6:00:00:05", 48),
    "the first of 5,000 again at their end": CLASS + b"".join(
        prefix(x.to_bytes(3, "big") + bytes(3)) for x in range(0, 20000, 4))
        + prefix("00:00:00"),
}
CLASSES = {
    "class 0": CLASS + prefix(cls=0),
    "class 2 of 1": CLASS + prefix(cls=2),
    "class 1 of none": prefix(cls=1),
    "class 16,383 of 1": CLASS + prefix(cls=16383),
    "class 16,384": CLASS + prefix(cls=16384),
    "class 65,535": CLASS + prefix(cls=65535),
    "the last of three prefixes":
        CLASS + prefix() + prefix("44:19:b7") + prefix("44:19:b8", cls=2),
}
SETS = {
    "listed in zone 1 of none": classes(([1], ())),
    "exempt in zone 1 of none": classes(([0], [1])),
    "listed in zone 2 of 1": zone() + classes(([2], ())),
    "exempt in zone 2 of 1": zone() + classes(((), [2])),
    "listed in zone 128 of 1": zone() + classes(([128], ())),
    "listed in zone 191, the last bit": zone() + classes(([191], ())),
    "exempt in zone 191": zone() + classes(((), [191])),
    "every bit listed": classes((range(192), ())),
    "zone 0 listed and exempt": classes(([0], [0])),
    "zone 1 listed and exempt": zone() + classes(([0, 1], [1])),
    "the second class only":
        zone() + classes(([0, 1], ()), ([1], [0, 1])),
    "a zone that comes behind, but not so many":
        classes(([2], ())) + zone(),
}
ZONES = {
    "no name": name_of(b"\0"),
    "a name of 16 letters": name_of(b"abcdefghijklmnop\0"),
    "a name of 15 without an end": name_of(b"abcdefghijklmno"),
    "a name with a slash": name_of(b"a/b\0"),
    "a name with a space": name_of(b"a b\0"),
    "a name with a line's end": name_of(b"a\n\0"),
    "a name with a colon": name_of(b"a:b\0"),
    "the name .": name_of(b".\0"),
    "the name ..": name_of(b"..\0"),
    "index 0": zone(ifindex=0),
    "an attribute that zones have not": nest(
        H.A_TABLE_ZONE, string(H.A_ZONE_IFNAME, "g0"), u32(7, 1),
        attr(H.A_ZONE_VLANS, bitmap([0], H.VLAN_BYTES))),
}
LIMITS = {
    "129 zones": zone() * 129,
    "200 zones": zone() * 200,
    "16,384 classes": CLASS * 16384,
    "65,537 prefixes": CLASS + prefix() * 65537,
    "70,000 prefixes": CLASS + prefix() * 70000,
}


def many(count):
    """So many different prefixes, in one message."""
    return CLASS + b"".join(
        encode_prefix((x << 12).to_bytes(6, "big"), 36, 1)
        for x in range(count))


def accepted(tap, steady, name, attrs, prefixes):
    guard = steady.guard
    guard.stage(ID + attrs)
    now = guard.status()
    tap.same(name, (now["staged"], now["current"]),
             ({"id": bytes(32).hex(), "prefixes": prefixes},
              steady.state["current"]))
    steady.reset()


def body(tap, steady):
    for title, cases, errors, first in (
            ("ids", ID_TWICE, MALFORMED, b""),
            ("prefixes", PREFIXES, MALFORMED + ("EEXIST",), ID),
            ("classes", CLASSES, MALFORMED, ID),
            ("sets of zones", SETS, MALFORMED, ID),
            ("zones", ZONES, MALFORMED, ID),
            ("too many", LIMITS, TOO_MANY, ID)):
        for name, attrs in cases.items():
            tap.result(f"{title}: {name}", steady.refuses(
                "TABLE_STAGE", name, first + attrs, errors))
    good(tap, steady)


def good(tap, steady):
    """What stands next to the wrong ones."""
    accepted(tap, steady, "a table that lists nothing", b"", 0)
    accepted(tap, steady, "every length of one address", CLASS
             + b"".join(prefix("44:19:b6:00:00:00", x)
                        for x in (24, 28, 36, 48)), 4)
    accepted(tap, steady, "address and class all zeros and all ones",
             CLASS + prefix("00:00:00:00:00:00", 48)
             + prefix("ff:ff:ff:ff:ff:ff", 48), 2)
    accepted(tap, steady, "prefixes before their classes, classes before "
             "their zones, the id in front",
             prefix(cls=2) + classes(([0], [1]), ([1], [0]))
             + zone("g0", range(4096)), 1)
    accepted(tap, steady, "a device that is not there",
             zone("abcdefghijklmno", [0], 0x7fffffff), 0)
    accepted(tap, steady, "128 zones, the last one listed",
             b"".join(zone(f"lan{x}") for x in range(128))
             + classes(([128], [0])) + prefix(), 1)
    accepted(tap, steady, "16,383 classes, of which the last",
             CLASS * 16383 + prefix(cls=16383), 1)
    accepted(tap, steady, "65,536 prefixes in one message", many(65536), 65536)
    steady.guard.stage(ID + many(65536))
    steady.guard.commit(bytes(32))
    tap.same("and in force", steady.guard.status()["current"],
             {"id": bytes(32).hex(), "prefixes": 65536})
    steady.reset()


if __name__ == "__main__":
    sys.exit(run(body))
