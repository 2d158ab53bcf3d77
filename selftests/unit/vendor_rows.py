#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""data/vendors.tsv against the pinned registry: each row stands there, no
prefix has two owners, and nobody is in who must not be. Reads vendors.tsv by
itself, so that a fault of the generator cannot hide here.
"""

import lzma
import os
import re
import sys

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data")
BLOCK_BITS = {"MA-L": 24, "MA-M": 28, "MA-S": 36}

REQUIRED = """hikvision ezviz hikrobot hikmicro dahua imou uniview tiandy hytera
tvt jovision sunell keda infinova hanbang milesight reolink amcrest lorex flir
swann wyze vivotek mobotix axis hanwha bosch honeywell-video ic-realtime
lt-security huawei zte hisilicon tp-link""".split()
BROAD = "huawei zte hisilicon tp-link".split()
PARENTS = {"ezviz": "hikvision", "hikrobot": "hikvision",
           "hikmicro": "hikvision", "imou": "dahua"}
# How few rows would show that a spelling was missed.
AT_LEAST = {"hikvision": 84, "dahua": 33, "ezviz": 15, "imou": 6,
            "uniview": 4, "tiandy": 3, "huawei": 2000, "zte": 490,
            "tp-link": 260}
# Registrants that look alike or stand close, and prefixes of theirs.
FALSE_FRIENDS = ["Shanghai Dahua Scale Factory",
                 "Shenzhen Hikeen Technology CO.,LTD",
                 "Shenzhen Hikeen Technology Co.,LTD",
                 "ZHEJIANG HIKAILINK TECHNOLOGY Co., Ltd",
                 "Zhejiang Haikang Science And Technology Co.,Ltd",
                 "Shenzhen Kedakeda Technology Co., Ltd.",
                 "Kedah Electronics Engineering, LLC",
                 "JOREX LOREX INDIA PRIVATE LIMITED",
                 "Flirtey Inc", "FLIR Radiation Inc", "AXIS CORPORATION",
                 "ANHUI WANZTEN P&T CO., LTD", "ZTEC Instruments, Inc.",
                 "Honor Device Co., Ltd.", "Robert Bosch GmbH", "Honeywell",
                 "HYESUNG TECHWIN Co., Ltd", "Private",
                 "IEEE Registration Authority"]


class Tap:
    """Results as TAP."""

    def __init__(self):
        self.lines = []
        self.failed = 0

    def result(self, name, faults):
        """Passed when there is no fault; shows the first few."""
        faults = list(faults)
        self.failed += bool(faults)
        self.lines.append(f"{'not ok' if faults else 'ok'} "
                          f"{len([x for x in self.lines if x[0] != '#']) + 1} "
                          f"{name}")
        self.lines += [f"# {fault}" for fault in faults[:5]]

    def finish(self):
        results = [line for line in self.lines if line[0] != "#"]
        print("TAP version 13", f"1..{len(results)}", *self.lines, sep="\n")
        sys.exit(1 if self.failed else 0)


def read_pin():
    with open(os.path.join(DATA, "registry.pin"), encoding="utf-8") as source:
        return dict(line.rstrip("\n").split("=", 1) for line in source
                    if "=" in line and line[0] != "#")


def read_registry():
    """(prefix in hex, bits) -> registrants; a list, to see doubles."""
    rows = {}
    with lzma.open(os.path.join(DATA, "registry.tsv.xz"), "rt",
                   encoding="utf-8", newline="\n") as source:
        for line in source:
            prefix, bits, who = line.rstrip("\n").split("\t")
            rows.setdefault((prefix, int(bits)), []).append(who)
    return rows


def read_vendors():
    """vendor lines by slug, prefix lines, comment lines."""
    vendors, prefixes, comments = {}, [], []
    with open(os.path.join(DATA, "vendors.tsv"), encoding="utf-8",
              newline="\n") as source:
        for line in source:
            columns = line.rstrip("\n").split("\t")
            if line.startswith("#"):
                comments.append(line)
            elif columns[0] == "vendor":
                vendors[columns[1]] = columns[2:]
            else:
                prefixes.append(columns)
    return vendors, prefixes, comments


def split_prefix(text):
    """'b0:b3:53:60:00:00/28' -> ('B0B3536', 28); what was cut must be 0."""
    octets, bits = text.split("/")
    digits = octets.replace(":", "").upper()
    bits = int(bits)
    if set(digits[bits // 4:]) - {"0"}:
        raise ValueError(text)
    return digits[:bits // 4], bits


def registry_tests(tap, registry, pin):
    for block, bits in BLOCK_BITS.items():
        count = sum(len(who) for key, who in registry.items()
                    if key[1] == bits)
        tap.result(f"the registry has {pin[block]} {block} rows",
                   [count] if count != int(pin[block]) else [])
    tap.result("no prefix stands in the registry twice",
               (key for key, who in registry.items() if len(who) != 1))


def row_tests(tap, registry, vendors, prefixes):
    form = re.compile(r"([0-9a-f]{2}:){2}[0-9a-f]{2}/24|"
                      r"([0-9a-f]{2}:){5}[0-9a-f]{2}/(28|36)")
    tap.result("each prefix is written as it should",
               (row for row in prefixes if not form.fullmatch(row[0])))
    tap.result("each row stands in the registry, with that registrant",
               (row for row in prefixes
                if registry.get(split_prefix(row[0])) != [row[3]]))
    tap.result("each row names the registry it is from",
               (row for row in prefixes
                if BLOCK_BITS.get(row[2]) != split_prefix(row[0])[1]))
    owners = {}
    for row in prefixes:
        owners.setdefault(split_prefix(row[0]), []).append(row[1])
    tap.result("no prefix has two owners",
               (key for key, slugs in owners.items() if len(slugs) != 1))
    tap.result("each row belongs to a vendor",
               (row for row in prefixes if row[1] not in vendors))
    tap.result("a longer prefix inside a shorter one has the same owner",
               (key for key, slugs in owners.items()
                for cut in (6, 7) if cut < len(key[0])
                and owners.get((key[0][:cut], cut * 4), slugs) != slugs))


def owner_tests(tap, registry, vendors, prefixes):
    owned = {}
    for row in prefixes:
        owned.setdefault(row[3], set()).add(row[1])
    tap.result("no registrant has two owners",
               (item for item in owned.items() if len(item[1]) != 1))
    for name in FALSE_FRIENDS:
        known = any(who == [name] for who in registry.values())
        tap.result(f"not in: {name}",
                   ([] if known else ["not in the registry either"]) +
                   [row for row in prefixes if row[3] == name])
    authority = {key for key, who in registry.items()
                 if re.search("ieee.*registration.*authority", who[0], re.I)}
    tap.result("no block of the registration authority is in",
               (["none is in the registry"] if not authority else []) +
               [row for row in prefixes if split_prefix(row[0]) in authority])
    counts = {}
    for row in prefixes:
        counts[row[1]] = counts.get(row[1], 0) + 1
    tap.result("each vendor has a prefix",
               (slug for slug in vendors if slug not in counts))
    tap.result("no spelling was missed where many are known",
               (f"{slug}: {counts.get(slug, 0)} rows, {least} are known"
                for slug, least in AT_LEAST.items()
                if counts.get(slug, 0) < least))


def vendor_tests(tap, vendors):
    tap.result("each vendor that was asked for is there",
               (slug for slug in REQUIRED if slug not in vendors))
    tap.result("makers of phones and routers are broad, and say so",
               (slug for slug in BROAD
                if vendors.get(slug, ["", "", "-"])[1] != "broad"
                or vendors[slug][2] == "-"))
    tap.result("brands have their parents",
               (slug for slug, parent in PARENTS.items()
                if vendors.get(slug, [""])[0] != parent))
    tap.result("parents are vendors without a parent",
               (slug for slug, rest in vendors.items() if rest[0] != "-"
                and vendors.get(rest[0], [""])[0] != "-"))


def main():
    tap = Tap()
    pin = read_pin()
    registry = read_registry()
    vendors, prefixes, comments = read_vendors()
    registry_tests(tap, registry, pin)
    tap.result("the header names the registry's version and checksum",
               [] if any(pin["version"] in line and pin["tgz_sha256"] in line
                         for line in comments) else comments)
    row_tests(tap, registry, vendors, prefixes)
    owner_tests(tap, registry, vendors, prefixes)
    vendor_tests(tap, vendors)
    tap.finish()


if __name__ == "__main__":
    main()
