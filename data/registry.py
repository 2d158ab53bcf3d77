# SPDX-License-Identifier: GPL-2.0
#
# The pinned MAC registry: its extract, its pin, how registrants are compared.
# What a vendor is, generate.py knows.
"""Read and write the registry extract (registry.tsv.xz) and its pin."""

import hashlib
import json
import lzma
import os
import re
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
EXTRACT = os.path.join(HERE, "registry.tsv.xz")
PIN = os.path.join(HERE, "registry.pin")

# Hex digits of an assignment -> bits, and the registry it is from.
BITS = {6: 24, 7: 28, 9: 36}
BLOCK = {24: "MA-L", 28: "MA-M", 36: "MA-S"}


class RegistryError(Exception):
    """What is wrong, in one line."""


def read_pin(path=PIN):
    """The pin as a dictionary of its KEY=VALUE lines."""
    pin = {}
    with open(path, encoding="utf-8") as source:
        for line in source:
            if line.strip() and not line.startswith("#"):
                key, _, value = line.rstrip("\n").partition("=")
                pin[key] = value
    return pin


def extract_from_index(index):
    """The extract's text from the package's index.json (bytes)."""
    rows = []
    for prefix, entry in json.loads(index).items():
        registrant = entry.split("\n", 1)[0]
        if len(prefix) not in BITS or not re.fullmatch("[0-9A-F]+", prefix):
            raise RegistryError(f"{prefix!r} is no prefix")
        if not registrant.strip() or re.search(r"[\t\r\0]", registrant):
            raise RegistryError(f"{prefix}: unusable registrant {registrant!r}")
        rows.append((prefix, BITS[len(prefix)], registrant))
    rows.sort()
    return "".join(f"{p}\t{bits}\t{who}\n" for p, bits, who in rows)


def pack(text):
    """The extract as it stands in the repository."""
    return lzma.compress(text.encode("utf-8"), format=lzma.FORMAT_XZ,
                         check=lzma.CHECK_CRC32,
                         preset=9 | lzma.PRESET_EXTREME)


def read_registry(path=EXTRACT, pin=None):
    """[(prefix in hex, bits, registrant)], proved to be the pinned one."""
    pin = pin or read_pin()
    with lzma.open(path) as source:
        raw = source.read()
    have = hashlib.sha256(raw).hexdigest()
    if have != pin["extract_sha256"]:
        raise RegistryError(f"{path}: sha256 {have}, the pin has "
                            f"{pin['extract_sha256']}; run fetch-registry.sh")
    rows = []
    for line in raw.decode("utf-8").split("\n")[:-1]:
        prefix, bits, registrant = line.split("\t")
        rows.append((prefix, int(bits), registrant))
    for bits, block in BLOCK.items():
        count = sum(1 for row in rows if row[1] == bits)
        if count != int(pin[block]):
            raise RegistryError(f"{path}: {count} {block} rows, the pin has "
                                f"{pin[block]}")
    return rows


def normal(registrant):
    """What two spellings of one registrant have in common."""
    folded = unicodedata.normalize("NFKC", registrant).casefold()
    return re.sub(r"[\s,.]+", " ", folded).strip()


def prefix_text(prefix, bits):
    """44:19:b6/24, or with six octets where the prefix is longer."""
    digits = prefix.lower()
    if bits > 24:
        digits = digits.ljust(12, "0")
    octets = [digits[i:i + 2] for i in range(0, len(digits), 2)]
    return f"{':'.join(octets)}/{bits}"
