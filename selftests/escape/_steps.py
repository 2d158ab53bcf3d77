# SPDX-License-Identifier: GPL-2.0
"""Cases of frames in sequence, each at its time, on the tables of replay/.

Judges and writes captures only: frames come from replay/_frames.py, and what a
frame should come to stands in the tests.
"""

import json
import os
import struct
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)),
                                "../replay"))
# pylint: disable=wrong-import-position
import _table  # noqa: E402
from _frames import ICMP, ICMP6, TCP, UDP  # noqa: E402
from _frames import icmp, ip4, ip6, mac, tcp, udp  # noqa: E402
from _table import Scratch, main, policy, rule  # noqa: E402,F401
from _table import run, wanted, write  # noqa: E402

MS = 0.001
SECOND = 1000000000
BEGIN = 1700000000 * SECOND
# After so long no flow is left of the case before, nor an empty bucket
APART = 7200


def pulls(*more, ports=(554,), peer="10.20.0.10", proto="tcp"):
    """Rules of which the first is answer-only: the recorder pulls video."""
    return [{"name": "pulls", "peer": peer, "proto": proto,
             "ports": list(ports), "initiated-by": "peer"}, *more]


def opens(name="clock", peer="10.20.0.1", proto="udp", ports=(123,)):
    """A rule for what the device opens itself."""
    return {"name": name, "peer": peer, "proto": proto, "ports": list(ports),
            "initiated-by": "device"}


def pcap_timed(path, frames):
    """A capture in nanoseconds of (time in ns, frame)."""
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262144, 1))
        for at, frame in frames:
            whole, kept = frame if isinstance(frame, tuple) else (
                frame, len(frame))
            file.write(struct.pack("<IIII", at // SECOND, at % SECOND,
                                   min(kept, len(whole)), len(whole)))
            file.write(whole[:kept])


def step_parts(step):
    """(seconds since the step before, frame, what is wanted)."""
    if isinstance(step[0], (int, float)):
        return step
    return MS, step[0], step[1]


class Steps(_table.Table):
    """Named cases under one policy. Each is one frame, or several in sequence,
    every one with what it comes to; cases stand two hours apart."""

    def __init__(self, rules, title=""):
        super().__init__(rules, title)
        self.apart = APART

    def add(self, name, frame, want, **more):
        """A case of one frame."""
        self.cases.append((self.title + name, [(MS, frame, wanted(want, more))]
                           ))

    def case(self, name, *steps):
        """A case of steps (frame, want) or (seconds later, frame, want)."""
        parts = [step_parts(step) for step in steps]
        self.cases.append((self.title + name, [
            (after, frame, wanted(want, {})) for after, frame, want in parts]))

    def timed(self):
        """(time, frame) of all steps of all cases."""
        now = BEGIN
        for _, steps in self.cases:
            now += self.apart * SECOND
            for after, frame, _ in steps:
                now += round(after * SECOND)
                yield now, frame

    def judge(self):
        """A row a frame; ValueError with replay's own words."""
        with Scratch() as folder:
            capture = os.path.join(folder, "frames.pcap")
            pcap_timed(capture, self.timed())
            done = run(capture, write(folder, self.rules), "--json")
        if done.returncode:
            raise ValueError(f"status {done.returncode}: "
                             f"{done.stderr.strip()}")
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        frames = sum(1 for _ in self.timed())
        if [row.get("frame") for row in rows] != list(range(1, frames + 1)):
            raise ValueError(f"{len(rows)} rows for {frames} frames, or not "
                             "in their order")
        return rows

    def results(self):
        """(name, passed, why not) of each case."""
        try:
            rows = self.judge()
        except (ValueError, OSError, subprocess.SubprocessError) as fault:
            return [(name, False, "not judged" if at else f"replay: {fault}")
                    for at, (name, _) in enumerate(self.cases)]
        outcome, first = [], 0
        for name, steps in self.cases:
            outcome.append(compare(name, steps, rows[first:]))
            first += len(steps)
        return outcome


def compare(name, steps, rows):
    """The result of one case; its rows come first."""
    for at, (step, row) in enumerate(zip(steps, rows)):
        want = step[2]
        got = {key: row.get(key, "missing") for key in want}
        if got != want:
            rest = {key: value for key, value in row.items() if key in
                    ("direction", "verdict", "reason", "rule", "group")}
            return name, False, (f"step {at + 1} of {len(steps)}\n"
                                 f"expected {want}\nrow      {rest}")
    return name, True, ""


def udp_ports(src, dst, sport, dport, **more):
    """An IPv4 or IPv6 packet with UDP in it."""
    make = ip6 if ":" in src else ip4
    return make(src, dst, UDP, udp(sport, dport), **more)


def tcp_ports(src, dst, sport, dport, flags=0x10, **more):
    """An IPv4 or IPv6 packet with TCP in it; ACK unless it says else."""
    make = ip6 if ":" in src else ip4
    return make(src, dst, TCP, tcp(sport, dport, flags=flags), **more)


def echo(src, dst, ident, kind=8, code=0, body=b"lenscap-", **more):
    """An ICMP message with an identifier; ICMPv6 if the addresses are."""
    inside = icmp(kind, code, struct.pack("!HH", ident, 1) + body)
    if ":" in src:
        return ip6(src, dst, ICMP6, inside, **more)
    return ip4(src, dst, ICMP, inside, **more)


def by_mac(address, frame):
    """The same frame of another device."""
    return frame[:6] + mac(address) + frame[12:]
