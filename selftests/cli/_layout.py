# SPDX-License-Identifier: GPL-2.0
"""Where the members of a pinned map's structs stand, as the map itself says it.

By the BTF that the map was made with; what it holds is not looked at.
"""

import json
import subprocess
import sys

# What only names or qualifies another type
SAME = ("TYPEDEF", "CONST", "VOLATILE")


class Layout:
    def __init__(self, pin):
        done = subprocess.run(
            ["bpftool", "-j", "btf", "dump", "map", "pinned", pin, "all"],
            check=True, capture_output=True, text=True)
        types = json.loads(done.stdout)["types"]
        self.types = {kind["id"]: kind for kind in types}
        self.structs = {kind["name"]: kind for kind in types
                        if kind["kind"] == "STRUCT"}

    def plain(self, number):
        kind = self.types[number]
        while kind["kind"] in SAME:
            kind = self.types[kind["type_id"]]
        return kind

    def size_of(self, number):
        kind = self.plain(number)
        if kind["kind"] == "ARRAY":
            return kind["nr_elems"] * self.size_of(kind["type_id"])
        return kind["size"]

    def size(self, struct):
        return self.structs[struct]["size"]

    def member(self, struct, name):
        """Its offset and its type."""
        for member in self.structs[struct]["members"]:
            if member["name"] == name:
                return member["bits_offset"] // 8, member["type_id"]
        raise KeyError("struct %s has no member %s" % (struct, name))

    def offset(self, struct, name):
        return self.member(struct, name)[0]

    def count(self, struct, name):
        """How many elements an array has, over all its dimensions."""
        kind = self.plain(self.member(struct, name)[1])
        count = 1
        while kind["kind"] == "ARRAY":
            count *= kind["nr_elems"]
            kind = self.plain(kind["type_id"])
        return count

    def put(self, memory, at, struct, **values):
        """Write members of the struct that stands there: numbers, or for arrays
        several, or bytes, as many as there is room for."""
        for name, value in values.items():
            offset, number = self.member(struct, name)
            size = self.size_of(number)
            if isinstance(value, int):
                value = value.to_bytes(size, sys.byteorder)
            elif isinstance(value, bytes):
                value = value[:size]
            else:
                each = size // len(value)
                value = b"".join(one.to_bytes(each, sys.byteorder)
                                 for one in value)
            begin = at + offset
            memory[begin:begin + len(value)] = value
