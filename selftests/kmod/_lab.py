# SPDX-License-Identifier: GPL-2.0
"""Namespaces, wires, frames, and who sees which of them arrive.

Frames are sent raw and received behind the netfilter ingress hook: a packet
socket bound to a protocol stands there, one for all protocols stands before.
"""

import contextlib
import errno
import glob
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time

import _module as module
from _genl import Guard, Table
from _nl import InNetns

IP4, VLAN, QINQ = 0x0800, 0x8100, 0x88A8
SO_RCVBUFFORCE = 33
MAGIC = b"lcgframe"
PATIENCE = 30       # seconds for what only a fault can hold up

CAM = "44:19:b6:00:00:05"       # listed by prefix() of most tests
PC = "00:00:5e:00:53:77"        # never listed
ROUTER = "00:00:5e:00:53:01"
BROADCAST = "ff:ff:ff:ff:ff:ff"     # what a bridge takes in for itself
PEER4, CAM4 = "203.0.113.9", "10.20.0.5"


def mac(text):
    return bytes.fromhex(text.replace(":", ""))


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def frame(src, number=0, tags=(), size=60, dst=ROUTER, dport=9):
    """A UDP frame of that size (tags included) that bears a number. A tag is
    a VLAN, or (TPID, TCI); the first stands outermost."""
    head = mac(dst) + mac(src)
    for tag in tags:
        head += struct.pack("!HH", *((VLAN, tag) if isinstance(tag, int)
                                     else tag))
    body = MAGIC + struct.pack("!I", number)
    body = body.ljust(size - len(head) - 2 - 28, b".")
    packed = [socket.inet_aton(x) for x in (CAM4, PEER4)]
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 28 + len(body), 1, 0, 64, 17,
                     0, *packed)
    ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
    udp = struct.pack("!HHHH", 40000, dport, 8 + len(body), 0)
    return head + struct.pack("!H", IP4) + ip + udp + body


def other(src, number, kind):
    """A frame of another EtherType than IPv4 that bears a number."""
    return (mac(ROUTER) + mac(src) + struct.pack("!H", kind) + MAGIC +
            struct.pack("!I", number)).ljust(60, b".")


def number_of(data):
    at = data.find(MAGIC)
    return -1 if at < 0 else struct.unpack_from("!I", data, at + 8)[0]


def one_cpu():
    """Frames keep their order when one processor sends and receives them."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def until(what, seconds=PATIENCE):
    """Ask until the answer is true; the last answer. Never a measurement."""
    end = time.monotonic() + seconds
    while True:
        answer = what()
        if answer or time.monotonic() > end:
            return answer
        time.sleep(0.02)


def command(*words, check=True):
    done = subprocess.run([str(w) for w in words], capture_output=True,
                          text=True, check=False)
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(map(str, words))}: "
                           f"{done.stdout}{done.stderr}".strip())
    return done


def path_environment():
    os.environ["PATH"] = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


path_environment()
HOME = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


class Place:
    """A network namespace; without a name, the first one."""

    def __init__(self, name=None):
        self.name = name
        self.sockets = []
        if name is None:
            self.fd = HOME
            return
        command("ip", "netns", "add", name)
        self.fd = os.open("/run/netns/" + name, os.O_RDONLY | os.O_CLOEXEC)
        # no chatter of the kernel's own between the frames of a test
        with self.inside():
            for conf in ("all", "default"):
                path = f"/proc/sys/net/ipv6/conf/{conf}/disable_ipv6"
                with contextlib.suppress(FileNotFoundError), \
                        open(path, "w", encoding="ascii") as f:
                    f.write("1")

    @contextlib.contextmanager
    def inside(self):
        InNetns.enter(self.fd)
        try:
            yield
        finally:
            InNetns.enter(HOME)

    def ip(self, *words, check=True):
        name = ("-n", self.name) if self.name else ()
        return command("ip", *name, *words, check=check)

    def batch(self, *lines):
        name = ["-n", self.name] if self.name else []
        subprocess.run(["ip", *name, "-batch", "-"], check=True, text=True,
                       input="\n".join(lines) + "\n")

    def run(self, *words, check=True):
        """A command in here; never ip netns exec, which hides bpffs."""
        if not self.name:
            return command(*words, check=check)
        return command("nsenter", f"--net=/run/netns/{self.name}", "--",
                       *words, check=check)

    def ifindex(self, dev):
        with self.inside():
            return socket.if_nametoindex(dev)

    def packet_socket(self, dev, proto):
        with self.inside():
            sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
            sock.bind((dev, proto))
        self.sockets.append(sock)
        return sock

    def guard(self):
        """A netlink client of the guard of this namespace."""
        guard = Guard(self.name)
        self.sockets.append(guard)
        return guard

    def close(self):
        """Sockets would keep a namespace from going."""
        for sock in self.sockets:
            sock.close()
        self.sockets = []

    def delete(self):
        self.close()
        if not self.name:
            return
        os.close(self.fd)
        command("ip", "netns", "del", self.name, check=False)


class Lab:
    """Namespaces of this process, gone at the end."""

    def __init__(self):
        self.places = []
        self.borrowed = []
        one_cpu()

    def place(self, name=None):
        """Without a name, the first namespace, where nothing is made."""
        self.places.append(Place(name and f"lcg{os.getpid()}-{name}"))
        return self.places[-1]

    def borrow(self, place, dev, name):
        """A device of the first namespace, under another name and up; a card
        would filter out frames to an address that is not its own."""
        self.borrowed.append((place, dev, name))
        command("ip", "link", "set", dev, "netns", place.name)
        place.batch(f"link set {dev} name {name}",
                    f"link set {name} promisc on", f"link set {name} up")

    def drop(self, place):
        """Delete a namespace before the end."""
        self.places.remove(place)
        place.delete()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for place, dev, name in self.borrowed:
            place.ip("link", "set", name, "down", "promisc", "off",
                     check=False)
            place.ip("link", "set", name, "name", dev, check=False)
            place.ip("link", "set", dev, "netns", "1", check=False)
        self.borrowed = []
        for place in reversed(self.places):
            place.delete()
        self.places = []


def wire(place, dev, other, peer, more=()):
    """A veth pair: dev in place, peer in other, both up."""
    place.batch(f"link add {dev} type veth peer name {peer} "
                f"netns {other.name}", *more, f"link set {dev} up")
    other.batch(f"link set {peer} up")


def running(place, dev):
    """Wait for a device that takes a moment to carry frames."""
    if not until(lambda: "LOWER_UP" in place.ip("link", "show", dev).stdout):
        raise RuntimeError(f"{dev} has no carrier")


def virtio_ports():
    """Names of the first namespace's virtio network devices."""
    found = []
    for path in sorted(glob.glob("/sys/class/net/*/device/driver")):
        dev = path.split("/")[4]
        if os.path.basename(os.path.realpath(path)) == "virtio_net":
            found.append(dev)
    return found


def no_virtio():
    """Why there is no pair of virtio ports to test on."""
    if len(virtio_ports()) != 2:
        return "needs two virtio network cards, wired back to back"
    return None


class Sender:
    """Sends from a device, as a camera behind it would."""

    def __init__(self, place, dev):
        self.sock = place.packet_socket(dev, 0)

    def send(self, data):
        """A full queue takes time; anything else is a fault of the test."""
        while True:
            try:
                return self.sock.send(data)
            except OSError as e:
                if e.errno != errno.ENOBUFS:
                    raise
                time.sleep(0.001)


class Receiver:
    """Sees what comes in on a device behind the netfilter ingress hook."""

    def __init__(self, place, dev, protocols=(IP4, VLAN, QINQ)):
        self.socks = [place.packet_socket(dev, p) for p in protocols]
        for sock in self.socks:
            sock.setblocking(False)
            sock.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 256 << 20)

    def numbers(self):
        """The numbers of all frames that are there now, in no order."""
        found = []
        for sock in self.socks:
            with contextlib.suppress(BlockingIOError):
                while True:
                    data, address = sock.recvfrom(65536)
                    if address[2] != socket.PACKET_OUTGOING:
                        found.append(number_of(data))
        return found

    def until_number(self, number):
        """All numbers up to that one; raises when it does not come."""
        found, end = [], time.monotonic() + PATIENCE
        while number not in found:
            left = end - time.monotonic()
            if left < 0:
                raise RuntimeError("an unlisted frame did not arrive")
            select.select(self.socks, [], [], left)
            found += self.numbers()
        return found

    def close(self):
        for sock in self.socks:
            sock.close()


MARK = 0x7FFFFFFF


def arrivals(sender, receiver, frames, **more):
    """Which of the frames arrive, as a list of truth values.

    frames: functions of a number, or (source, further arguments of frame()).
    An unlisted frame is sent behind them, with what more says of it; when it
    is there, all are.
    """
    receiver.numbers()
    for i, made in enumerate(frames):
        sender.send(made(i) if callable(made) else frame(made[0], i, **made[1])
                    if isinstance(made, tuple) else frame(made, i))
    sender.send(frame(PC, MARK, **more))
    found = receiver.until_number(MARK)
    return [i in found for i in range(len(frames))]


def table(*prefixes, ident=1):
    """A table that lists "44:19:b6/24" and the like everywhere."""
    return Table.of(prefixes, ident)


class Bench:
    """One guarded port, and the camera's end of the wire to it; with virtio,
    two of the machine's own network cards instead of a veth pair.

        cam: cam0 --- lan0 :rtr
    """

    def __init__(self, lab, virtio=False):
        self.cam, self.rtr = lab.place("cam"), lab.place("rtr")
        if virtio:
            for place, dev, name in zip((self.cam, self.rtr), virtio_ports(),
                                        ("cam0", "lan0")):
                lab.borrow(place, dev, name)
            running(self.rtr, "lan0")
        else:
            wire(self.rtr, "lan0", self.cam, "cam0")
        self.guard = self.rtr.guard()
        self.tx = Sender(self.cam, "cam0")
        self.rx = Receiver(self.rtr, "lan0")

    def arrive(self, *frames):
        return arrivals(self.tx, self.rx, frames)

    def counts(self, dev="lan0"):
        """(passed, dropped) frames of listed sources."""
        port = self.guard.port(dev)
        return port["passed_frames"], port["dropped_frames"]


def ended(signum, _frame):
    raise SystemExit(128 + signum)


def skip_all(why):
    print(f"TAP version 13\n1..0 # SKIP {why}", flush=True)
    sys.exit(4)


def run(body, needs=()):
    """Run body(tap, lab) with the module loaded; leaves it unloaded, and
    nothing else either. needs: functions that say why it cannot run here."""
    for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sig, ended)
    module.need()
    for need in needs:
        why = need()
        if why:
            skip_all(why)
    tap = module.Tap()
    with tap, Lab() as lab:
        module.load()
        body(tap, lab)
    sys.exit(tap.finish())
