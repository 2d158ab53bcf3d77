#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Floods listed devices' frames over several ports, both ways at once, while
# policies are put in force in turn; says what passed and which counters rose.
"""storm.py [--only DIRECTION] SWITCHES PORTS OUTCOME COUNTERS
         -- COMMAND... -- POLICY...

Port N of PORTS is the device lanN; camN is what hangs there. All of it is in
the namespace that this runs in. COUNTERS is the command that prints counters
as JSON, one word or several in quotes. COMMAND POLICY puts a policy in force;
the policies take turns. With --only, the flood is of that direction and keeps to
one processor, for programs that are slow, and switches are not as fast as can
be. OUTCOME is a file: a line for each finding, FINDING
and what is known of it:

  switches N       that the command did, each with exit status 0
  failed TEXT      what it said where it did not
  sent DIRECTION N flooded frames
  lost DIRECTION N of those, how many neither a counter nor a queue knows
  passed PORT HEX  a flooded frame that got past the port
  marked PORT N    frames of an unlisted device that did, as they should
  silent PORT      no more of these came, though they were sent
  row FIELDS       a counter that rose: zone direction group vendor verdict
                   reason rule, with N for the number of the port
  fell ROW         a counter that was lower than before
  samples N        how often counters were read
"""

import errno
import json
import os
import select
import shlex
import signal
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "replay"))
sys.dont_write_bytecode = True

import _frames as f  # noqa: E402

SOL_PACKET, PACKET_IGNORE_OUTGOING, SO_RCVBUFFORCE = 263, 23, 33
# of two makes, so that a vendor is of one group only
ONE, TWO = "44:19:b6:00:00:01", "3c:ef:8c:00:00:01"
FAR4, FAR6, OTHER4 = "203.0.113.9", "2001:db8:113::9", "198.51.100.7"
MARK_EVERY = 997        # flooded frames between two markers; a prime
PAUSE = .12             # seconds, with --only
SETTLE = 5              # seconds that the last marker may take


def flooded(inward):
    """The frames of one direction: by rule, by default, IPv6, another make.

    They are dropped by every policy, but by another group and rule in each.
    """
    kinds = ((ONE, f.CAM4, FAR4, f.UDP, f.udp(40000, 8800)),
             (ONE, f.CAM4, OTHER4, f.TCP, f.tcp(40000, 443)),
             (ONE, f.CAM6, FAR6, f.UDP, f.udp(40000, 8800)),
             (TWO, "10.20.1.6", FAR4, f.UDP, f.udp(40000, 9000)))
    out = []
    for mac, device, peer, proto, inner in kinds:
        make = f.ip6 if ":" in device else f.ip4
        if inward:
            out.append(f.up(make(device, peer, proto, inner), src=mac))
        else:
            turned = inner[2:4] + inner[:2] + inner[4:]
            out.append(f.down(make(peer, device, proto, turned), dst=mac))
    return out


def marker(inward):
    """A frame of an unlisted device, which passes under every policy."""
    packet = f.ip4("10.20.1.77", FAR4, f.UDP, f.udp(7, 7, b"marker"))
    if inward:
        return f.up(packet, src=f.PC)
    return f.down(packet, dst=f.PC)


def port_of(device, protocol=0):
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW,
                         socket.htons(protocol))
    sock.bind((device, protocol))
    return sock


def put(sock, frame):
    """What is dropped at the port itself is told as a full queue."""
    try:
        sock.send(frame)
    except OSError as error:
        if error.errno != errno.ENOBUFS:
            raise


class Sender:
    """A process that floods all ports in one direction until it is told."""

    def __init__(self, inward, ports, cpu=None):
        self.cpu = cpu
        self.name = "ingress" if inward else "egress"
        self.inward = inward
        self.devices = [("cam" if inward else "lan") + str(n)
                        for n in range(ports)]
        self.read, write = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self.read)
            self.flood(write)
        os.close(write)

    def flood(self, write):
        going = [True]
        signal.signal(signal.SIGTERM, lambda *_: going.clear())
        os.nice(19)
        if self.cpu is not None:
            os.sched_setaffinity(0, {self.cpu})
        socks = [port_of(device) for device in self.devices]
        frames = flooded(self.inward)
        if self.cpu is not None:
            # not the one by default: it looks the same under each rule
            del frames[1]
        pairs = [(sock, frame) for frame in frames for sock in socks]
        mark, sent = marker(self.inward), 0
        parent = os.getppid()
        while going and os.getppid() == parent:
            for pair in pairs:
                if self.cpu is not None and not going:
                    break
                put(*pair)
                sent += 1
            if sent % MARK_EVERY >= len(pairs):
                continue
            for sock in socks:
                put(sock, mark)
        os.write(write, str(sent).encode())
        os._exit(0)

    def stop(self):
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        return int(os.read(self.read, 64) or b"0")


class Watch:
    """What gets past the ports: beyond XDP, and at the far end of each."""

    def __init__(self, ports):
        self.socks = {}
        self.marked, self.passed = {}, []
        for n in range(ports):
            for device in f"lan{n}", f"cam{n}":
                sock = port_of(device, 3)
                sock.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
                sock.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 25)
                sock.setblocking(False)
                self.socks[sock] = device
                self.marked[device] = 0

    def drain(self):
        for sock, device in self.socks.items():
            while True:
                try:
                    frame = sock.recv(256)
                except BlockingIOError:
                    break
                if frame in (marker(True), marker(False)):
                    self.marked[device] += 1
                elif len(self.passed) < 5:
                    self.passed.append(f"{device} {frame.hex()}")

    def last(self):
        """A marker more through every port, which is behind all the rest.

        Gives the devices at which it did not come.
        """
        ports = {dev: port_of(dev) for dev in self.marked}
        self.drain()
        before = dict(self.marked)
        for device, sock in ports.items():
            put(sock, marker(device.startswith("cam")))
        end = time.monotonic() + SETTLE
        while time.monotonic() < end:
            select.select(list(self.socks), [], [], .1)
            self.drain()
            if all(self.marked[dev] > before[dev] for dev in before):
                break
        for sock in ports.values():
            sock.close()
        return [dev for dev in before if self.marked[dev] == before[dev]]


def rows(command):
    """{key: (frames, bytes)}"""
    status = -signal.SIGKILL
    # a step may kill all there is of lenscap, and this with it
    while status == -signal.SIGKILL:
        done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        status, out = done.returncode, done.stdout
    if status:
        sys.exit(f"storm.py: {command[0]}: status {status}")
    fields = ("interface", "zone", "direction", "group", "vendor", "verdict",
              "reason", "rule")
    return {tuple(str(row[x] or "-") for x in fields):
            (row["frames"], row["bytes"]) for row in json.loads(out)["rows"]}


class Sampler:
    """A process that reads counters all along and compares."""

    def __init__(self, command):
        self.read, write = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self.read)
            self.sample(command, write)
        os.close(write)

    @staticmethod
    def sample(command, write):
        going = [True]
        signal.signal(signal.SIGTERM, lambda *_: going.clear())
        last, count, parent = {}, 0, os.getppid()
        with os.fdopen(write, "w") as out:
            while going and os.getppid() == parent:
                now = rows(command)
                for key, values in last.items():
                    new = now.get(key, (0, 0))
                    if new[0] < values[0] or new[1] < values[1]:
                        print("fell", *key, *values, *new, file=out)
                last, count = now, count + 1
                time.sleep(.02)
            print("samples", count, file=out)
        os._exit(0)

    def stop(self):
        os.kill(self.pid, signal.SIGTERM)
        with os.fdopen(self.read) as said:
            text = said.read()
        os.waitpid(self.pid, 0)
        return text.splitlines()


def queued(ports):
    """Frames that the pairs of devices dropped before any program saw them."""
    out = subprocess.run(["ip", "-j", "-s", "link"], stdout=subprocess.PIPE,
                         check=True).stdout
    return sum(link["stats64"]["tx"]["dropped"] for link in json.loads(out)
               if link["ifname"] in {f"cam{n}" for n in range(ports)})


def switch(count, command, policies, watch, pause):
    """Put them in force in turn; what was said where that failed."""
    failed = []
    for i in range(count):
        done = subprocess.run(command + [policies[i % len(policies)]],
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            failed.append(f"{i} status {done.returncode}: " + repr(
                done.stdout.decode(errors="replace")[-300:]))
        watch.drain()
        time.sleep(pause)
    return failed


def place_of(key):
    """A row's fields but the interface; what names the port says N."""
    port = key[0].removeprefix("lan")
    if not port.isdigit():
        return " ".join(key)
    return " ".join(x[:-1] + "N" if x.endswith(port) and i == 1 else x
                    for i, x in enumerate(key) if i)


def risen(before, after):
    """The rows that rose, and by how many frames."""
    return {key: after[key][0] - before.get(key, (0, 0))[0]
            for key in after if after[key] != before.get(key, (0, 0))}


def lost(rose, sent, dropped):
    """Of what was sent in each direction, what nobody counted."""
    for name, count in sent.items():
        counted = sum(frames for key, frames in rose.items()
                      if key[2] == name)
        # a queue also drops markers, which are not counted
        if not 0 <= count - counted <= dropped * (name == "ingress"):
            yield f"lost {name} {count - counted}"


def start(ports, only):
    if not only:
        return [Sender(inward, ports) for inward in (True, False)]
    return [Sender(only == "ingress", ports, max(os.sched_getaffinity(0)))]


def storm(only, count, ports, counters, command, policies):
    watch = Watch(ports)
    silent = watch.last()
    before, dropped = rows(counters), queued(ports)
    sampler = Sampler(counters)
    senders = start(ports, only)
    try:
        failed = switch(count, command, policies, watch, PAUSE if only else 0)
    finally:
        sent = {sender.name: sender.stop() for sender in senders}
        samples = sampler.stop()
    silent += watch.last()
    rose = risen(before, rows(counters))
    return ([f"switches {count - len(failed)}"]
            + [f"failed {x}" for x in failed[:10]]
            + [f"sent {name} {n}" for name, n in sent.items()]
            + list(lost(rose, sent, queued(ports) - dropped))
            + [f"passed {x}" for x in watch.passed]
            + [f"marked {dev} {n}" for dev, n in watch.marked.items()]
            + [f"silent {dev}" for dev in silent]
            + sorted({f"row {place_of(key)}" for key in rose}) + samples)


def main():
    words, only = sys.argv[1:], None
    if words[:1] == ["--only"]:
        only, words = words[1], words[2:]
    if words.count("--") != 2:
        sys.exit(__doc__)
    first = words.index("--")
    second = words.index("--", first + 1)
    count, ports, outcome, counters = words[:first]
    lines = storm(only, int(count), int(ports), shlex.split(counters),
                  words[first + 1:second], words[second + 1:])
    with open(outcome, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
