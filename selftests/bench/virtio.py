#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What a frame costs on a virtio network card, natively and generically: bare
programs, lenscap, and nothing. Runs in a virtual machine whose clock counts
instructions (vm/boot --icount --virtio); asserts no time.

    pktgen --- card 0 ==== qemu's hub ==== card 1 --- XDP, or the stack

Cards carry frames when qemu has time, so the guest is idle now and then, and no
clock tells what was worked. A process that runs only when nothing else does
counts how often it got round: what is left of the time is work, the sender's
with it. That alone, with card 1 not taking what is for others, is the first
contender and taken off the rest. Contenders take turns in rounds; ratios are those within one round.

usage: selftests/bench/virtio.py [--rounds N] [--frames N]
"""

import argparse
import contextlib
import ctypes
import mmap
import os
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(os.path.dirname(HERE), "kmod"), HERE]
sys.dont_write_bytecode = True

import _xdp as x                            # noqa: E402
import guard                                # noqa: E402
from _lab import no_virtio, virtio_ports    # noqa: E402

LENSCAP = os.path.join(HERE, "..", "..", "build", "lenscap")
PIN = "/sys/fs/bpf/bench-virtio"
ADDRESSES = 512                 # devices
UNLISTED, LISTED = "00:11:22:00:00:00", "44:19:b6:00:00:00"
POLICY = """version: 1
interfaces:
  - {{name: {dev}, xdp: {mode}}}
groups:
  - {{name: banned, prefixes: ["44:19:b6/24"]}}
"""
STEP = 0.02                     # s between looks at what has arrived
CALIBRATION = 0.25              # s
# Polled by a timer, not by an interrupt a frame: those come as qemu has time
POLLED = {"napi_defer_hard_irqs": 1000000, "gro_flush_timeout": 1000000}


def run(*words):
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


class Idler:
    """How much of the time nothing else ran."""

    def __init__(self):
        room = mmap.mmap(-1, 8)
        self.count = ctypes.c_uint64.from_buffer(room)
        self.pid = os.fork()
        if not self.pid:
            self.spin()
        self.rate = 0.0

    def calibrate(self):
        """With what goes on without frames: ticks, and cards that are polled."""
        begin = self.look()
        time.sleep(CALIBRATION)
        count, clock = self.look()
        self.rate = (count - begin[0]) / (clock - begin[1])

    def spin(self):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        count = self.count
        while True:
            count.value += 1

    def look(self):
        return self.count.value, time.clock_gettime_ns(time.CLOCK_MONOTONIC)

    def busy(self, begin):
        count, clock = self.look()
        return clock - begin[1] - (count - begin[0]) / self.rate

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


class Card:
    """The receiving one."""

    def __init__(self, dev):
        self.dev = dev
        self.ifindex = socket.if_nametoindex(dev)

    def arrived(self):
        path = f"/sys/class/net/{self.dev}/statistics/rx_packets"
        with open(path, encoding="ascii") as file:
            return int(file.read())

    def settled(self):
        """How many have arrived once no more come."""
        last, same = self.arrived(), 0
        while same < 5:
            time.sleep(STEP)
            now = self.arrived()
            last, same = now, same + 1 if now == last else 0
        return last


@contextlib.contextmanager
def nothing(_card):
    yield


@contextlib.contextmanager
def deaf(card):
    """The host drops what is for others; a card that is down would stall it."""
    run("ip", "link", "set", card.dev, "promisc", "off")
    try:
        yield
    finally:
        run("ip", "link", "set", card.dev, "promisc", "on")


def bare(code, mode):
    @contextlib.contextmanager
    def begin(card):
        prog = x.load(x.verdict(code))
        link = x.bpf(x.LINK_CREATE, struct.pack("<IIII", prog, card.ifindex,
                                                x.ATTACH_XDP, mode))
        try:
            yield
        finally:
            x.detach(link)
            os.close(prog)
    return begin


def lenscap(mode):
    @contextlib.contextmanager
    def begin(card):
        place = tempfile.mkdtemp()
        where = ["--pin", PIN, "--state", place]
        policy = os.path.join(place, "policy.yaml")
        with open(policy, "w", encoding="ascii") as file:
            file.write(POLICY.format(dev=card.dev, mode=mode))
        run(LENSCAP, "apply", policy, *where)
        try:
            yield
        finally:
            run(LENSCAP, "unload", *where)
            shutil.rmtree(place)
    return begin


class Contender:
    def __init__(self, name, begin, source=UNLISTED, base=None):
        self.name, self.begin, self.source = name, begin, source
        self.base = base        # what its ratio is to
        self.rounds, self.arrived = [], []

    def run(self, idler, card, device, frames):
        with self.begin(card):
            # until the devices are known, and the card's buffers are new
            guard.pktgen(device, f"src_mac {self.source}",
                         f"count {2 * ADDRESSES}")
            guard.pktgen("pgctrl", "start")
            before = card.settled()
            idler.calibrate()
            guard.pktgen(device, f"count {frames}")
            begin = idler.look()
            guard.pktgen("pgctrl", "start")
            arrived = card.settled() - before
            self.rounds.append(idler.busy(begin) / frames)
            self.arrived.append(arrived)


def contenders():
    native, generic = x.NATIVE, x.GENERIC
    drop = "XDP_DROP, native"
    on = "nothing attached"
    return [
        Contender("sender alone", deaf),
        Contender(on, nothing),
        Contender(on + ", again", nothing, base=on),
        Contender(drop, bare(x.XDP_DROP, native)),
        Contender("lenscap drops, native", lenscap("native"), LISTED, drop),
        Contender("XDP_DROP, generic", bare(x.XDP_DROP, generic), base=drop),
        Contender("lenscap drops, generic", lenscap("generic"), LISTED, drop),
        Contender("XDP_PASS, native", bare(x.XDP_PASS, native), base=on),
        Contender("lenscap passes, native", lenscap("native"), base=on),
        Contender("XDP_PASS, generic", bare(x.XDP_PASS, generic), base=on),
        Contender("lenscap passes, generic", lenscap("generic"), base=on),
    ]


def report(all_of_them, frames):
    alone = all_of_them[0].rounds
    net = {one.name: [a - b for a, b in zip(one.rounds, alone)]
           for one in all_of_them}
    print(f"# instructions a frame of {frames}, the sender's taken off but in "
          "its own line")
    print(f"{'CONTENDER':<26} {'MEDIAN':>7} {'MIN':>7} {'MAX':>7} "
          f"{'ARRIVED':>7}  RATIO")
    for one in all_of_them:
        values = net[one.name] if one.rounds is not alone else alone
        print(f"{one.name:<26} {statistics.median(values):7.0f} "
              f"{min(values):7.0f} {max(values):7.0f} "
              f"{min(one.arrived) / frames:7.3f}", end="")
        if one.base:
            ratios = [a / b for a, b in zip(values, net[one.base])]
            print(f"  {statistics.median(ratios):.2f} ({min(ratios):.2f}-"
                  f"{max(ratios):.2f}) of {one.base}", end="")
        print()


def prepare(source):
    guard.pktgen("kpktgend_0", "rem_device_all", f"add_device {source}")
    guard.pktgen(source, "pkt_size 60", "delay 0", "clone_skb 0",
                 "dst_mac 00:aa:bb:cc:dd:ee",
                 f"src_mac_count {ADDRESSES}", "src_min 192.0.2.1",
                 "dst 192.0.2.2")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--frames", type=int, default=8000)
    options = parser.parse_args()
    why = no_virtio()
    if why:
        sys.exit(f"virtio.py: {why}")
    source, dev = virtio_ports()
    run("modprobe", "pktgen")
    for each in source, dev:
        run("ip", "link", "set", each, "up", "promisc", "on")
        for name, value in POLLED.items():
            with open(f"/sys/class/net/{each}/{name}", "w",
                      encoding="ascii") as file:
                file.write(str(value))
    card, all_of_them = Card(dev), contenders()
    prepare(source)
    idler = Idler()
    try:
        for _ in range(options.rounds):
            for one in all_of_them:
                one.run(idler, card, source, options.frames)
    finally:
        idler.end()
    print(f"# {os.uname().release}")
    report(all_of_them, options.frames)


if __name__ == "__main__":
    main()
