#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# What dropping a listed frame costs end to end, beside a program that does no
# more than drop: one run, contenders in turn, ratios by round, and the noise.
"""drop.py [--rounds N] [--frames N] [OTHER-LENSCAP]

Frames of 64 bytes from 4,096 devices come out of one veth and go into another as
XDP live frames. Contenders are paired with bare XDP_DROP in each round; the same
twice shows what the run cannot tell apart. OTHER-LENSCAP: a build to compare."""

import argparse
import ctypes
import os
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "kmod"))
sys.dont_write_bytecode = True

import _xdp as x  # noqa: E402

LENSCAP = os.path.join(HERE, "..", "..", "build", "lenscap")
TEST_RUN, LIVE_FRAMES, BATCH = 10, 1 << 1, 64
PRANDOM, REDIRECT = 7, 23
DEVICES = 4096                  # a power of two
CLONE_NEWNET = 0x40000000
POLICY = """version: 1
interfaces:
  - {name: %s, xdp: native}
groups:
  - {name: banned, prefixes: ["44:19:b6/24"%s]}
"""


def sender(ifindex):
    """Give each frame one of so many source addresses and send it there."""
    out = x.verdict(x.XDP_DROP)
    code = (x.insn(0x57, 0, imm=DEVICES - 1) +          # r0 &= ..
            x.insn(0x6B, 7, 0, 10) +                    # last octets of it
            x.mov(1, ifindex) + x.mov(2, 0) +
            x.insn(0x85, imm=REDIRECT) + x.insn(0x95))
    return (x.insn(0x61, 7, 1, 0) + x.insn(0x61, 3, 1, 4) +
            x.insn(0xBF, 2, 7) + x.insn(0x07, 2, imm=14) +
            x.insn(0x2D, 2, 3, 1 + len(code) // 8) +
            x.insn(0x85, imm=PRANDOM) + code + out)


def frame():
    udp = struct.pack(">HHHH", 40000, 8800, 26, 0) + bytes(18)
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0,
                     bytes([10, 20, 1, 5]), bytes([203, 0, 113, 9]))
    return (bytes.fromhex("0a0000000001" "4419b6000000" "0800") + ip +
            udp).ljust(60, b"\0")


def send(prog, count):
    """Seconds that it took."""
    data = ctypes.create_string_buffer(frame(), 60)
    attr = struct.pack("<IIIIQQIIIIQQIII", prog, 0, 60, 0,
                       ctypes.addressof(data), 0, count, 0, 0, 0, 0, 0,
                       LIVE_FRAMES, 0, BATCH)
    begin = time.perf_counter()
    x.bpf(TEST_RUN, attr)
    return time.perf_counter() - begin


def run(*words):
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


class Contender:
    """A pair of devices: frames go out of one and into what stands on the other."""

    def __init__(self, name, number):
        self.name, self.port = name, f"port{number}"
        run("ip", "link", "add", f"out{number}", "type", "veth", "peer",
            "name", self.port)
        run("ip", "link", "set", f"out{number}", "up")
        run("ip", "link", "set", self.port, "up")
        self.sender = x.load(sender(self.ifindex(f"out{number}")))
        self.times = []

    @staticmethod
    def ifindex(dev):
        return socket.if_nametoindex(dev)

    def attach(self, code):
        prog = x.load(code)
        self.link = x.bpf(x.LINK_CREATE,
                          struct.pack("<IIII", prog, self.ifindex(self.port),
                                      x.ATTACH_XDP, x.NATIVE))

    def apply(self, lenscap, place, prefixes):
        policy = os.path.join(place, self.port + ".yaml")
        more = "".join(f', "0c:{i >> 8:02x}:{i & 255:02x}/24"'
                       for i in range(prefixes))
        with open(policy, "w", encoding="ascii") as file:
            file.write(POLICY % (self.port, more))
        self.undo = [lenscap, "unload", "--pin", PINS + self.port,
                     "--state", os.path.join(place, self.port)]
        run(lenscap, "apply", policy, *self.undo[2:])


PINS = f"/sys/fs/bpf/drop-{os.getpid()}-"


def rounds(contenders, count, frames):
    for number in range(count + 1):
        for contender in contenders:
            ns = send(contender.sender, frames) / frames * 1e9
            if number:          # the first warms up
                contender.times.append(ns)


def show(contenders):
    bare = contenders[0].times
    print("# ns a frame, sender included; divided by bare XDP_DROP of the round")
    print(f"{'CONTENDER':<34} {'MEDIAN':>7} {'MIN':>7} {'MAX':>7} "
          f"{'RATIO':>6} {'LEAST':>6} {'MOST':>6}")
    for c in contenders:
        ratios = [a / b for a, b in zip(c.times, bare)]
        print(f"{c.name:<34} {statistics.median(c.times):7.0f} "
              f"{min(c.times):7.0f} {max(c.times):7.0f} "
              f"{statistics.median(ratios):6.2f} {min(ratios):6.2f} "
              f"{max(ratios):6.2f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--frames", type=int, default=400000)
    parser.add_argument("other", nargs="?")
    options = parser.parse_args()
    if x.LIBC.unshare(CLONE_NEWNET):
        sys.exit("drop.py: no network namespace can be made; root is needed")
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    place = tempfile.mkdtemp()
    names = ["bare XDP_DROP", "bare XDP_DROP again", "lenscap, 1 prefix",
             "lenscap, 50,001 prefixes"]
    if options.other:
        names.append("other lenscap, 1 prefix")
    contenders = [Contender(name, i) for i, name in enumerate(names)]
    try:
        for contender in contenders[:2]:
            contender.attach(x.verdict(x.XDP_DROP))
        contenders[2].apply(LENSCAP, place, 0)
        contenders[3].apply(LENSCAP, place, 50000)
        if options.other:
            contenders[4].apply(options.other, place, 0)
        rounds(contenders, options.rounds, options.frames)
        show(contenders)
    finally:
        for contender in contenders[2:]:
            if hasattr(contender, "undo"):
                subprocess.run(contender.undo, check=False,
                               stdout=subprocess.DEVNULL)
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
