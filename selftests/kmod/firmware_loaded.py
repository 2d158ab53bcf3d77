#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A boot file that is right: its table and its proof hold from the load on,
for the first namespace alone, until a table is committed.
"""

import os
import sys
import tempfile

import _boot
from _boot import Loaded, Place
from _genl import Guard, Table, boot_file, encode_prefix
from _header import H
from _hostile import own_netns
from _module import Tap
from _nl import attr


def first(status):
    """What a test looks at: (boot, proof, current, staged)."""
    return tuple(status[x] for x in ("boot", "proof", "current", "staged"))


def standing(tap, place):
    """The table of the file is the current one, and gives way as such."""
    table = Table.of(["44:19:b6", "8c:1f:64:ab:c0:00/36"], 5)
    mine = {"id": table.id.hex(), "prefixes": 2}
    for proof in ("tag", "program"):
        place.write(boot_file(table, proof=proof))
        with Loaded() as loaded:
            tap.same(f"proof {proof}", first(loaded.status),
                     ("loaded", proof, mine, None))
            tap.result("the log tells how many", [
                f"it says {loaded.said}"] if not any(
                    "2 prefixes" in x for x in loaded.said) else [])
            if proof == "tag":
                switched(tap, loaded.guard, mine)


def switched(tap, guard, mine):
    with Guard() as own:
        tap.same("another namespace has none of it",
                 first(own.status()), ("none", "program", None, None))
    other = {"id": Table(6).id.hex(), "prefixes": 0}
    guard.stage(Table(6))
    tap.same("it stands beside a staged one", first(guard.status()),
             ("loaded", "tag", mine, other))
    guard.abort()
    tap.same("and stays when that is taken away", first(guard.status()),
             ("loaded", "tag", mine, None))
    guard.apply(Table(6))
    tap.same("until one is committed", first(guard.status()),
             ("loaded", "tag", other, None))
    guard.clear()
    tap.same("clear takes it, too", first(guard.status()),
             ("loaded", "tag", None, None))


def sizes(tap, place):
    for count in (0, 65536):
        body = attr(H.A_TABLE_ID, bytes(32)) + Table().encode_class([0], ())
        body += b"".join(encode_prefix((x << 12).to_bytes(6, "big"), 36, 1)
                         for x in range(count))
        place.write(boot_file(body))
        with Loaded() as loaded:
            tap.same(f"{count} prefixes", first(loaded.status), (
                "loaded", "program", {"id": bytes(32).hex(),
                                      "prefixes": count}, None))


def elsewhere(tap, place):
    """Firmware may stand in a folder that the kernel was told."""
    place.write(None)
    with Loaded() as loaded:
        tap.same("no file", first(loaded.status),
                 ("none", "program", None, None))
    with open(_boot.SEARCH, encoding="ascii") as file:
        before = file.read().strip()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, H.FILE)
        os.makedirs(os.path.dirname(path))
        place.write(boot_file(Table(5)), path)
        try:
            with open(_boot.SEARCH, "w", encoding="ascii") as file:
                file.write(folder)
            with Loaded() as loaded:
                tap.same("in a folder of the kernel's parameter",
                         first(loaded.status)[0], "loaded")
        finally:
            with open(_boot.SEARCH, "wb", buffering=0) as file:
                # a lone line's end is an empty path
                file.write((before or "\n").encode())


def body(tap, place):
    own_netns()
    standing(tap, place)
    sizes(tap, place)
    elsewhere(tap, place)


if __name__ == "__main__":
    TAP = Tap()
    with TAP, Place() as PLACE:
        body(TAP, PLACE)
    sys.exit(TAP.finish())
