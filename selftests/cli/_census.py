#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Writes rows into the pinned census and names into attempt_names, as if frames
had come: what no frame can be made to do, and many more than a test could send.

usage: _census.py PINDIR <LINES

Lines are a word and settings, NAME=VALUE; ids are those of map names, 1 unless
told otherwise, times are seconds ago:
  device  mac= [cpu= iface= zone= group= vendor= vlan= ipv4= ipv6= first= last=
          frames= bytes= dropped= would= unnamed= many=]
  attempt mac= peer= [cpu= iface= ... port= proto= verdict= flags= first= last=
          frames= bytes=]
  name    mac= peer= name= [iface= vlan= port= proto= source= first= last= seen=]
  lost    [cpu= iface= unplaced= displaced= unnamed= events=]
name= is Python's: \\x1b is an escape.
"""

import ctypes
import hashlib
import ipaddress
import mmap
import os
import re
import struct
import sys
import time

sys.dont_write_bytecode = True

from _layout import Layout  # noqa: E402

SYS_BPF = {"x86_64": 321, "aarch64": 280, "riscv64": 280}
BPF_MAP_UPDATE_ELEM = 2
BPF_OBJ_GET = 7
TICK_SHIFT = 6
libc = ctypes.CDLL(None, use_errno=True)


def bpf(command, attr):
    buffer = ctypes.create_string_buffer(attr, 64)
    got = libc.syscall(SYS_BPF[os.uname().machine], command, buffer, 64)
    if got < 0:
        sys.exit("_census.py: " + os.strerror(ctypes.get_errno()))
    return got


def pinned(path):
    name = ctypes.create_string_buffer(path.encode())
    return bpf(BPF_OBJ_GET, struct.pack("=QII", ctypes.addressof(name), 0, 0))


def mapped(fd, size):
    with open("/proc/self/fdinfo/%d" % fd, encoding="ascii") as info:
        count = int(re.search(r"max_entries:\s*(\d+)", info.read())[1])
    return mmap.mmap(fd, count * size, mmap.MAP_SHARED)


def jiffies():
    with open("/proc/timer_list", encoding="ascii") as file:
        return int(re.search(r"^jiffies: (\d+)", file.read(), re.M)[1])


class Clock:
    def __init__(self):
        self.hz = round(1 / time.clock_getres(6))  # CLOCK_MONOTONIC_COARSE
        self.now = jiffies()

    def tick(self, ago):
        return (self.now - int(float(ago) * self.hz)) >> TICK_SHIFT & 0xffffffff


def place(line):
    mac = int(line["mac"].replace(":", ""), 16)
    return mac | int(line.get("vlan", 0)) << 48


def peer(line):
    address = ipaddress.ip_address(line["peer"])
    number = int(address)
    return number >> 64, number & (1 << 64) - 1, address.version


def number(line, name, default):
    return int(line.get(name, default))


def who(line):
    return [number(line, key, 1) for key in ("iface", "zone", "group")]


class Census:
    def __init__(self, directory):
        self.layout = Layout(directory + "/census")
        self.size = self.layout.size("lc_census")
        self.memory = mapped(pinned(directory + "/census"), self.size)
        self.names = pinned(directory + "/attempt_names")
        self.name_layout = Layout(directory + "/attempt_names")
        self.clock = Clock()

    def base(self, line):
        return number(line, "cpu", 0) * self.size

    def at(self, base, table, kind, row):
        return base + self.layout.offset("lc_census", table) + \
            row * self.layout.size(kind)

    def mark(self, base, marks, row):
        return base + self.layout.offset("lc_census", marks) + 2 * row

    def free(self, base, marks):
        for row in range(self.layout.count("lc_census", marks)):
            at = self.mark(base, marks, row)
            if not struct.unpack_from("=H", self.memory, at)[0]:
                return row
        sys.exit("_census.py: the table is full")

    def seen(self, line):
        """What rows of devices and of attempts have both."""
        iface, zone, group = who(line)
        return {"iface": iface, "zone": zone, "group": group,
                "vendor": number(line, "vendor", 1),
                "first": self.clock.tick(line.get("first", 0)),
                "last": self.clock.tick(line.get("last", 0)),
                "frames": number(line, "frames", 1),
                "bytes": number(line, "bytes", 60)}

    def device(self, line):
        base = self.base(line)
        row = self.free(base, "device_marks")
        for i in range(number(line, "many", 1)):
            self.one_device(line, base, row + i, place(line) + i)

    def one_device(self, line, base, row, where):
        v6 = int(ipaddress.IPv6Address(line.get("ipv6", "::")))
        self.layout.put(
            self.memory, self.at(base, "devices", "lc_device", row),
            "lc_device", place=where, attempts=0, recent=0,
            ipv4=int(ipaddress.IPv4Address(line.get("ipv4", "0.0.0.0"))),
            unnamed=number(line, "unnamed", 0),
            dropped=number(line, "dropped", 0),
            would_drop=number(line, "would", 0), **self.seen(line))
        self.layout.put(
            self.memory, self.at(base, "addr6", "lc_device_addr6", row),
            "lc_device_addr6", hi=v6 >> 64, lo=v6 & (1 << 64) - 1)
        struct.pack_into("=H", self.memory,
                         self.mark(base, "device_marks", row), 1)

    def attempt(self, line):
        base = self.base(line)
        row = self.free(base, "attempt_marks")
        high, low, l3 = peer(line)
        self.layout.put(
            self.memory, self.at(base, "attempts", "lc_attempt", row),
            "lc_attempt", place=place(line), peer=(high, low),
            port=number(line, "port", 443), proto=number(line, "proto", 6),
            l3=l3, verdict=number(line, "verdict", 1),
            flags=number(line, "flags", 0), wanted=0, told=0, **self.seen(line))
        struct.pack_into("=H", self.memory,
                         self.mark(base, "attempt_marks", row), 1)

    def name(self, line):
        text = line["name"].encode().decode("unicode_escape").encode("latin-1")
        high, low, l3 = peer(line)
        now = int(time.time() * 1000)
        layout = self.name_layout
        key = ctypes.create_string_buffer(layout.size("lc_name_key"))
        value = ctypes.create_string_buffer(layout.size("lc_name_seen"))
        layout.put(key, 0, "lc_name_key", place=place(line), peer=(high, low),
                   port=number(line, "port", 443),
                   proto=number(line, "proto", 6), l3=l3,
                   iface=number(line, "iface", 1),
                   source=number(line, "source", 0),
                   hash=hashlib.sha256(text).digest()[:8])
        layout.put(value, 0, "lc_name_seen",
                   first=now - int(float(line.get("first", 0)) * 1000),
                   last=now - int(float(line.get("last", 0)) * 1000),
                   seen=number(line, "seen", 1), name=text)
        bpf(BPF_MAP_UPDATE_ELEM,
            struct.pack("=IxxxxQQQ", self.names, ctypes.addressof(key),
                        ctypes.addressof(value), 0))

    def lost(self, line):
        base = self.base(line)
        self.layout.put(
            self.memory,
            self.at(base, "ports", "lc_census_port", number(line, "iface", 1)),
            "lc_census_port", displaced=number(line, "displaced", 0),
            unplaced=number(line, "unplaced", 0))
        self.layout.put(
            self.memory, self.at(base, "totals", "lc_census_totals", 0),
            "lc_census_totals", displaced=number(line, "displaced", 0),
            unnamed=number(line, "unnamed", 0),
            events=number(line, "events", 0))


def main():
    census = Census(sys.argv[1])
    for text in sys.stdin:
        words = text.split()
        if words:
            line = dict(word.split("=", 1) for word in words[1:])
            getattr(census, words[0])(line)


main()
