#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What a scrape takes, end to end by HTTP: from connecting to serve until all of
/metrics is there, with no devices, and with 10,000 that really sent frames.
Prints; asserts nothing. Asked for are 20 ms with 10,000 devices.

Between two scrapes is more time than an answer is kept, so that each is made
anew. Beside the wall time stands what serve itself computed, for on a machine
that does other things most of the rest is waiting for a processor.

usage: selftests/bench/scrape.py [--rounds N] [--devices N]  (root, after make)
"""

import argparse
import ctypes
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
LENSCAP = os.environ.get("LENSCAP", f"{ROOT}/build/lenscap")
CLONE_NEWNET = 0x40000000
PORT = 9877
SETTLED = 9  # seconds; longer than a device counts as seen for a moment

POLICY = """version: 1
policy: {name: site-7, revision: "1", owner: noc}
interfaces: [{name: lan0}]
endpoints:
  recorder: [10.20.0.10]
groups:
  - name: cameras
    vendors: [hikvision, dahua, axis]
    rules:
      - {name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}
"""
OUIS = ("4419b6", "3ce36b", "accc8e")


def run(*command):
    """Run it, or end."""
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stdout.decode()}")


def frame(number):
    """A UDP frame of that device to a host on the internet."""
    source = bytes.fromhex(OUIS[number % len(OUIS)]) + number.to_bytes(3, "big")
    head = bytes.fromhex("02005e000001") + source + b"\x08\x00"
    addr = bytes((10, 20, number >> 8 & 255, number & 255))
    ip = bytes.fromhex("4500001c0001000040110000") + addr + \
        bytes((203, 0, 113, 9))
    return head + ip + bytes.fromhex("c000003500080000") + bytes(18)


def send_all(count):
    """One frame of each device."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as sock:
        sock.bind(("cam0", 0))
        for number in range(count):
            sock.send(frame(number))


def used(pid):
    """Seconds that the process computed."""
    with open(f"/proc/{pid}/schedstat", encoding="ascii") as file:
        return int(file.read().split()[0]) / 1e9


def scrape():
    """The answer's bytes."""
    with socket.create_connection(("127.0.0.1", PORT), timeout=30) as sock:
        sock.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        got = b""
        while True:
            part = sock.recv(1 << 16)
            if not part:
                return got
            got += part


def measure(pid, rounds):
    """Wall and computed milliseconds of each, and the last answer."""
    wall, computed, got = [], [], b""
    for _ in range(rounds):
        time.sleep(.3)
        before, begin = used(pid), time.perf_counter()
        got = scrape()
        wall.append((time.perf_counter() - begin) * 1e3)
        computed.append((used(pid) - before) * 1e3)
    return wall, computed, got


def show(name, values):
    """A line."""
    print(f"  {name:<14} median {statistics.median(values):6.1f} ms,"
          f" min {min(values):6.1f}, max {max(values):6.1f}")


def rounds_of(title, serve, count):
    """Measure and print one kind."""
    wall, computed, got = measure(serve.pid, count)
    lines = got.decode().split("\r\n\r\n", 1)[1].splitlines()
    devices = sum(int(x.rsplit(" ", 1)[1]) for x in lines
                  if x.startswith("lenscap_devices{"))
    series = sum(1 for x in lines if not x.startswith("#"))
    print(f"{title}: {devices} devices, {series} series, {len(got)} bytes")
    show("end to end", wall)
    show("computed", computed)


def bench(place, args):
    """Serve in this namespace, and both kinds."""
    pin, state = f"/sys/fs/bpf/lcscrape{os.getpid()}", f"{place}/state"
    with open(f"{place}/policy.yaml", "w", encoding="ascii") as file:
        file.write(POLICY)
    where = ("--pin", pin, "--state", state)
    serve = None
    try:
        run(LENSCAP, "apply", f"{place}/policy.yaml", *where)
        serve = subprocess.Popen((LENSCAP, "serve", *where),
                                 stderr=subprocess.PIPE)
        while b"watching" not in serve.stderr.readline():
            pass
        rounds_of("empty", serve, args.rounds)
        send_all(args.devices)
        time.sleep(SETTLED)
        send_all(args.devices)
        rounds_of("full", serve, args.rounds)
    finally:
        if serve:
            serve.send_signal(signal.SIGTERM)
            serve.wait()
        subprocess.run((LENSCAP, "unload", *where), check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(pin, ignore_errors=True)


def main():
    """Make the place, measure, take it away."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--devices", type=int, default=10000)
    args = parser.parse_args()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET):
        sys.exit(f"no network namespace: {os.strerror(ctypes.get_errno())}")
    for line in ("link set lo up",
                 "link add lan0 type veth peer name cam0",
                 "link set lan0 up", "link set cam0 up"):
        run("ip", *line.split())
    place = tempfile.mkdtemp(prefix="lcbench.")
    try:
        bench(place, args)
    finally:
        shutil.rmtree(place)


main()
