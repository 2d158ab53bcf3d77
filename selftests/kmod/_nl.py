# SPDX-License-Identifier: GPL-2.0
"""Generic netlink over a plain socket: attributes, requests, refusals, groups.

Any family; what the guard's messages mean stands in _genl.py.
"""

import ctypes
import errno
import os
import socket
import struct
import time

NLMSG_ERROR, NLMSG_DONE = 2, 3
F_REQUEST, F_MULTI, F_ACK, F_DUMP_INTR, F_DUMP = 1, 2, 4, 0x10, 0x300
F_CAPPED, F_ACK_TLVS = 0x100, 0x200
NESTED, NET_ORDER = 0x8000, 0x4000
NETLINK_GENERIC, SOL_NETLINK, ADD_MEMBERSHIP = 16, 270, 1
CAP_ACK, EXT_ACK, STRICT_CHECK = 10, 11, 12
SO_SNDBUFFORCE, SO_RCVBUFFORCE = 32, 33
GENL_ID_CTRL, CTRL_GETFAMILY = 16, 3
CLONE_NEWNET = 0x40000000
BUFFER = 8 << 20    # 65,536 prefixes in one message are 2 MiB


class Refused(OSError):
    """The kernel's answer to a request that it did not do: .errno, .name
    ("EINVAL"), .message and .offset (into the message, from the netlink
    header on) of the extended acknowledgement, .attrs: its attributes."""

    def __init__(self, number, attrs=()):
        self.attrs = dict(attrs)
        text = self.attrs.get(1, b"").rstrip(b"\0").decode("utf-8", "replace")
        self.message = text or None
        self.offset = self.number(2)
        self.missing = self.number(5)
        self.missing_nest = self.number(6)
        # its other name, ENOTSUP, is what Python finds
        self.name = "EOPNOTSUPP" if number == errno.EOPNOTSUPP else \
            errno.errorcode.get(number, str(number))
        super().__init__(number, f"{self.name}: {text or os.strerror(number)}")

    def number(self, kind):
        raw = self.attrs.get(kind)
        return struct.unpack("=I", raw)[0] if raw else None


class NoFamily(Refused):
    """The family is not there: the module is not loaded."""


def attr(kind, payload=b"", length=None):
    """One attribute, padded. `length` lies about its length."""
    if length is None:
        length = 4 + len(payload)
    return (struct.pack("=HH", length, kind) + payload
            + bytes(-len(payload) % 4))


def nest(kind, *attrs):
    """An attribute that holds attributes, marked as such."""
    return attr(kind | NESTED, b"".join(attrs))


def u8(kind, value):
    return attr(kind, struct.pack("=B", value))


def u16(kind, value):
    return attr(kind, struct.pack("=H", value))


def u32(kind, value):
    return attr(kind, struct.pack("=I", value))


def string(kind, text):
    return attr(kind, text.encode() + b"\0")


def attributes(data):
    """[(kind without flags, payload)]; ValueError when they do not add up."""
    found, at = [], 0
    while at + 4 <= len(data):
        length, kind = struct.unpack_from("=HH", data, at)
        if length < 4 or at + length > len(data):
            raise ValueError(f"attribute {kind & 0x3fff} of {length} bytes "
                             f"at {at} of {len(data)}")
        found.append((kind & 0x3fff, data[at + 4:at + length]))
        at += length + -length % 4
    if at < len(data):
        raise ValueError(f"{len(data) - at} bytes left over")
    return found


class InNetns:
    """A with-block of this thread in another network namespace: a name below
    /run/netns, a path, or None for the one it is in."""

    def __init__(self, netns):
        self.path = netns and os.path.join("/run/netns", str(netns))
        self.back = None

    def __enter__(self):
        if self.path:
            self.back = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
            target = os.open(self.path, os.O_RDONLY)
            try:
                self.enter(target)
            finally:
                os.close(target)
        return self

    def __exit__(self, *_):
        if self.path:
            self.enter(self.back)
            os.close(self.back)

    @staticmethod
    def enter(fd):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.setns(fd, CLONE_NEWNET):
            number = ctypes.get_errno()
            raise OSError(number, "setns: " + os.strerror(number))


class Genl:
    """One generic netlink socket. Not for several threads at once."""

    def __init__(self, netns=None, timeout=60):
        with InNetns(netns):
            self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW,
                                      NETLINK_GENERIC)
        self.sock.bind((0, 0))
        self.sock.settimeout(timeout)
        self.seq = 0
        for option in (CAP_ACK, EXT_ACK, STRICT_CHECK):
            self.sock.setsockopt(SOL_NETLINK, option, 1)
        for option in (SO_SNDBUFFORCE, SO_RCVBUFFORCE):
            try:
                self.sock.setsockopt(socket.SOL_SOCKET, option, BUFFER)
            except PermissionError:
                pass    # the tests of who may ask do without

    def close(self):
        self.sock.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def message(self, family, cmd, payload=b"", version=1, flags=F_ACK):
        """A whole request, for those who want to spoil it before they send."""
        self.seq += 1
        return struct.pack("=IHHIIBBH", 20 + len(payload), family,
                           F_REQUEST | flags, self.seq, 0, cmd, version,
                           0) + payload

    def send(self, message):
        """Bytes as they are, then the replies to them until an end or an
        acknowledgement: [(cmd, payload)], or raises Refused."""
        self.sock.send(message)
        return self.replies(struct.unpack_from("=I", message, 8)[0])

    def request(self, family, cmd, payload=b"", **how):
        return self.send(self.message(family, cmd, payload, **how))

    def dump(self, family, cmd, payload=b""):
        return self.request(family, cmd, payload, flags=F_DUMP)

    def replies(self, seq):
        found = []
        while True:
            for kind, flags, number, body in self.receive():
                if number != seq:
                    continue    # of a request that was given up
                if kind == NLMSG_ERROR:
                    self.judge(body, flags, 20)
                    return found
                if kind == NLMSG_DONE:
                    self.judge(body, flags, 4)
                    return found
                if flags & F_DUMP_INTR:
                    raise InterruptedError("the dump was interrupted")
                found.append((body[0], body[4:]))

    @staticmethod
    def judge(body, flags, skip):
        """Raise Refused for an acknowledgement or an end that says so."""
        number = -struct.unpack_from("=i", body)[0] if len(body) >= 4 else 0
        if not number:
            return
        tlvs = []
        if flags & F_ACK_TLVS:
            if skip == 20 and not flags & F_CAPPED:
                skip = 4 + struct.unpack_from("=I", body, 4)[0]
            tlvs = attributes(body[skip:])
        raise Refused(number, tlvs)

    def receive(self):
        """The messages of one datagram: [(kind, flags, seq, body)]."""
        data, found, at = self.sock.recv(1 << 20), [], 0
        while at + 16 <= len(data):
            length, kind, flags, seq, _ = struct.unpack_from("=IHHII", data, at)
            if length < 16 or at + length > len(data):
                raise ValueError("a netlink message with a false length")
            found.append((kind, flags, seq, data[at + 16:at + length]))
            at += length + -length % 4
        return found

    def family(self, name):
        """(id, version, {group: id}) of a family, or raises NoFamily."""
        try:
            answer = self.request(GENL_ID_CTRL, CTRL_GETFAMILY, string(2, name),
                                  version=2)
        except Refused as refused:
            if refused.errno == errno.ENOENT:
                raise NoFamily(errno.ENOENT, refused.attrs.items()) from None
            raise
        found = dict(attributes(answer[0][1]))
        groups = {}
        for _, group in attributes(found.get(7, b"")):
            group = dict(attributes(group))
            groups[group[1].rstrip(b"\0").decode()] = struct.unpack(
                "=I", group[2])[0]
        return (struct.unpack("=H", found[1])[0],
                struct.unpack("=I", found[3])[0], groups)

    def join(self, group):
        self.sock.setsockopt(SOL_NETLINK, ADD_MEMBERSHIP, group)

    def heard(self, seconds, count=None):
        """What comes to a group: [(cmd, payload)], until so many came or so
        many seconds are over."""
        found, end = [], time.monotonic() + seconds
        while count is None or len(found) < count:
            left = end - time.monotonic()
            if left <= 0:
                break
            self.sock.settimeout(left)
            try:
                messages = self.receive()
            except TimeoutError:
                break
            found += [(body[0], body[4:]) for kind, _, _, body in messages
                      if kind >= GENL_ID_CTRL]
        return found
