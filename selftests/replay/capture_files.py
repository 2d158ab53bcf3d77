#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Capture files: kinds that are read, and kinds that are refused in one line
with status 1; what may stand on the command line."""

import json
import os
import random
import struct
import sys

from _frames import CAM4, REC4, TCP, ip4, pcap, tcp, up
from _table import Scratch, emit, needs, policy, rule, run, write

FRAMES = [up(ip4(CAM4, REC4, TCP, tcp(port, 9))) for port in (554, 555, 554)]
WANT = ["pass", "drop", "pass"]
RULES = policy({"rules": [rule("video", REC4, proto="tcp", ports=[554])]})
# Link types: none, Token Ring, PPP, raw IP, Wi-Fi, cooked, Wi-Fi with radio
OTHER_LINKS = (0, 6, 9, 101, 105, 113, 127, 147, 276)


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    size = struct.pack("<I", 12 + len(body))
    return struct.pack("<I", kind) + size + body + size


def pcapng(path, frames, links=(1,)):
    """Section, an interface a link type, the frames in turn on each."""
    with open(path, "wb") as file:
        file.write(block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0,
                                                 -1)))
        for link in links:
            file.write(block(1, struct.pack("<HHI", link, 0, 0)))
        for at, frame in enumerate(frames):
            file.write(block(6, struct.pack(
                "<IIIII", at % len(links), 0, at, len(frame), len(frame))
                + frame))


class Files:
    """Captures in a folder, each judged and reported on."""

    def __init__(self, folder):
        self.folder = folder
        self.rules = write(folder, RULES)
        self.results = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, data):
        with open(self.path(name), "wb") as file:
            file.write(data)
        return self.path(name)

    def judged(self, title, path, want=tuple(WANT)):
        done = run(path, self.rules, "--json")
        got = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
        self.results.append((title, (done.returncode, got) == (0, list(want)),
                             f"status {done.returncode}, {got}\n{done.stderr}"))

    def refused(self, title, path, status=1, args=("--json",), word=""):
        done = run(path, self.rules, *args)
        said = [line for line in done.stderr.splitlines()
                if ": warning: " not in line]
        fine = (done.returncode == status and len(said) == 1
                and word in said[0] and "Traceback" not in said[0])
        self.results.append((title, fine,
                             f"status {done.returncode}\n{done.stderr}"))


def kinds(files):
    path = files.path("kind.pcap")
    for title, how in (("microseconds", {}), ("nanoseconds", {"nano": True}),
                       ("the other byte order", {"swapped": True}),
                       ("nanoseconds in the other byte order",
                        {"nano": True, "swapped": True})):
        pcap(path, FRAMES, **how)
        files.judged(title, path)
    pcapng(path, FRAMES)
    files.judged("pcapng", path)
    pcap(path, [])
    files.judged("no frame at all", path, [])
    pcap(path, FRAMES * 3000)
    files.judged("9,000 frames", path, WANT * 3000)


def broken(files):
    path = files.path("whole.pcap")
    pcap(path, FRAMES)
    with open(path, "rb") as file:
        whole = file.read()
    for cut, title in ((1, "the last frame cut"), (len(FRAMES[0]) + 7,
                                                   "the last record cut"),
                       (len(whole) - 25, "cut in the first record")):
        files.refused(f"truncated: {title}",
                      files.put("broken", whole[:-cut]))
    files.refused("truncated: cut in the file header",
                  files.put("broken", whole[:11]))
    files.refused("empty file", files.put("broken", b""))
    noise = random.Random(20260707)
    for size in (3, 24, 4096, 300000):
        files.refused(f"{size} random bytes",
                      files.put("broken", noise.randbytes(size)))
    files.refused("random behind a good header",
                  files.put("broken", whole[:24] + b"\xff" * 4096))
    files.refused("a record of 2 GB", files.put("broken", whole[:24]
                  + struct.pack("<IIII", 1, 1, 0x7FFFFFFF, 0x7FFFFFFF)
                  + bytes(4096)))
    files.refused("text", files.put("broken", b"version: 1\n" * 99))
    for link in OTHER_LINKS:
        pcap(path, FRAMES, link=link)
        files.refused(f"link type {link}", path)
    pcapng(path, FRAMES, links=(101,))
    files.refused("pcapng of another link type", path)
    files.refused("a directory", files.folder)
    files.refused("no such file", files.path("nothing.pcap"),
                  word="nothing.pcap")


def command_line(files):
    path = files.path("whole.pcap")
    pcap(path, FRAMES)
    good = files.rules
    files.rules = files.path("nothing.yaml")
    done = run(path, files.rules)
    files.results.append(("no such policy", done.returncode != 0
                          and "nothing.yaml" in done.stderr
                          and done.stdout == "",
                          f"{done.returncode} {done.stderr}"))
    files.rules = files.put("bad.yaml", b"version: 1\nfrobnicate: 2\n")
    done = run(path, files.rules)
    files.results.append(("an invalid policy", done.returncode == 2
                          and "frobnicate" in done.stderr
                          and done.stdout == "",
                          f"{done.returncode} {done.stderr}"))
    files.rules = good
    for title, args in (("an unknown option", ("--frobnicate",)),
                        ("a second capture", (path,)),
                        ("an option without its value", ("--interface",))):
        done = run(path, good, *args)
        files.results.append((title, (done.returncode, done.stdout) == (2, "")
                              and done.stderr != "",
                              f"{done.returncode} {done.stderr}"))
    done = run(path, good)
    files.results.append(("plain output sums up", done.returncode == 0
                          and "FRAMES" in done.stdout, done.stdout))


def main():
    needs()
    with Scratch() as folder:
        files = Files(folder)
        kinds(files)
        broken(files)
        command_line(files)
    sys.exit(emit(files.results))


if __name__ == "__main__":
    main()
