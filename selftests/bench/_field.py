# SPDX-License-Identifier: GPL-2.0
"""Frames of 64 bytes into ports, as XDP live frames, and what one took.

    [sender] spare0       out0 ---- port0 [contender]      all in one namespace
       |                  out1 ---- port1 [contender]      that nobody else sees
       '----- redirects to either of these ...

Knows no contender and prints nothing but progress. The namespaces, of the
network and of the BPF file system, end with the process, however it ends."""

import collections
import ctypes
import json
import os
import random
import socket
import struct
import subprocess
import sys
import time

import _bpf
from _bpf import x

TEST_RUN, LIVE_FRAMES, BATCH = 10, 1 << 1, 64
CLONE_NEWNS, CLONE_NEWNET = 0x20000, 0x40000000
MS_REC, MS_PRIVATE = 1 << 14, 1 << 18
GROUP = 7                       # of the devices of ports
FRAME_LEN = 60                  # without its checksum


def enter():
    """Into namespaces of one's own, on the last processor."""
    if x.LIBC.unshare(CLONE_NEWNS | CLONE_NEWNET):
        sys.exit("bench: no namespaces can be made; root is needed")
    if x.LIBC.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) or \
            x.LIBC.mount(b"bpf", b"/sys/fs/bpf", b"bpf", 0, None):
        sys.exit("bench: the BPF file system cannot be mounted: "
                 + os.strerror(ctypes.get_errno()))
    # no frames but those that are sent
    with open("/proc/sys/net/ipv6/conf/default/disable_ipv6", "w",
              encoding="ascii") as file:
        file.write("1")
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.nice(-20)


def run(*words, **options):
    """Run it; what it said becomes the error where it fails."""
    done = subprocess.run(words, check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, **options)
    if done.returncode:
        last = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise OSError(0, f"{os.path.basename(words[0])}: "
                      f"{last.splitlines()[-1] if last else done.returncode}")
    return done.stdout


class Port:
    """What goes out of `out` comes into `name`."""

    def __init__(self, number):
        self.out, self.name = f"out{number}", f"port{number}"

    def look(self):
        self.out_index = socket.if_nametoindex(self.out)
        self.index = socket.if_nametoindex(self.name)


def make_ports(count):
    """Receive offload on: XDP turns it on, and without either frames vanish."""
    ports = [Port(number) for number in range(count)]
    run("ip", "-batch", "-", input="".join(
        f"link add {p.out} group {GROUP} type veth peer name {p.name}\n"
        f"link set {p.out} up\nlink set {p.name} up\n"
        for p in ports).encode())
    for port in ports:
        run("ethtool", "-K", port.name, "gro", "on")
        port.look()
    return ports


def remove_ports():
    """All that make_ports() made: at once, where one after another takes long."""
    run("ip", "link", "delete", "group", str(GROUP))


def received(ports):
    """(that came in, that came to IP), frames of all ports. Those that came to
    IP are for another host, and are dropped there first of all."""
    said = run("ip", "-json", "-statistics", "-statistics", "link", "show")
    links = {link["ifname"]: link["stats64"]["rx"] for link in json.loads(said)}
    return [sum(links[p.name].get(key, 0) for p in ports)
            for key in ("packets", "otherhost")]


class Frames:
    """Which frames: from whom, how chosen, and how many in 1 are of a listed
    device. macs: as numbers of 48 bits. settings: of struct sending."""

    def __init__(self, macs, listed=1.0, **settings):
        self.macs = [int.from_bytes(mac.to_bytes(6, "big"), "little")
                     for mac in macs]
        self.listed = listed
        self.settings = {"mac": len(macs) - 1, "at_random": len(macs) - 1,
                         "in_turn": 0, "port_shift": 16, "new_mac": 0,
                         "new_port": 0, **settings}


def frame():
    """From nobody yet to a host that is not here, by UDP."""
    udp = struct.pack(">HHHH", 0, 0, 26, 0) + bytes(18)
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0,
                     bytes([10, 20, 1, 5]), bytes([203, 0, 113, 9]))
    return (bytes.fromhex("0a0000000001" "000000000000" "0800") + ip +
            udp).ljust(FRAME_LEN, b"\0")


class Sender:
    """A program that makes one frame into many and sends them on. It stands on
    a spare device, or each of its runs would wait for the kernel's patching."""

    def __init__(self, number):
        self.number = number
        self.object = _bpf.Object("sender")
        self.sending = _bpf.Variable(self.object, "sending")
        self.prog = self.object.prog_fd("sender")
        run("ip", "link", "add", f"spare{number}", "type", "veth", "peer",
            "name", f"idle{number}")
        self.link = _bpf.attach(self.prog,
                                socket.if_nametoindex(f"spare{number}"))
        self.data = ctypes.create_string_buffer(frame(), FRAME_LEN)

    def aim(self, ports, frames):
        put = self.sending.put
        put("macs", *frames.macs)
        put("outs", *(port.out_index for port in ports))
        put("out", len(ports) - 1)
        put("sent", 0)
        for name, value in frames.settings.items():
            put(name, value)

    def send(self, count):
        """Nanoseconds a frame that it took."""
        attr = struct.pack("<IIIIQQIIIIQQIII", self.prog, 0, FRAME_LEN, 0,
                           ctypes.addressof(self.data), 0, count, 0, 0, 0, 0,
                           0, LIVE_FRAMES, 0, BATCH)
        begin = time.perf_counter_ns()
        x.bpf(TEST_RUN, attr)
        return (time.perf_counter_ns() - begin) / count


# One line of a comparison: who, through which ports, which frames, and how many
# in 1 are passed on to the stack.
Line = collections.namedtuple("Line", "name ports frames passed")


def checked(sender, line, count):
    """Send, and see that each frame arrived and the right ones went on."""
    sender.aim(line.ports, line.frames)
    before = received(line.ports)
    sender.send(count)
    came, passed = (b - a for a, b in zip(before, received(line.ports)))
    if came != count:
        raise OSError(0, f"{line.name}: {came} of {count} frames came in")
    slack = 6 * (count * line.passed * (1 - line.passed)) ** .5
    if abs(passed - line.passed * count) > slack:
        raise OSError(0, f"{line.name}: {passed} of {count} frames passed, "
                      f"{line.passed:.2%} of them should")


def rounds(sender, lines, options, what, least=0):
    """By name of line the nanoseconds of each round. Lines of the same frames
    in turn, in another order each round, so that little time lies between what
    is compared. A first round warms up, and sees that all is as told. least:
    fewer frames than that would not meet all that there is."""
    count = max(options.frames, least)
    took = {line.name: [] for line in lines}
    order, kinds = list(lines), [line.frames for line in lines]
    for number in range(options.rounds + 1):
        progress(f"{what}: round {number} of {options.rounds}")
        random.Random(number).shuffle(order)
        order.sort(key=lambda line: kinds.index(line.frames))
        for line in order:
            if not number:
                checked(sender, line, count)
                continue
            sender.aim(line.ports, line.frames)
            took[line.name].append(sender.send(count))
    return took


def progress(text):
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
