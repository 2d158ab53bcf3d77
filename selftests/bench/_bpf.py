# SPDX-License-Identifier: GPL-2.0
"""The bench's own BPF objects, by libbpf: load, fill a map, attach, and see the
one global variable of an object by the names in its type. Measures nothing."""

import ctypes
import json
import mmap
import os
import struct
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "kmod"))
sys.dont_write_bytecode = True

import _xdp as x  # noqa: E402

BUILD = os.path.join(HERE, "..", "..", "build")
LOOKUP, UPDATE = 1, 2
PER_CPU = 8 * 1024              # octets; as many processors have room in a value
QUIET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_char_p,
                         ctypes.c_void_p)(lambda *_: 0)


def library():
    """libbpf, with functions that give pointers declared."""
    lib = ctypes.CDLL("libbpf.so.1", use_errno=True)
    for name in ("bpf_object__open", "bpf_object__find_map_by_name",
                 "bpf_object__find_program_by_name"):
        getattr(lib, name).restype = ctypes.c_void_p
    lib.libbpf_set_print(QUIET)
    return lib


class Object:
    """build/bench/NAME.bpf.o, loaded; sizes: how many a map of that name holds."""

    lib = None

    def __init__(self, name, sizes=None):
        Object.lib = Object.lib or library()
        self.path = os.path.join(BUILD, "bench", f"{name}.bpf.o")
        self.object = self.must(self.lib.bpf_object__open(self.path.encode()))
        for which, size in (sizes or {}).items():
            self.must(not self.lib.bpf_map__set_max_entries(
                self.map(which), ctypes.c_uint32(max(1, size))))
        self.must(not self.lib.bpf_object__load(self.object))

    def must(self, value):
        if not value:
            error = ctypes.get_errno()
            raise OSError(error, f"{os.path.basename(self.path)}: "
                          f"{os.strerror(error)}")
        return ctypes.c_void_p(value)

    def map(self, name):
        return self.must(self.lib.bpf_object__find_map_by_name(
            self.object, name.encode()))

    def map_fd(self, name):
        return self.lib.bpf_map__fd(self.map(name))

    def prog_fd(self, name):
        return self.lib.bpf_program__fd(self.must(
            self.lib.bpf_object__find_program_by_name(self.object,
                                                      name.encode())))

    def fill(self, name, keys):
        """Elements of the value 1, in one octet."""
        count = ctypes.c_uint32(len(keys))
        values = b"\1" * len(keys)
        self.must(not self.lib.bpf_map_update_batch(
            self.map_fd(name), b"".join(keys), values, ctypes.byref(count),
            None))

    def close(self):
        self.lib.bpf_object__close(self.object)


class Variable:
    """The variable that is an object's .bss, members by name."""

    def __init__(self, obj, name):
        self.members = members(obj.path, name)
        size = max(at + width * count
                   for at, width, count in self.members.values())
        self.memory = mmap.mmap(obj.map_fd(".bss"), -(-size // 4096) * 4096)

    def put(self, name, *values):
        at, width, count = self.members[name]
        if len(values) > count:
            raise ValueError(f"{name} holds {count} values")
        struct.pack_into(f"<{len(values)}{'Q' if width == 8 else 'I'}",
                         self.memory, at, *values)

    def close(self):
        self.memory.close()


def members(path, variable):
    """Of a variable's struct: name to offset, width and number, in octets."""
    said = subprocess.run(["bpftool", "--json", "btf", "dump", "file", path],
                          check=True, stdout=subprocess.PIPE).stdout
    types = {t["id"]: t for t in json.loads(said)["types"]}
    var = next(t for t in types.values()
               if t["kind"] == "VAR" and t["name"] == variable)
    found = {}
    for member in types[var["type_id"]]["members"]:
        kind, count = types[member["type_id"]], 1
        if kind["kind"] == "ARRAY":
            count, kind = kind["nr_elems"], types[kind["type_id"]]
        while kind["kind"] == "TYPEDEF":
            kind = types[kind["type_id"]]
        found[member["name"]] = (member["bits_offset"] // 8, kind["size"],
                                 count)
    return found


def attach(prog, ifindex):
    """A link of native XDP, which closing it detaches."""
    return x.bpf(x.LINK_CREATE, struct.pack("<IIII", prog, ifindex,
                                            x.ATTACH_XDP, x.NATIVE))


def element(command, table, key, value):
    """Look up or update one; the value as it then is."""
    key_room = ctypes.create_string_buffer(key, len(key))
    room = ctypes.create_string_buffer(value, len(value))
    x.bpf(command, struct.pack("<IIQQ", table, 0, ctypes.addressof(key_room),
                               ctypes.addressof(room)))
    return room.raw
