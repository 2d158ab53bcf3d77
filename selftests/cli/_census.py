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

SYS_BPF = {"x86_64": 321, "aarch64": 280, "riscv64": 280}
BPF_MAP_UPDATE_ELEM = 2
BPF_OBJ_GET = 7
TICK_SHIFT = 6
# struct lc_census
DEVICES, ATTEMPTS, IFACES, RECENTS = 32768, 16384, 256, 16384
PORTS = 256
DEVICE_MARKS = PORTS + IFACES * 16
ATTEMPT_MARKS = DEVICE_MARKS + DEVICES * 2
DEVICE_ROWS = ATTEMPT_MARKS + ATTEMPTS * 2
ADDR6_ROWS = DEVICE_ROWS + DEVICES * 64
ATTEMPT_ROWS = ADDR6_ROWS + DEVICES * 16
SIZE = ATTEMPT_ROWS + ATTEMPTS * 64 + RECENTS * 64

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


def mapped(fd):
    with open("/proc/self/fdinfo/%d" % fd, encoding="ascii") as info:
        count = int(re.search(r"max_entries:\s*(\d+)", info.read())[1])
    return mmap.mmap(fd, count * SIZE, mmap.MAP_SHARED)


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
        self.memory = mapped(pinned(directory + "/census"))
        self.names = pinned(directory + "/attempt_names")
        self.clock = Clock()

    def free(self, base, marks, count):
        for i in range(count):
            at = base + marks + 2 * i
            if not struct.unpack_from("=H", self.memory, at)[0]:
                return i
        sys.exit("_census.py: the table is full")

    def device(self, line):
        base = number(line, "cpu", 0) * SIZE
        at = self.free(base, DEVICE_MARKS, DEVICES)
        for i in range(number(line, "many", 1)):
            self.one_device(line, base, at + i, place(line) + i)

    def one_device(self, line, base, at, where):
        iface, zone, group = who(line)
        v6 = int(ipaddress.IPv6Address(line.get("ipv6", "::")))
        struct.pack_into(
            "=QBBBBHHIIIIQQQQ", self.memory, base + DEVICE_ROWS + 64 * at,
            where, iface, zone, group, 0, number(line, "vendor", 1), 0,
            int(ipaddress.IPv4Address(line.get("ipv4", "0.0.0.0"))),
            self.clock.tick(line.get("first", 0)),
            self.clock.tick(line.get("last", 0)), number(line, "unnamed", 0),
            number(line, "frames", 1), number(line, "bytes", 60),
            number(line, "dropped", 0), number(line, "would", 0))
        struct.pack_into("=QQ", self.memory, base + ADDR6_ROWS + 16 * at,
                         v6 >> 64, v6 & (1 << 64) - 1)
        struct.pack_into("=H", self.memory, base + DEVICE_MARKS + 2 * at, 1)

    def attempt(self, line):
        base = number(line, "cpu", 0) * SIZE
        at = self.free(base, ATTEMPT_MARKS, ATTEMPTS)
        iface, zone, group = who(line)
        high, low, l3 = peer(line)
        row = struct.pack("=QQQHBBBBBx", place(line), high, low,
                          number(line, "port", 443), number(line, "proto", 6),
                          l3, number(line, "verdict", 1),
                          number(line, "flags", 0), iface)
        row += struct.pack("=BBBxHHIIQQ", zone, group, 0,
                           number(line, "vendor", 1), 0,
                           self.clock.tick(line.get("first", 0)),
                           self.clock.tick(line.get("last", 0)),
                           number(line, "frames", 1), number(line, "bytes", 60))
        begin = base + ATTEMPT_ROWS + 64 * at
        self.memory[begin:begin + 64] = row
        struct.pack_into("=H", self.memory, base + ATTEMPT_MARKS + 2 * at, 1)

    def name(self, line):
        text = line["name"].encode().decode("unicode_escape").encode("latin-1")
        high, low, l3 = peer(line)
        source = number(line, "source", 0)
        key = struct.pack("=QQQHBBBB2x8s", place(line), high, low,
                          number(line, "port", 443), number(line, "proto", 6),
                          l3, number(line, "iface", 1), source,
                          hashlib.sha256(text).digest()[:8])
        now = int(time.time() * 1000)
        value = struct.pack("=QQQ254s2x",
                            now - int(float(line.get("first", 0)) * 1000),
                            now - int(float(line.get("last", 0)) * 1000),
                            number(line, "seen", 1), text)
        keys = ctypes.create_string_buffer(key, len(key))
        values = ctypes.create_string_buffer(value, len(value))
        bpf(BPF_MAP_UPDATE_ELEM,
            struct.pack("=IxxxxQQQ", self.names, ctypes.addressof(keys),
                        ctypes.addressof(values), 0))

    def lost(self, line):
        base = number(line, "cpu", 0) * SIZE
        at = base + PORTS + 16 * number(line, "iface", 1)
        struct.pack_into("=QQ", self.memory, at, number(line, "displaced", 0),
                         number(line, "unplaced", 0))
        struct.pack_into("=Q", self.memory, base + 24,
                         number(line, "displaced", 0))
        struct.pack_into("=Q", self.memory, base + 32,
                         number(line, "unnamed", 0))
        struct.pack_into("=Q", self.memory, base + 48,
                         number(line, "events", 0))


def main():
    census = Census(sys.argv[1])
    for text in sys.stdin:
        words = text.split()
        if words:
            line = dict(word.split("=", 1) for word in words[1:])
            getattr(census, words[0])(line)


main()
