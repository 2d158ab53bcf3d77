#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""kmod/lenscap.yaml and include/uapi/lenscap_guard.h say the same: names,
values, limits, and each member of one in the other. Needs no kernel module.
"""

import os
import subprocess
import sys
import tempfile

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
sys.path.insert(0, os.path.join(ROOT, "selftests/kmod"))
sys.dont_write_bytecode = True
# pylint: disable=wrong-import-position
from _header import Header, PATH  # noqa: E402

try:
    import yaml
except ImportError:
    print("1..0 # SKIP the module yaml is missing, of package python3-yaml")
    sys.exit(4)

SPEC = os.path.join(ROOT, "kmod/lenscap.yaml")
# What no spec tells: the boot file, the module's name, what is no port.
OWN = {"LCG_MODULE", "LCG_FILE", "LCG_FILE_MAGIC", "LCG_FILE_VERSION",
       "LCG_CHILD_KINDS", "LCG_MASTER_KINDS"}


def c_name(*parts):
    return "".join(parts).upper().replace("-", "_")


def enum_name(name):
    return name.replace("-", "_")


def entries(items, start):
    """[(name, value)] of a list in the spec: each one more than the last."""
    found, value = [], start - 1
    for item in items:
        item = {"name": item} if isinstance(item, str) else item
        value = item.get("value", value + 1)
        found.append((item["name"], value))
    return found


def spec_enums(spec):
    """{enum's name in C: {member's name in C: value}} as the spec says."""
    found = {}
    for one in spec["definitions"]:
        if one["type"] == "enum":
            found[enum_name(one["enum-name"])] = {
                c_name(one["name-prefix"], name): value for name, value
                in entries(one["entries"], one.get("value-start", 0))}
    for one in spec["attribute-sets"]:
        if "subset-of" not in one:
            found[enum_name(one["enum-name"])] = {
                c_name(one["name-prefix"], name): value
                for name, value in entries(one["attributes"], 1)}
    ops = spec["operations"]
    found[enum_name(ops["enum-name"])] = {
        c_name(ops["name-prefix"], name): value
        for name, value in entries(ops["list"], 1)}
    return found


def spec_values(spec):
    """{constant in C: value} of what is no enum."""
    found = {c_name(spec["c-family-name"]): spec["name"],
             c_name(spec["c-version-name"]): spec.get("version", 1)}
    for one in spec["definitions"]:
        if one["type"] == "const":
            found[c_name("lcg-", one["name"])] = one["value"]
    for group in spec["mcast-groups"]["list"]:
        found[c_name(group["c-define-name"])] = group["name"]
    return found


def differences(got, want, what):
    """What the spec (got) and the header (want) disagree on."""
    for name in sorted(got.keys() | want.keys()):
        if got.get(name) != want.get(name):
            yield (f"{what} {name}: {got.get(name)} in the spec, "
                   f"{want.get(name)} in the header")


def enums_of(header):
    """The header's enums without what the spec does not spell out."""
    return {name: {member: value for member, value in members.items()
                   if not member.startswith("__")
                   and member != "LCG_CMD_UNSPEC"}
            for name, members in header.enums.items()}


def compare_enums(spec, header):
    got, want = spec_enums(spec), enums_of(header)
    for name in sorted(got.keys() | want.keys()):
        ours, theirs = got.get(name, {}), want.get(name, {})
        yield from differences(ours, theirs, f"enum {name}:")
        if ours == theirs and list(ours) != list(theirs):
            yield f"enum {name}: another order in the header"


def compare_values(spec, header):
    members = {m for enum in header.enums.values() for m in enum}
    ends = {name for name in header.values if name.endswith("_MAX")}
    plain = {name: value for name, value in header.values.items()
             if name not in members | ends | OWN}
    yield from differences(spec_values(spec), plain, "constant")
    enums = spec_enums(spec)
    lasts = {"LCG_" + enum[4:].upper() + "_MAX": max(values.values())
             for enum, values in enums.items()}
    yield from differences(
        {x: lasts.get(x) for x in ends - members},
        {x: header.values[x] for x in ends - members}, "constant")


def attributes(spec):
    for one in spec["attribute-sets"]:
        for attr in one["attributes"]:
            yield one, attr


def compare_limits(spec, header):
    """Limits that the spec has to write as numbers, or as constants."""
    consts = {x["name"] for x in spec["definitions"] if x["type"] == "const"}
    seen = {}
    for where, attr in attributes(spec):
        name = f"{where['name']}.{attr['name']}"
        seen[name] = attr.get("checks", {})
        if attr.get("type") == "binary" and \
                seen[name].get("exact-len") not in consts:
            yield f"{name}: no exact-len that is a constant"
    want = {"prefix.class": {"min": 1, "max": header.MAX_CLASSES},
            "prefix.len": {"min": 24, "max": 48},
            "prefix.mac": {"exact-len": "mac-bytes"},
            "zone.ifname": {"max-len": 15}, "zone.ifindex": {"min": 1},
            "zone.vlans": {"exact-len": "vlan-bytes"},
            "class.listed": {"exact-len": "zone-bytes"},
            "class.exempt": {"exact-len": "zone-bytes"},
            "table.id": {"exact-len": "id-bytes"}}
    yield from differences({x: y for x, y in seen.items() if y}, want,
                           "checks of")


def compare_refers(spec, _):
    """Every name that the spec refers to is there, and each operation asks
    for rights."""
    sets = {x["name"]: [y["name"] for y in x["attributes"]]
            for x in spec["attribute-sets"]}
    enums = {x["name"] for x in spec["definitions"] if x["type"] == "enum"}
    groups = {x["name"] for x in spec["mcast-groups"]["list"]}
    ops = {x["name"]: x for x in spec["operations"]["list"]}
    for where, attr in attributes(spec):
        name = f"{where['name']}.{attr['name']}"
        if attr.get("nested-attributes", "table") not in sets:
            yield f"{name}: no such set"
        if attr.get("enum", "proof") not in enums:
            yield f"{name}: no such enum"
        if "subset-of" in where and \
                attr["name"] not in sets[where["subset-of"]]:
            yield f"{name}: not in {where['subset-of']}"
    for name, op in ops.items():
        if "notify" in op:
            if op["notify"] not in ops or op.get("mcgrp") not in groups:
                yield f"{name}: notifies of what is not there"
            continue
        if op.get("flags") != ["admin-perm"]:
            yield f"{name}: anybody may ask"
        for mode in ("do", "dump"):
            for way in op.get(mode, {}).values():
                for attr in way["attributes"]:
                    if attr not in sets[op["attribute-set"]]:
                        yield f"{name}: no attribute {attr}"


def compiled(header):
    """Does the compiler see the same numbers as the reader of the header?"""
    names = [x for x, value in header.values.items() if isinstance(value, int)]
    code = '#include <stdio.h>\n#include "lenscap_guard.h"\nint main(void)\n{'
    code += "".join(f'printf("%lld\\n", (long long){x});' for x in names)
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "values")
        subprocess.run([os.environ.get("CC", "cc"), "-x", "c", "-",
                        "-I" + os.path.dirname(PATH), "-o", out], check=True,
                       input=code + "return 0;}", text=True)
        said = subprocess.run([out], check=True, capture_output=True,
                              text=True).stdout.split()
    yield from differences({x: header.values[x] for x in names},
                           dict(zip(names, map(int, said))), "number")


CHECKS = {"enums": compare_enums, "constants": compare_values,
          "limits": compare_limits, "references": compare_refers}
# (where the spec is spoiled, the check that must see it); each is a change of
# text that stands in the spec.
PLANTED = [
    ("a value in an enum", "enums", "      - loaded\n", ""),
    ("a name in an enum", "enums",
     "        name: passed-frames", "        name: passed-framez"),
    ("two attributes swapped", "enums",
     "name: ifname\n        type: string\n      -\n        name: state",
     "name: state\n        type: string\n      -\n        name: ifname"),
    ("a command left out", "enums", "      name: table-abort",
     "      name: table-abort\n      value: 9"),
    ("a constant", "constants", "value: 65536", "value: 65535"),
    ("the family's name", "constants", "name: lenscap\n", "name: lenscop\n"),
    ("the group's name", "constants",
     "      name: ports\n      c-define", "      name: port\n      c-define"),
    ("a limit", "limits", "max: 16383", "max: 16384"),
    ("a length", "limits", "exact-len: mac-bytes", "exact-len: id-bytes"),
    ("a set that is not there", "references", "nested-attributes: zone",
     "nested-attributes: zones"),
    ("a command for anybody", "references", "      flags: [ admin-perm ]\n",
     ""),
]


def main():
    header = Header()
    with open(SPEC, encoding="utf-8") as file:
        text = file.read()
    spec = yaml.safe_load(text)
    results = [(f"the same {name}", list(check(spec, header)))
               for name, check in CHECKS.items()]
    results.append(("the header is read as the compiler reads it",
                    list(compiled(header))))
    for name, check, old, new in PLANTED:
        spoiled = yaml.safe_load(text.replace(old, new, 1))
        faults = [] if old in text else [f"the spec has no {old!r}"]
        if not faults and not list(CHECKS[check](spoiled, header)):
            faults = ["not seen"]
        results.append((f"sees: {name}", faults))
    print(f"TAP version 13\n1..{len(results)}")
    for at, (name, faults) in enumerate(results, 1):
        for fault in faults:
            print("# " + fault)
        print(f"{'not ok' if faults else 'ok'} {at} {name}")
    return 1 if any(faults for _, faults in results) else 0


if __name__ == "__main__":
    sys.exit(main())
