#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Each attribute of each command, as kmod/lenscap.yaml tells them, spoiled in
every way: missing, empty, short, long, out of range, of the wrong kind, cut.
Each is refused with a cause, and changes nothing.
"""

import os
import sys

from _header import H, ROOT
from _hostile import run
from _nl import NESTED, attr, u32
from _genl import bitmap, mac_bytes

try:
    import yaml
except ImportError:
    print("1..0 # SKIP the module yaml is missing, of package python3-yaml")
    sys.exit(4)

BITS = {"u8": 1, "u16": 2, "u32": 4, "u64": 8}
# A good value of each attribute that is no nest; together a good request.
GOOD = {
    "table.id": bytes(range(32)),
    "zone.ifname": b"g0\0",
    "zone.ifindex": (7).to_bytes(4, sys.byteorder),
    "zone.vlans": bitmap([0, 5], H.VLAN_BYTES),
    "class.listed": bitmap([0], H.ZONE_BYTES),
    "class.exempt": bitmap([1], H.ZONE_BYTES),
    "prefix.mac": mac_bytes("44:19:b6"),
    "prefix.len": b"\x18",
    "prefix.class": (1).to_bytes(2, sys.byteorder),
    "proof.proof": (1).to_bytes(4, sys.byteorder),
    "port.ifindex": (2).to_bytes(4, sys.byteorder),
}
OPTIONAL = {"table.zone", "table.class", "table.prefix", "zone.ifindex"}


class Spec:
    """The spec's commands and attributes, with their numbers."""

    def __init__(self):
        with open(os.path.join(ROOT, "kmod/lenscap.yaml"),
                  encoding="utf-8") as file:
            self.spec = yaml.safe_load(file)
        self.consts = {x["name"]: x for x in self.spec["definitions"]}
        self.sets = {x["name"]: self.number(x["attributes"])
                     for x in self.spec["attribute-sets"]}
        self.ops = [x for x in self.spec["operations"]["list"]
                    if "notify" not in x]

    @staticmethod
    def number(attributes):
        value, found = 0, {}
        for one in attributes:
            value = one.get("value", value + 1)
            found[one["name"]] = {**one, "value": value}
        return found

    def top(self, space):
        return max(x["value"] for x in self.sets[space].values())

    def limits(self, one):
        """(least, greatest) that the spec lets pass; None where none is."""
        checks = one.get("checks", {})
        if "enum" in one:
            return 0, len(self.consts[one["enum"]]["entries"]) - 1
        return checks.get("min"), checks.get("max")


class Request:
    """A good request of a command, one of whose attributes can be spoiled."""

    def __init__(self, spec, op):
        self.spec = spec
        self.op = op
        self.space = op.get("attribute-set", "status")
        self.names = op.get("do", {}).get("request", {}).get("attributes", [])

    def paths(self):
        """Where attributes stand: ("zone",), ("zone", "ifname")."""
        for name in self.names:
            yield (name,)
            nested = self.one((name,)).get("nested-attributes")
            if nested:
                yield from ((name, x) for x, y in
                            self.spec.sets[nested].items()
                            if y["type"] != "unused")

    def one(self, path):
        """The spec's words of an attribute, and the name of its set."""
        space = self.space
        for name in path[:-1]:
            space = self.spec.sets[space][name]["nested-attributes"]
        return {**self.spec.sets[space][path[-1]], "space": space}

    def payload(self, path, spoil=None, at=None):
        one = self.one(path)
        nested = one.get("nested-attributes")
        if not nested:
            return GOOD[f"{one['space']}.{path[-1]}"]
        return b"".join(self.encode(path + (x,), spoil, at)
                        for x, y in self.spec.sets[nested].items()
                        if y["type"] != "unused")

    def encode(self, path, spoil=None, at=None):
        one = self.one(path)
        payload = self.payload(path, spoil, at)
        kind = one["value"] | (NESTED if one["type"] == "nest" else 0)
        if path == at:
            return spoil(kind, payload)
        return attr(kind, payload)

    def build(self, spoil=None, at=None, more=b""):
        return b"".join(self.encode((x,), spoil, at)
                        for x in self.names) + more


def spoilings(request, path):
    """(name, function of kind and payload) of what is wrong for it."""
    one = request.one(path)
    if f"{one['space']}.{path[-1]}" not in OPTIONAL:
        yield "missing", lambda kind, good: b""
    yield "empty", lambda kind, good: attr(kind)
    yield "of the wrong kind", lambda kind, good: attr(kind ^ NESTED, good)
    for length in range(4):
        yield (f"its length {length}",
               lambda kind, good, n=length: attr(kind, good, n))
    yield "its length 65535", lambda kind, good: attr(kind, good, 65535)
    if one["type"] == "nest":
        yield from nest_spoilings(request, one)
    elif one["type"] == "string":
        yield "not ended", lambda kind, good: attr(kind, good[:-1])
        yield "too long", lambda kind, good: attr(kind, b"a" * 16 + b"\0")
        yield "far too long", lambda kind, good: attr(kind, b"a" * 9000)
    else:
        yield "short", lambda kind, good: attr(kind, good[:-1])
        yield "of one byte less than half", lambda kind, good: attr(
            kind, good[:len(good) // 2 - 1] if len(good) > 2 else b"")
        for more in (1, 4, 4096):
            yield (f"{more} bytes long",
                   lambda kind, good, n=more: attr(kind, good + bytes(n)))
    if one["type"] in BITS:
        yield from range_spoilings(request, one)


def nest_spoilings(request, one):
    top = request.spec.top(one["nested-attributes"])
    for cut in (5, 8, 9, 13):
        yield (f"cut by {cut} bytes",
               lambda kind, good, n=cut: attr(kind, good[:-n]))
    for more in range(1, 4):
        yield (f"with {more} bytes behind",
               lambda kind, good, n=more: attr(kind, good + b"\xff" * n))
    for number in (0, top + 1, 0x3fff):
        yield (f"with attribute {number} in it",
               lambda kind, good, n=number: attr(kind, good + u32(n, 1)))
    yield "text", lambda kind, good: attr(kind, b"GET / HTTP/1.1\r\n")


def range_spoilings(request, one):
    size = BITS[one["type"]]
    least, greatest = request.spec.limits(one)
    for value in (least and least - 1, greatest and greatest + 1,
                  greatest and 256 ** size - 1):
        if value is not None and 0 <= value < 256 ** size and \
                not (least or 0) <= value <= (greatest or 256 ** size):
            yield (f"{value}", lambda kind, good, n=value:
                   attr(kind, n.to_bytes(size, sys.byteorder)))


def strangers(request):
    """(name, attributes) that the command does not know."""
    known = {request.one((x,))["value"] for x in request.names}
    top = request.spec.top(request.space)
    for number in {0, *range(1, top + 3), 0x3fff} - known:
        yield f"attribute {number}", u32(number, 1)
    yield "an empty attribute", attr(top + 1)
    for more in range(1, 4):
        yield f"{more} bytes behind", b"\xff" * more


def body(tap, steady):
    spec = Spec()
    for op in spec.ops:
        request = Request(spec, op)
        cmd = op["name"].upper().replace("-", "_")
        for path in request.paths():
            faults = []
            for name, spoil in spoilings(request, path):
                faults += steady.refuses(cmd, name, request.build(spoil, path))
            tap.result(f"{op['name']}: {'.'.join(path)} spoiled", faults)
        faults = []
        for name, more in strangers(request):
            faults += steady.refuses(cmd, name, request.build(more=more))
        tap.result(f"{op['name']}: what it does not know", faults)
    stage = Request(spec, next(x for x in spec.ops
                               if x["name"] == "table-stage"))
    steady.guard.stage(stage.build())
    tap.same("what was spoiled was good before it was",
             steady.guard.status()["staged"],
             {"id": GOOD["table.id"].hex(), "prefixes": 1})
    steady.reset()


if __name__ == "__main__":
    sys.exit(run(body))
