# SPDX-License-Identifier: GPL-2.0
# What of lenscap is in force, seen in every way there is: what it says, what is
# pinned, attached and saved, and what becomes of a frame. Judges nothing else.
"""The namespace is that of cli/lib.sh. The policies: one, on lan0, and two, on
lan0 and lan1, which has zones. The group of each is called as the policy is."""

import array
import ctypes
import errno
import fcntl
import json
import os
import re
import select
import shutil
import socket
import struct
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "replay"))

import _frames as f  # noqa: E402

SIOCETHTOOL, ETHTOOL_GFLAGS, ETH_FLAG_RXVLAN = 0x8946, 0x25, 1 << 8
SOL_PACKET, PACKET_IGNORE_OUTGOING = 263, 23
LISTED = "44:19:b6:00:00:01"
PORTS = {"one": ("lan0",), "two": ("lan0", "lan1"), None: ()}
SETTLE = 5      # seconds that a frame may take
PROGRAMS = ("ingress", "egress", "switch", "permit")    # as they are pinned
SYS_BPF = {"x86_64": 321, "aarch64": 280, "riscv64": 280}
BPF_OBJ_GET = 7


def packet(text):
    return f.ip4("10.20.1.5", "203.0.113.9", f.UDP, f.udp(7, 8800, text))


class Wire:
    """Frames through one port, in one direction."""

    def __init__(self, near, far, inward):
        self.name = far if inward else near
        self.direction = "ingress" if inward else "egress"
        self.out = self.open(near, 0)
        self.into = self.open(far, 3)
        self.into.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
        self.into.setblocking(False)
        make = ((lambda mac, body: f.up(body, src=mac)) if inward else
                (lambda mac, body: f.down(body, dst=mac)))
        self.probe = make(LISTED, packet(b"probe"))
        self.make, self.turn = make, 0

    @staticmethod
    def open(device, protocol):
        sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW,
                             socket.htons(protocol))
        sock.bind((device, protocol))
        return sock

    def put(self, frame):
        try:
            self.out.send(frame)
        except OSError as error:
            # so it is told that a program dropped it
            if error.errno != errno.ENOBUFS:
                raise

    def passes(self):
        """Whether a listed frame arrives. One that is not listed must."""
        self.turn += 1
        mark = self.make(f.PC, packet(b"mark %d" % self.turn))
        self.put(self.probe)
        self.put(mark)
        passed, end = False, time.monotonic() + SETTLE
        while time.monotonic() < end:
            select.select([self.into], [], [], .1)
            try:
                frame = self.into.recv(256)
            except BlockingIOError:
                continue
            passed |= frame == self.probe
            if frame == mark:
                return passed
        return None


class Sight:
    """What was seen at one moment."""

    def __init__(self):
        self.force = self.saved = None
        self.pending = False
        self.faults = []        # what cannot be, whatever is in force
        self.parts = {}         # all that a failed command must leave alone

    def same(self, other):
        return (self.force == other.force and self.saved == other.saved
                and self.pending == other.pending and not self.differences(other))

    def differences(self, other):
        return [f"{key}: {self.parts[key]} became {other.parts[key]}"
                for key in self.parts if self.parts[key] != other.parts[key]]


class World:
    """lenscap with these pins, this state, these policies."""

    def __init__(self, lenscap, pin, state, policies):
        self.lenscap, self.pin, self.state = lenscap, pin, state
        # the command with programs of another build
        self.other = os.path.join(os.path.dirname(lenscap), "other", "lenscap")
        self.policies = policies
        self.texts, self.last = {}, {}
        self.wires = [Wire("cam0", "lan0", True), Wire("lan0", "cam0", False),
                      Wire("cam1", "lan1", True), Wire("lan1", "cam1", False)]

    def argv(self, verb, *words):
        words = [os.path.join(self.policies, x) if x.endswith(".yaml") else x
                 for x in words]
        return [self.lenscap, verb, *words, "--pin", self.pin,
                "--state", self.state]

    def run(self, verb, *words):
        done = subprocess.run(self.argv(verb, *words), stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        return done.returncode, done.stdout.decode(errors="replace")

    def said(self, verb, *words):
        """Standard output alone, None where it failed."""
        done = subprocess.run(self.argv(verb, *words), stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=False)
        return done.stdout.decode() if done.returncode == 0 else None

    def must(self, verb, *words):
        status, said = self.run(verb, *words)
        if status:
            sys.exit(f"{verb} {' '.join(words)}: status {status}: {said}")
        return said

    def put(self, name):
        """What waits to be confirmed, of an attempt before, is taken back."""
        status = self.said("status", "--json")
        if status and (json.loads(status)["policy"] or {}).get("pending"):
            self.must("rollback")
        self.must("apply", name + ".yaml")

    def draft(self, name):
        """Puts it in force until it is confirmed; the id of that."""
        said = self.must("apply", name + ".yaml", "--confirm", "600")
        return re.search(r"^pending ([0-9a-f]+)", said, re.M).group(1)

    def clear(self):
        self.run("unload")
        shutil.rmtree(self.state, ignore_errors=True)
        self.last = {}

    def check(self):
        return self.run("status", "--check")[0]

    def learn(self):
        """The text of each policy as it is shown and saved."""
        for name in "one", "two":
            self.put(name)
            self.texts[self.said("show")] = name

    def file(self):
        try:
            with open(os.path.join(self.state, "running.yaml"),
                      encoding="utf-8") as text:
                return text.read()
        except FileNotFoundError:
            return None

    def look(self, parts=True):
        """Without parts: what is in force and saved, not all that is there."""
        seen = Sight()
        text = self.file()
        seen.saved = self.texts.get(text, "torn") if text else text
        shown = self.said("show")
        seen.force = self.texts.get(shown, "mixed") if shown else None
        status = self.said("status", "--json")
        if not status and shown:
            seen.faults.append("status fails, and show does not")
        name = None
        if status:
            policy = json.loads(status)["policy"] or {}
            name = policy.get("name")
            seen.pending = bool(policy.get("pending"))
        if name != seen.force:
            seen.faults.append(f"status says {name}, show {seen.force}")
        self.look_frames(seen)
        if parts:
            self.look_parts(seen)
        return seen

    def counters(self):
        said = self.said("counters", "--json")
        return {(r["interface"], r["direction"], r["group"], r["verdict"]):
                r["frames"] for r in json.loads(said)["rows"]
                if r["group"]} if said else {}

    def look_frames(self, seen):
        """A frame each way through each port, and who counts it."""
        before = self.last
        group = f"g-{seen.force}"
        wanted = {}
        for wire in self.wires:
            judged = wire.name in PORTS.get(seen.force, ())
            if wire.passes() is not (not judged):
                seen.faults.append(
                    f"{seen.force} is in force, and a listed frame "
                    f"{'passes' if judged else 'does not pass'} "
                    f"{wire.direction} of {wire.name}")
            if judged:
                wanted[wire.name, wire.direction, group, "drop"] = 1
        after = self.counters()
        rose = {key: after[key] - before.get(key, 0) for key in after
                if after[key] != before.get(key, 0)}
        if rose != wanted:
            seen.faults.append(f"counters rose by {rose}, not {wanted}")
        for key, frames in before.items():
            if after.get(key, 0) < frames:
                seen.faults.append(f"counter {key} fell")
        self.last = after

    def links(self):
        """The links of the port that every policy names, as pinned: one that
        was taken off and attached again is another one."""
        index = socket.if_nametoindex("lan0")
        out = {}
        for name in f"xdp-{index}", f"tc-{index}":
            path = os.path.join(self.pin, name)
            if os.path.exists(path):
                out[name] = os.stat(path).st_ino
        return out

    def tags(self):
        """What the kernel makes of the instructions of each that is pinned."""
        return [program(os.path.join(self.pin, x), "prog_tag")
                for x in PROGRAMS]

    def mixed(self):
        """Programs on a port that are not those that are pinned."""
        ids = {x: program(os.path.join(self.pin, x)) for x in PROGRAMS}
        return [f"{device} runs {port}, and pinned are {ids}"
                for device, port in attached().items()
                if port["xdp"] not in (None, ids["ingress"])
                or not set(port["tc"]) <= {ids["egress"]}]

    def look_parts(self, seen):
        """The idle text is of no frame: another one there is no change."""
        pins, files = {}, []
        if os.path.isdir(self.pin):
            with os.scandir(self.pin) as found:
                pins = {x.name: program(x.path) if x.name in PROGRAMS
                        else x.inode() for x in found
                        if not x.name.startswith("text_")}
        if os.path.isdir(self.state):
            files = sorted(os.listdir(self.state))
        seen.parts = {"pins": pins, "files": files}
        seen.parts.update(attached())


def program(path, what="prog_id"):
    """Its id in the kernel, or what else is known of it there."""
    name = ctypes.create_string_buffer(path.encode())
    attr = ctypes.create_string_buffer(
        struct.pack("=QII", ctypes.addressof(name), 0, 0), 16)
    fd = ctypes.CDLL(None).syscall(SYS_BPF[os.uname().machine], BPF_OBJ_GET,
                                   attr, 16)
    if fd < 0:
        return None
    with open(f"/proc/self/fdinfo/{fd}", encoding="ascii") as info:
        text = info.read()
    os.close(fd)
    found = re.search(rf"^{what}:\s*(\w+)", text, re.M).group(1)
    return int(found) if what == "prog_id" else found


def output(*argv):
    return subprocess.run(argv, stdout=subprocess.PIPE, check=False,
                          stderr=subprocess.DEVNULL).stdout.decode()


def strips_tags(device):
    """Receive VLAN offload, which zones turn off."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        value = array.array("I", [ETHTOOL_GFLAGS, 0])
        ask = struct.pack("16sP", device.encode(), value.buffer_info()[0])
        fcntl.ioctl(sock, SIOCETHTOOL, ask)
    return bool(value[1] & ETH_FLAG_RXVLAN)


def attached():
    """For each port: programs by id, filters, the offload, queueing."""
    links = {x["ifname"]: x
             for x in json.loads(output("ip", "-d", "-j", "link"))}
    filters = json.loads(output("bpftool", "-j", "net"))[0].get("tc", [])
    queues = output("tc", "qdisc", "show").splitlines()
    return {device: {
        "xdp": links[device].get("xdp", {}).get("prog", {}).get("id"),
        "tc": [x.get("prog_id", x.get("id")) for x in filters
               if x.get("devname") == device],
        "strips": strips_tags(device),
        "queue": [x for x in queues if f" dev {device} " in x],
    } for device in ("lan0", "lan1")}
