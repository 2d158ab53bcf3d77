#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What the guard's hook costs an unlisted frame, beside nftables with the same
set and beside an empty hook. Asserts no time; runs where the module loads.

Frames come from pktgen, which hands them to the stack as a driver would
(xmit_mode netif_receive), each from another of 4,096 addresses. They are
addressed to somebody else, so that the stack drops them right behind the hook.
Contenders take turns in rounds; what counts is the ratio within one round. In
a virtual machine without KVM the nanoseconds are those of the emulation.

usage: selftests/bench/guard.py [--prefixes N] [--rounds N] [--frames N]
"""

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "kmod"))

from _genl import Guard, Table              # noqa: E402
from _module import load, tool, unload      # noqa: E402

DEVICE = "lcbench0"
SOURCE = "00:11:22:00:00:00"     # unlisted; pktgen counts up from it
LISTED_SOURCE = "44:19:b6:00:00:00"
ADDRESSES = 4096
BURST = 32
DONE = re.compile(r"Result: OK: (\d+)\(.*\) usec, (\d+) ")


def pktgen(file, *commands):
    for command in commands:
        with open(f"/proc/net/pktgen/{file}", "w", encoding="ascii") as out:
            out.write(command + "\n")


def prepare_pktgen(source):
    pktgen("kpktgend_0", "rem_device_all", f"add_device {DEVICE}")
    pktgen(DEVICE, "xmit_mode netif_receive",
           f"burst {BURST}", "pkt_size 60", "delay 0",
           "dst_mac 00:aa:bb:cc:dd:ee", f"src_mac {source}",
           f"src_mac_count {ADDRESSES}", "src_min 192.0.2.1",
           "dst 192.0.2.2")


def nanoseconds(frames):
    """What one of that many frames took."""
    # this also takes away the result of the run before
    pktgen(DEVICE, f"count {frames}")
    pktgen("pgctrl", "start")
    for _ in range(600):
        with open(f"/proc/net/pktgen/{DEVICE}", encoding="ascii") as file:
            found = DONE.search(file.read())
        if found:
            return int(found[1]) * 1000 / int(found[2])
        # its thread may not have got a processor yet
        time.sleep(0.1)
    sys.exit("bench: pktgen does not end")


def prefixes(count):
    """As many different ones as that, the frames' own not among them."""
    out = random.Random(1)
    found = {0x4419b6}
    while len(found) < count:
        oui = out.getrandbits(24) & ~0x030000
        if oui != 0x001122:
            found.add(oui)
    return sorted(found)


def nft(text):
    subprocess.run(["nft", "-f", "-"], input=text, text=True, check=True)


def nft_chain(rule="", elements=()):
    stored = ", ".join(f"0x{oui:06x}00" for oui in elements)
    stands = ("set makers { typeof @ll,48,32\n elements = { " + stored +
              " } }") if elements else ""
    nft(f"table netdev bench {{ {stands}\n chain in {{ type filter hook "
        f"ingress device {DEVICE} priority -500; policy accept\n{rule}\n}}\n}}")


class Contender:
    """A way of judging: set up, taken away, and its rounds."""

    def __init__(self, name, begin, end):
        self.name = name
        self.begin = begin
        self.end = end
        self.rounds = []

    def run(self, frames):
        self.begin()
        try:
            self.rounds.append(nanoseconds(frames))
        finally:
            self.end()


def nothing():
    """Neither a hook nor anything else."""


def guard_with(table):
    def begin():
        load()
        with Guard() as guard:
            guard.apply(table)
    return begin


def contenders(count):
    ouis = prefixes(count)
    table = Table(1)
    for oui in ouis:
        table.prefix(oui.to_bytes(3, "big") + bytes(3), 24)
    drop_nft = lambda: nft("delete table netdev bench")     # noqa: E731
    match = "@ll,48,32 & 0xffffff00 @makers drop"
    mask = "ether saddr & ff:ff:ff:00:00:00 @makers drop"
    macs = ", ".join("{:02x}:{:02x}:{:02x}:00:00:00".format(
        *oui.to_bytes(3, "big")) for oui in ouis)

    def by_name():
        nft("table netdev bench { set makers { type ether_addr\n elements = { "
            f"{macs} }} }}\n chain in {{ type filter hook ingress device "
            f"{DEVICE} priority -500; policy accept\n{mask}\n}}\n}}")

    return [
        Contender("no hook", nothing, nothing),
        Contender("no hook, again", nothing, nothing),
        Contender("guard, an empty table", guard_with(Table(1)), unload),
        Contender(f"guard, {count} prefixes", guard_with(table), unload),
        Contender("nft, an empty chain", nft_chain, drop_nft),
        Contender(f"nft @ll,48,32, {count} prefixes",
                  lambda: nft_chain(match, ouis), drop_nft),
        Contender(f"nft ether saddr, {count} prefixes", by_name, drop_nft),
    ]


def dropped(contender, frames):
    """How many listed frames the guard drops: does it judge at all?"""
    prepare_pktgen(LISTED_SOURCE)
    contender.begin()
    try:
        nanoseconds(frames)
        with Guard() as guard:
            return guard.port(DEVICE)["dropped_frames"]
    finally:
        contender.end()


def spread(values):
    return (f"{statistics.median(values):7.0f} "
            f"({min(values):.0f}-{max(values):.0f})")


def report(all_of_them):
    base, empty, full = (all_of_them[i].rounds for i in (0, 2, 3))
    print(f"{'':34}  ns a frame          over no hook")
    for one in all_of_them:
        over = [a - b for a, b in zip(one.rounds, base)]
        print(f"{one.name:34} {spread(one.rounds):20} {spread(over)}")
    own = [a - b for a, b in zip(full, base)]
    print()
    for other in all_of_them[5:]:
        theirs = [a - b for a, b in zip(other.rounds, base)]
        ratio = [a / b for a, b in zip(own, theirs) if b > 0]
        print(f"guard / {other.name}: {statistics.median(ratio):.2f} "
              f"({min(ratio):.2f}-{max(ratio):.2f}), both over no hook")
    ratio = [a / b for a, b in zip(full, empty)]
    print(f"guard with that table / an empty one, whole frame: "
          f"{statistics.median(ratio):.3f} ({min(ratio):.3f}-{max(ratio):.3f})")


def arguments():
    top = argparse.ArgumentParser()
    top.add_argument("--prefixes", type=int, default=50000)
    top.add_argument("--rounds", type=int, default=9)
    top.add_argument("--frames", type=int, default=300000)
    return top.parse_args()


def main():
    args = arguments()
    tool("modprobe", "pktgen")
    tool("ip", "link", "add", DEVICE, "type", "dummy")
    tool("ip", "link", "set", DEVICE, "up")
    all_of_them = contenders(args.prefixes)
    try:
        listed = ADDRESSES * BURST
        print(f"{os.uname().release}; of {listed} listed frames the guard "
              f"dropped {dropped(all_of_them[3], listed)}")
        prepare_pktgen(SOURCE)
        for _ in range(args.rounds):
            for one in all_of_them:
                one.run(args.frames)
        report(all_of_them)
    finally:
        tool("ip", "link", "del", DEVICE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
