# SPDX-License-Identifier: GPL-2.0
"""Tables of frames and what each comes to: one replay a policy, TAP out.

Knows nothing of what is in a frame; _frames.py builds them.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile

from _frames import pcap

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
LENSCAP = os.environ.get("LENSCAP", os.path.join(ROOT, "build/lenscap"))
SHARED = os.path.join(ROOT, "../shared")
# A test that is told to stop still removes what it made
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
# How many times as long replay may take, where a processor is emulated
SLOWER = int(os.environ.get("LENSCAP_SLOWER", "1"))
WORDS = {"in": "ingress", "out": "egress", "none": "none"}


def policy(group=None, groups=None, interface=None, **top):
    """A policy with one group of Hikvision addresses on lan0, or with those
    given; anything can be replaced."""
    port = {"name": "lan0", "on-link": ["10.20.0.0/16", "fd20::/64"]}
    port.update(interface or {})
    if groups is None:
        one = {"name": "cams", "prefixes": ["44:19:b6/24"]}
        one.update(group or {})
        groups = [one]
    return {"version": 1, "interfaces": [port], "groups": groups, **top}


def rule(name="r", peer="any", **more):
    """A rule; `either` unless it says else."""
    if "action" not in more:
        more.setdefault("initiated-by", "either")
    return {"name": name, "peer": peer, **more}


class Scratch:
    """A folder that goes away at the end, also after a signal's exit."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="lenscap-replay-")

    def __enter__(self):
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


def run(capture, policy_path, *args):
    """replay as it is called, with its output as text."""
    return subprocess.run([LENSCAP, "replay", capture, "--policy", policy_path,
                           *args], stdout=subprocess.PIPE, check=False,
                          stderr=subprocess.PIPE, text=True,
                          timeout=60 * SLOWER)


def judge(frames, rules, interface=None, **how):
    """One row a frame; ValueError with replay's own words if it fails.
    `rules` is a policy as a dict, or the path of one."""
    with Scratch() as folder:
        capture = os.path.join(folder, "frames.pcap")
        pcap(capture, frames, **how)
        path = rules if isinstance(rules, str) else write(folder, rules)
        more = ["--interface", interface] if interface else []
        done = run(capture, path, "--json", *more)
    if done.returncode:
        raise ValueError(f"status {done.returncode}: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def write(folder, rules):
    """A policy as a file; JSON is YAML."""
    path = os.path.join(folder, "policy.yaml")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(rules, file)
    return path


def wanted(text, more):
    """'in drop default', 'out pass rule:video', '* drop *' as a dict of what
    is looked at; no rule is meant where none is named."""
    direction, verdict, reason = text.split()
    want = {}
    if direction != "*":
        want["direction"] = WORDS[direction]
    if verdict != "*":
        want["verdict"] = verdict
    if reason != "*":
        want["reason"], _, name = reason.partition(":")
        want["rule"] = name or None
    want.update(more)
    return want


class Table:
    """Named frames under one policy, told with add() and judged together."""

    def __init__(self, rules, title="", interface=None):
        self.rules = rules
        self.title = title + ": " if title else ""
        self.interface = interface
        self.cases = []

    def add(self, name, frame, want, **more):
        """One case; `more` are further members of the row, like group=."""
        self.cases.append((self.title + name, frame, wanted(want, more)))

    def results(self):
        """(name, passed, why not) of each case."""
        try:
            rows = judge([frame for _, frame, _ in self.cases], self.rules,
                         self.interface)
        except (ValueError, OSError, subprocess.SubprocessError) as fault:
            return [(name, False, "not judged" if at else f"replay: {fault}")
                    for at, (name, _, _) in enumerate(self.cases)]
        return [self.compare(at, rows) for at in range(len(self.cases))]

    def compare(self, at, rows):
        name, _, want = self.cases[at]
        if len(rows) != len(self.cases):
            return name, False, (f"{len(rows)} rows for {len(self.cases)} "
                                 "frames")
        got = {key: rows[at].get(key, "missing") for key in want}
        got["frame"], want = rows[at].get("frame"), {**want, "frame": at + 1}
        if got == want:
            return name, True, ""
        rest = {key: value for key, value in rows[at].items()
                if key in ("direction", "verdict", "reason", "rule", "group")}
        return name, False, f"expected {want}\ngot      {got}\nrow      {rest}"


def emit(results):
    """TAP of (name, passed, why not); returns the exit status."""
    results = list(results)
    print("TAP version 13")
    print(f"1..{len(results)}")
    for number, (name, passed, why) in enumerate(results, 1):
        print(f"{'ok' if passed else 'not ok'} {number} {name}")
        for line in str(why).splitlines() if not passed else ():
            print("# " + line)
    return 0 if all(passed for _, passed, _ in results) else 1


def skip(why):
    """Leave with a whole test skipped."""
    print("TAP version 13")
    print(f"1..0 # SKIP {why}")
    sys.exit(4)


def needs():
    """What every test here stands on."""
    if os.geteuid() != 0:
        skip("root is needed: replay runs BPF programs")
    if not os.access(LENSCAP, os.X_OK):
        print(f"Bail out! {LENSCAP} is not built: make")
        sys.exit(1)


def main(*tables):
    """The whole of a test that is nothing but tables."""
    needs()
    sys.exit(emit(result for table in tables for result in table.results()))
