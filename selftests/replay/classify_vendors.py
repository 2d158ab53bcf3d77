#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Groups that name makes: brands of a parent, any-camera, broad makers."""

import os

from _frames import down, ip4, tcp, up
from _table import ROOT, Table, main, policy

PACKET = ip4("10.20.1.5", "203.0.113.9", 6, tcp(1, 2))
BACK = ip4("203.0.113.9", "10.20.1.5", 6, tcp(1, 2))


def table_rows():
    with open(os.path.join(ROOT, "data/vendors.tsv"), encoding="utf-8") as file:
        return [line.split("\t") for line in file if line[0] not in "#v"]


ROWS = table_rows()


def one_of(slug):
    """An address of a make: of its first 24-bit block, else of its first."""
    blocks = sorted((row[0] for row in ROWS if row[1] == slug),
                    key=lambda text: not text.endswith("/24"))
    digits = blocks[0].split("/")[0].replace(":", "").ljust(11, "0") + "7"
    return ":".join(digits[at:at + 2] for at in range(0, 12, 2))


def case(table, slug, group, vendor=None):
    frame = up(PACKET, src=one_of(slug))
    if group:
        table.add(slug, frame, "in drop default", group=group,
                  vendor=vendor or slug)
    else:
        table.add(slug, frame, "none pass unlisted", group=None)


parent = Table(policy(groups=[
    {"name": "banned", "vendors": ["hikvision", "dahua"]},
    {"name": "ezviz-only", "vendors": ["ezviz"]}]), "a parent and one brand")
case(parent, "hikvision", "banned")
case(parent, "hikmicro", "banned")
case(parent, "ezviz", "ezviz-only")
case(parent, "dahua", "banned")
case(parent, "imou", "banned")
case(parent, "axis", None)
case(parent, "huawei", None)
parent.add("egress names the make", down(BACK, dst=one_of("imou")),
           "out drop default", group="banned", vendor="imou")

every = Table(policy(groups=[
    {"name": "all", "vendors": ["any-camera"]},
    {"name": "liked", "vendors": ["axis"]},
    {"name": "one", "prefixes": [one_of("bosch")[:8] + "/24"]}]), "any-camera")
case(every, "hikvision", "all")
case(every, "ezviz", "all")
case(every, "uniview", "all")
case(every, "axis", "liked")
case(every, "huawei", None)
case(every, "tp-link", None)
every.add("a prefix that is named beats any-camera",
          up(PACKET, src=one_of("bosch")), "in drop default", group="one")

broad = Table(policy(groups=[
    {"name": "all", "vendors": ["any-camera"]},
    {"name": "phones", "vendors": ["huawei"]}]), "a broad make that is named")
case(broad, "huawei", "phones")
case(broad, "tiandy", "all")
main(parent, every, broad)
