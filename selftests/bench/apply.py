#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What lenscap apply takes, as the command is run: wall time, and where a
first apply spends it. Prints; asserts nothing.

Each round puts an ordinary policy in force, and one of many MACs and of many
prefixes, on a port in a network namespace of its own: from nothing, again, for
another, as a draft, back; then it unloads. Kinds take turns within a round, so
that what else the machine does falls on all of them. "nothing" is a run of the
command that does nothing; a twin is the same run once more: what lies between
the two is noise. Asked for are 100 ms, and 500 ms with 50,000 prefixes.

usage: selftests/bench/apply.py [--rounds N] [--many N]    (root, after make)
"""

import argparse
import ctypes
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
LENSCAP = os.environ.get("LENSCAP", f"{ROOT}/build/lenscap")
OTHER = os.path.join(os.path.dirname(LENSCAP), "other", "lenscap")
CLONE_NEWNET = 0x40000000
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)<([0-9.]+)>$")

ORDINARY = """version: 1
policy: {name: site-7, revision: "1", owner: noc}
interfaces:
  - name: lan0
endpoints:
  recorder: [10.20.0.10, "fd20::10"]
  clock: [10.20.0.1]
groups:
  - name: cameras
    vendors: [hikvision, dahua]
    prefixes: ["8c:1f:64:ab:c0:00/36"]
    addresses: [10.20.0.0/16, "fd20::/64"]
    rules:
      - {name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}
      - {name: time, peer: clock, proto: udp, ports: [123], initiated-by: device}
    default: drop
"""


def many(count, key):
    """The ordinary policy for that many devices, or prefixes of 36 bits."""
    if key == "macs":
        each = (f"02:00:{i >> 16:02x}:{i >> 8 & 255:02x}:{i & 255:02x}:01"
                for i in range(count))
    else:
        each = (f"02:{i >> 20 & 255:02x}:{i >> 12 & 255:02x}:"
                f"{i >> 4 & 255:02x}:{(i & 15) << 4:02x}:00/36"
                for i in range(count))
    listed = ",\n      ".join(f'"{x}"' for x in each)
    return re.sub(r"    vendors: .*\n    prefixes: .*\n",
                  f"    {key}: [{listed}]\n", ORDINARY)


class Place:
    """A namespace with a port, a directory for pins and one for files."""

    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="lcbench.")
        self.pin = f"/sys/fs/bpf/lcbench{os.getpid()}"
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(CLONE_NEWNET):
            sys.exit(f"no network namespace: {os.strerror(ctypes.get_errno())}")
        for line in ("link add lan0 type veth peer name cam0",
                     "addr add 10.20.0.1/24 dev lan0",
                     "link set lan0 up", "link set cam0 up"):
            subprocess.run(["ip", *line.split()], check=True)

    def argv(self, *args):
        return [LENSCAP, *args, "--pin", self.pin, "--state",
                f"{self.dir}/state"]

    def file(self, name, text):
        path = f"{self.dir}/{name}.yaml"
        with open(path, "w", encoding="ascii") as out:
            out.write(text)
        return path

    def remove(self):
        subprocess.run(self.argv("unload"), stderr=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, check=False)
        shutil.rmtree(self.pin, ignore_errors=True)
        shutil.rmtree(self.dir, ignore_errors=True)


def run(argv):
    """(wall, user, system) in ms of one run of the command."""
    began = time.perf_counter()
    with open(os.devnull, "w", encoding="ascii") as null:
        pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=[
            (os.POSIX_SPAWN_DUP2, null.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, null.fileno(), 2)])
        _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"exit status {os.waitstatus_to_exitcode(status)}: "
                 + " ".join(argv))
    return tuple(1000 * x for x in (wall, used.ru_utime, used.ru_stime))


def pending(place):
    said = subprocess.run(place.argv("status", "--json"), check=True,
                          stdout=subprocess.PIPE).stdout
    return json.loads(said)["policy"]["pending"]["id"]


def steps(place, one, two, timed):
    """All there is to do with two policies, from nothing to nothing."""
    timed("first apply", "apply", one)
    timed("the same again", "apply", one)
    timed("the same again, twin", "apply", one)
    timed("another policy", "apply", two)
    timed("another policy, twin", "apply", one)
    timed("a draft", "apply", two, "--confirm", "600")
    timed("confirm", "confirm", pending(place))
    timed("rollback", "rollback")
    timed("a draft, twin", "apply", two, "--confirm", "600")
    timed("rollback of the draft", "rollback")
    timed("diff of the same", "diff", one)
    if os.access(OTHER, os.X_OK):
        timed("the same by another build", "apply", one, by=OTHER)
        timed("and back", "apply", one)
    timed("unload", "unload")


def rounds(place, count, big):
    """By kind of run, what each round took."""
    pairs = {"": [place.file(name, ORDINARY.replace("554", port))
                  for name, port in (("first", "554"), ("other", "8554"))]}
    for key in "macs", "prefixes":
        pairs[f", {big} {key}"] = [
            place.file(f"{key}{n}", many(big - n, key)) for n in (0, 1)]
    took = {}
    for _ in range(count):
        for what, (one, two) in pairs.items():
            def timed(kind, *args, by=LENSCAP, what=what):
                took.setdefault(kind + what, []).append(
                    run([by, *place.argv(*args)[1:]]))

            timed("nothing (check --help)", "check", "--help")
            steps(place, one, two, timed)
    return took


def show(took):
    print(f"{'ms':38}{'median':>9}{'min':>9}{'max':>9}{'user':>9}{'system':>9}")
    for kind, runs in took.items():
        wall = [x[0] for x in runs]
        print(f"{kind:38}{statistics.median(wall):9.1f}{min(wall):9.1f}"
              f"{max(wall):9.1f}"
              f"{statistics.median(x[1] for x in runs):9.1f}"
              f"{statistics.median(x[2] for x in runs):9.1f}")


def profile(place, path):
    """Where a first apply is, by system call; what is left is its own code."""
    if not shutil.which("strace"):
        print("\nno profile: strace is missing (apt-get install strace)")
        return
    trace = f"{place.dir}/trace"
    began = time.perf_counter()
    subprocess.run(["strace", "-f", "-T", "-o", trace,
                    *place.argv("apply", path)], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=True)
    wall = 1000 * (time.perf_counter() - began)
    spent = {}
    with open(trace, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            found = CALL.match(line.strip())
            if not found:
                continue
            name, args, seconds = found.groups()
            if name == "bpf":
                name += " " + args.split(",")[0]
            calls, total = spent.get(name, (0, 0))
            spent[name] = calls + 1, total + 1000 * float(seconds)
    run(place.argv("unload"))
    print(f"\na first apply under strace: {wall:.1f} ms, of these in calls "
          f"{sum(x[1] for x in spent.values()):.1f} ms; the longest of them")
    longest = sorted(spent.items(), key=lambda x: -x[1][1])[:14]
    for name, (calls, total) in longest:
        print(f"{name:38}{total:9.2f} ms in {calls} calls")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--many", type=int, default=50000)
    args = parser.parse_args()
    if os.geteuid():
        sys.exit("root is needed to load BPF programs; try sudo")
    if not os.access(LENSCAP, os.X_OK):
        sys.exit(f"{LENSCAP} is not built: make")
    # so that what is in force goes again
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    place = Place()
    try:
        kernel = os.uname()
        print(f"Linux {kernel.release} {kernel.machine}, {os.cpu_count()} "
              f"processors, load {os.getloadavg()[0]:.2f}, {args.rounds} rounds")
        show(rounds(place, args.rounds, args.many))
        profile(place, place.file("first", ORDINARY))
    finally:
        place.remove()


main()
