#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Boot files that are wrong, in every way: the module loads all the same,
lists nothing, says that it refused the file, and the kernel's log says why.
"""

import os
import re
import struct
import sys
import zlib

import _boot
from _boot import Loaded, Place
from _genl import Table, boot_file, encode_zone
from _header import H
from _module import Tap
from _nl import NESTED, attr, nest, u16, u32, u8

ID = attr(H.A_TABLE_ID, bytes(range(32)))
CLASS = Table().encode_class([0], ())
GOOD = Table.of(["44:19:b6", "8c:1f:64:ab:c0:00/36"])


def prefix(mac="44:19:b6", bits=24, cls=1):
    return Table().prefix(mac, bits, cls).encode()[36:]


def flipped(at, bit):
    data = bytearray(boot_file(GOOD))
    data[at] ^= 1 << bit
    return bytes(data)


def unsummed(at, value, size):
    """A header's member changed and the checksum made to fit."""
    data = bytearray(boot_file(GOOD))
    data[at:at + size] = value.to_bytes(size, sys.byteorder)
    struct.pack_into("=I", data, 4, zlib.crc32(data[8:]))
    return bytes(data)


WHOLE = boot_file(GOOD)
# name: (the file's bytes, what the log must speak of)
HEADERS = {
    "an empty file": (b"", ""),
    "one byte": (b"B", "header"),
    "a header that is cut": (WHOLE[:15], "header"),
    "a wrong magic": (boot_file(GOOD, magic=0x4c434743), "boot file"),
    "the magic of the other byte order": (
        boot_file(GOOD, magic=int.from_bytes(struct.pack(
            "=I", H.FILE_MAGIC), "big" if sys.byteorder == "little"
            else "little")), "byte order"),
    "version 0": (boot_file(GOOD, version=0), "version"),
    "version 2": (boot_file(GOOD, version=2), "version"),
    "an unknown proof": (boot_file(GOOD, proof=2), "proof"),
    "proof 65,535": (boot_file(GOOD, proof=65535), "proof"),
    "a length too small": (boot_file(GOOD, length=len(WHOLE) - 20), "long"),
    "a length too large": (boot_file(GOOD, length=len(WHOLE)), "long"),
    "a length of 4 GB": (boot_file(GOOD, length=0xffffffff), "long"),
    "a length of 0": (boot_file(GOOD, length=0), "long"),
    "its last byte cut": (WHOLE[:-1], "long"),
    "its last attribute cut": (WHOLE[:-32], "long"),
    "a byte behind": (WHOLE + b"\0", "long"),
    "itself behind": (WHOLE + WHOLE, "long"),
    "a wrong checksum": (boot_file(GOOD, crc=0), "checksum"),
    "a checksum of the attributes alone": (
        boot_file(GOOD, crc=zlib.crc32(WHOLE[16:])), "checksum"),
    "a bit of the last attribute": (flipped(len(WHOLE) - 4, 0), "checksum"),
    "a bit of the id": (flipped(25, 7), "checksum"),
    "a bit of the proof": (flipped(10, 0), "checksum"),
    "3 MB of zeros": (bytes(3 << 20), "boot file"),
    "3 MB of zeros behind a header": (
        boot_file(bytes(3 << 20)), ""),
    "text": (b"interfaces:\n  - name: lan0\n" * 9, "boot file"),
}
# name: attributes behind a header that is right
ATTRIBUTES = {
    "none": b"",
    "no id": CLASS + prefix(),
    "two ids": ID + ID,
    "a short id": attr(H.A_TABLE_ID, bytes(31)),
    "a long id": attr(H.A_TABLE_ID, bytes(33)),
    "what is in replies only": ID + u32(H.A_TABLE_PREFIXES, 1),
    "an attribute that is none": ID + u32(H.A_TABLE_MAX + 1, 1),
    "attribute 0": ID + u32(0, 1),
    "an attribute of 3 bytes": ID + attr(H.A_TABLE_ID, b"", 3),
    "an attribute longer than the file": ID + attr(4 | NESTED, b"", 64),
    "bytes behind": ID + CLASS + b"\1\2\3",
    "a class that is no nest": ID + attr(H.A_TABLE_CLASS, CLASS[4:]),
    "half a class": ID + nest(H.A_TABLE_CLASS, attr(
        H.A_CLASS_LISTED, bytes(24))),
    "an empty class": ID + nest(H.A_TABLE_CLASS),
    "a zone that is not there": ID + Table().encode_class([1], ()),
    "listed and exempt": ID + Table().encode_class([0], [0]),
    "a zone without a name": ID + encode_zone("", [0], None),
    "a zone with a slash": ID + encode_zone("a/b", [0], None),
    "a zone of index 0": ID + encode_zone("lan0", [0], 0),
    "129 zones": ID + encode_zone("lan0", [0], None) * 129,
    "16,384 classes": ID + CLASS * 16384,
    "65,537 prefixes": ID + CLASS + prefix() * 65537,
    "a prefix without a class": ID + CLASS + nest(
        H.A_TABLE_PREFIX, attr(H.A_PREFIX_MAC, bytes(6)),
        u8(H.A_PREFIX_LEN, 24)),
    "a prefix of class 0": ID + CLASS + prefix(cls=0),
    "a prefix of class 2": ID + CLASS + prefix(cls=2),
    "a prefix of 32 bits": ID + CLASS + prefix(bits=32),
    "a prefix with a class of 4 bytes": ID + CLASS + nest(
        H.A_TABLE_PREFIX, attr(H.A_PREFIX_MAC, bytes(6)),
        u8(H.A_PREFIX_LEN, 24), u32(H.A_PREFIX_CLASS, 1)),
    "a prefix with a length of 2 bytes": ID + CLASS + nest(
        H.A_TABLE_PREFIX, attr(H.A_PREFIX_MAC, bytes(6)),
        u16(H.A_PREFIX_LEN, 24), u16(H.A_PREFIX_CLASS, 1)),
    "bits beyond a prefix": ID + CLASS + prefix("44:19:b6:80", 24),
    "a prefix twice": ID + CLASS + prefix() + prefix(),
    "the last of 1,000 prefixes wrong": ID + CLASS + b"".join(
        prefix(bytes([x >> 8, x & 255, 0, 0, 0, 0])) for x in range(
            0, 1000)) + prefix(cls=9),
}


def refused(name, word):
    """Faults of the file that stands there now."""
    with Loaded() as loaded:
        now, said = loaded.status, loaded.said
        faults = []
        if now["boot"] != "refused":
            faults.append(f"{name}: boot is {now['boot']}")
        if now["current"] or now["staged"]:
            faults.append(f"{name}: a table is there: {now}")
        if now["proof"] != "program":
            faults.append(f"{name}: the proof is {now['proof']}")
        if not any(H.FILE in x and re.search(word, x) for x in said):
            faults.append(f"{name}: the log says {said}, of {word!r}")
        return faults


def other_files(tap, place):
    """What stands there and is no file to read."""
    place.write(None)
    os.mkdir(_boot.PATH)
    tap.result("a folder", refused("a folder", ""))
    place.write(None)
    os.symlink(_boot.FOLDER + "/nothing", _boot.PATH)
    with Loaded() as loaded:
        tap.same("a link to nothing is no file", (
            loaded.status["boot"], loaded.status["current"]), ("none", None))


def body(tap, place):
    for name, (data, word) in HEADERS.items():
        place.write(data)
        tap.result(name, refused(name, word))
    for name, attrs in ATTRIBUTES.items():
        place.write(boot_file(attrs))
        tap.result("attributes: " + name, refused(name, "refused: .{5}"))
    other_files(tap, place)
    place.write(WHOLE)
    with Loaded() as loaded:
        tap.same("what was spoiled was good before it was", (
            loaded.status["boot"], loaded.status["current"]),
            ("loaded", {"id": GOOD.id.hex(), "prefixes": 2}))


if __name__ == "__main__":
    TAP = Tap()
    with TAP, Place() as PLACE:
        body(TAP, PLACE)
    sys.exit(TAP.finish())
