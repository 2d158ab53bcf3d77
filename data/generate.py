#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
#
# Makes vendors.tsv from the pinned registry and curation.tsv.
# Takes no decision: whose a registrant is stands in curation.tsv.
"""usage: generate.py [--check] [--curation FILE]

Writes data/vendors.tsv. --check writes nothing and says whether the file is
what would be written: exit status 0 it is, 1 it is not.
"""

import argparse
import os
import re
import sys

sys.dont_write_bytecode = True
import registry  # noqa: E402

OUTPUT = os.path.join(registry.HERE, "vendors.tsv")
CURATION = os.path.join(registry.HERE, "curation.tsv")
SLUG = re.compile("[a-z0-9][a-z0-9-]{0,30}")
RESERVED = {"any", "none", "router", "other", "any-camera"}
COLUMNS = {"vendor": 6, "owns": 3, "never": 3}
VENDORS_MAX = 1023

HEADER = """\
# SPDX-License-Identifier: GPL-2.0
# The vendor table. Made by data/generate.py from data/curation.tsv; not edited.
# registry: npm {package} {version}, sha256 {tgz_sha256}
# extract: sha256 {extract_sha256}
# {vendors} vendors, {prefixes} prefixes
#
# vendor, slug, parent or -, broad or -, what a broad one also makes or -, name
# prefix, slug, block, registrant as registered
"""


class Curation:
    """curation.tsv: vendors by slug, owned and refused registrants."""

    def __init__(self, path):
        self.path = path
        self.vendors = {}   # slug -> (name, parent, also makes)
        self.owner = {}     # normal registrant -> slug
        self.never = {}     # normal registrant -> spelling
        self.spellings = []  # (line number, spelling)
        self.errors = []
        with open(path, encoding="utf-8") as source:
            for number, line in enumerate(source, 1):
                line = line.rstrip("\n")
                if line and not line.startswith("#"):
                    self.line(number, line.split("\t"))
        self.check()

    def error(self, number, text):
        where = f":{number}" if number else ""
        self.errors.append(f"{os.path.basename(self.path)}{where}: {text}")

    def line(self, number, columns):
        kind = columns[0]
        if len(columns) != COLUMNS.get(kind) or "" in columns:
            self.error(number, f"{kind!r}: unknown, or not "
                       f"{COLUMNS.get(kind, 'its')} columns")
        elif kind == "vendor":
            self.vendor(number, *columns[1:])
        elif kind == "owns":
            self.owns(number, *columns[1:])
        else:
            self.never[registry.normal(columns[1])] = columns[1]
            self.spellings.append((number, columns[1]))

    def vendor(self, number, slug, name, parent, also_makes, _note):
        if not SLUG.fullmatch(slug) or slug in RESERVED:
            self.error(number, f"{slug!r} cannot be a slug")
        if slug in self.vendors:
            self.error(number, f"vendor {slug!r} twice")
        self.vendors[slug] = (name, parent, also_makes)

    def owns(self, number, slug, registrant):
        key = registry.normal(registrant)
        if slug not in self.vendors:
            self.error(number, f"no vendor {slug!r} above")
        if self.owner.setdefault(key, slug) != slug:
            self.error(number, f"{registrant!r} belongs to "
                       f"{self.owner[key]!r} already")
        self.spellings.append((number, registrant))

    def check(self):
        """What only shows once every line is read."""
        for slug, (_, parent, _) in self.vendors.items():
            if parent != "-" and (parent not in self.vendors or
                                  self.vendors[parent][1] != "-"):
                self.error(None, f"{slug!r}: the parent {parent!r} is no "
                           "vendor, or has a parent itself")
            if slug not in self.owner.values():
                self.error(None, f"vendor {slug!r} owns nothing")
        for key in self.never.keys() & self.owner.keys():
            self.error(None, f"{self.never[key]!r} is owned by "
                       f"{self.owner[key]!r} and must never be")
        if len(self.vendors) > VENDORS_MAX:
            self.error(None, f"more than {VENDORS_MAX} vendors")


def check_spellings(curation, rows):
    """Every spelling in the curation stands in the registry, letter by letter."""
    known = {registrant for _, _, registrant in rows}
    for number, spelling in curation.spellings:
        if spelling not in known:
            curation.error(number, f"{spelling!r} is not in the registry")


def table(curation, rows, pin):
    """The text of vendors.tsv."""
    vendors = []
    for slug, (name, parent, also) in sorted(curation.vendors.items()):
        broad = "-" if also == "-" else "broad"
        vendors.append("\t".join(("vendor", slug, parent, broad, also, name)))
    prefixes = []
    for prefix, bits, who in sorted(rows, key=lambda r: (r[0].ljust(12, "0"),
                                                         r[1])):
        slug = curation.owner.get(registry.normal(who))
        if slug:
            prefixes.append("\t".join((registry.prefix_text(prefix, bits), slug,
                                       registry.BLOCK[bits], who)))
    head = HEADER.format(vendors=len(vendors), prefixes=len(prefixes), **pin)
    return head + "\n".join(vendors + prefixes) + "\n"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--curation", default=CURATION)
    args = parser.parse_args()

    pin = registry.read_pin()
    try:
        rows = registry.read_registry(pin=pin)
    except registry.RegistryError as error:
        sys.exit(f"generate.py: {error}")
    curation = Curation(args.curation)
    check_spellings(curation, rows)
    if curation.errors:
        sys.exit("\n".join(curation.errors))
    text = table(curation, rows, pin).encode("utf-8")
    if not args.check:
        with open(OUTPUT, "wb") as out:
            out.write(text)
        return
    with open(OUTPUT, "rb") as source:
        if source.read() != text:
            sys.exit("generate.py: vendors.tsv is not what the registry and "
                     "curation.tsv make; run data/generate.py")


if __name__ == "__main__":
    main()
