# SPDX-License-Identifier: GPL-2.0
"""The model's reading of raw bytes: a frame as the packet it turns out to be.

Knows nothing of policies; what a packet may do is decided elsewhere.
"""

import struct

IPV4, IPV6, ARP, EAPOL = 0x0800, 0x86DD, 0x0806, 0x888E
TAGS = (0x8100, 0x88A8)
DEPTH = 2               # tags
ICMP, IGMP, TCP, UDP, ICMPV6 = 1, 2, 6, 17, 58
TUNNELS = (4, 41, 47, 115)
HOP_BY_HOP, ROUTING, FRAGMENT, AH, OPTIONS = 0, 43, 44, 51, 60
# Mobility, HIP and Shim6 are laid out alike
EXTENSIONS = (HOP_BY_HOP, ROUTING, FRAGMENT, AH, OPTIONS, 135, 139, 140)
CHAIN = 8
SOURCE_ROUTES = (131, 137)
WHOLE, FIRST, LATER = "whole", "first", "later"
# What the quoted packet of an ICMP error must show: ports or an identifier
QUOTED = 8
# Fixed parts of neighbour solicitation and advertisement
BODIES = {135: 24, 136: 24}


class Bad(Exception):
    """What cannot be parsed to the end, and why."""


class Packet:
    """A frame, read. Addresses are numbers; what is absent is None."""

    __slots__ = ("data", "dst", "src", "vlan", "tags", "ethertype", "bad",
                 "family", "saddr", "daddr", "ttl", "proto", "fragment",
                 "length", "at", "end", "sport", "dport", "flags", "type",
                 "code", "ident")

    def __init__(self, data=b""):
        self.data = data
        self.tags = 0
        self.sport = self.dport = self.flags = 0
        self.code = 0
        self.fragment = WHOLE
        self.dst = self.src = self.vlan = self.ethertype = self.bad = None
        self.family = self.saddr = self.daddr = self.ttl = self.proto = None
        self.length = self.at = self.end = self.type = self.ident = None

    def ported(self):
        return self.proto in (TCP, UDP)

    def is_icmp(self):
        return self.proto == (ICMP if self.family == 4 else ICMPV6)

    def other(self):
        """IP, but of a protocol that is none of the four."""
        return self.family and not self.ported() and not self.is_icmp()

    def is_echo(self):
        return self.ident is not None

    def is_error(self):
        return (self.type is not None and
                self.type in ((3, 4, 11, 12) if self.family == 4
                              else (1, 2, 3, 4)))

    def turned(self):
        """Its answer, as far as rules can tell."""
        p = Packet()
        p.family, p.proto, p.type = self.family, self.proto, self.type
        p.saddr, p.daddr = self.daddr, self.saddr
        p.sport, p.dport = self.dport, self.sport
        return p

    def payload(self):
        """What follows the transport's header of eight bytes."""
        return self.data[self.at + 8:self.end]


def parse(data):
    """The packet in these bytes; its `bad` says why it has no end."""
    p = Packet(data)
    if len(data) >= 12:
        p.dst = int.from_bytes(data[:6], "big")
        p.src = int.from_bytes(data[6:12], "big")
    if len(data) < 14:
        p.bad = "runt"
        return p
    try:
        at = link(p, data)
        if p.ethertype == IPV4:
            ipv4(p, data, at, len(data))
            transport(p)
        elif p.ethertype == IPV6:
            ipv6(p, data, at, len(data))
            transport(p)
        elif p.ethertype == ARP:
            p.at, p.end = at, len(data)
            if p.end - at < 28:
                raise Bad("cut ARP")
    except Bad as bad:
        p.bad = str(bad)
    return p


def link(p, data):
    """Tags of both kinds; the first number that is not 0, which is a mere
    priority, is the frame's VLAN."""
    at = 14
    kind = data[12] << 8 | data[13]
    while kind in TAGS:
        p.tags += 1
        if p.tags > DEPTH:
            raise Bad("tags")
        if len(data) < at + 4:
            raise Bad("cut tag")
        p.vlan = p.vlan or (data[at] << 8 | data[at + 1]) & 0xFFF or None
        kind = data[at + 2] << 8 | data[at + 3]
        at += 4
    p.ethertype = kind
    return at


def ipv4(p, data, at, end, quoted=False):
    """Header, options, fragment. What a quoted packet says of its length is not
    asked: the quote may be shorter, or padded.
    """
    if end - at < 20:
        raise Bad("cut IPv4")
    words = (data[at] & 15) * 4
    if data[at] >> 4 != 4 or words < 20:
        raise Bad("not IPv4")
    total, = struct.unpack_from("!H", data, at + 2)
    if end - at < words:
        raise Bad("cut IPv4 options")
    if total < words or (total > end - at and not quoted):
        raise Bad("IPv4 length")
    p.family, p.length, p.ttl = 4, total, data[at + 8]
    p.saddr, p.daddr = struct.unpack_from("!II", data, at + 12)
    p.end = end if quoted else at + total
    if words > 20:
        ipv4_options(data, at + 20, at + words)
    where, = struct.unpack_from("!H", data, at + 6)
    p.proto, p.at = data[at + 9], at + words
    if where & 0x1FFF:
        p.fragment = LATER
    elif where & 0x2000:
        p.fragment = FIRST


def ipv4_options(data, at, end):
    while at < end:
        kind = data[at]
        if kind == 0:
            return
        if kind == 1:
            at += 1
            continue
        if kind in SOURCE_ROUTES:
            raise Bad("source route")
        if at + 1 >= end or data[at + 1] < 2 or at + data[at + 1] > end:
            raise Bad("IPv4 option length")
        at += data[at + 1]


def ipv6(p, data, at, end, quoted=False):
    if end - at < 40:
        raise Bad("cut IPv6")
    if data[at] >> 4 != 6:
        raise Bad("not IPv6")
    payload, = struct.unpack_from("!H", data, at + 4)
    if payload > end - at - 40 and not quoted:
        raise Bad("IPv6 length")
    p.family, p.length, p.ttl = 6, 40 + payload, data[at + 7]
    p.saddr = int.from_bytes(data[at + 8:at + 24], "big")
    p.daddr = int.from_bytes(data[at + 24:at + 40], "big")
    p.end = end if quoted else at + 40 + payload
    p.proto, p.at = data[at + 6], at + 40
    if not quoted:
        chain(p, data)


def chain(p, data):
    """Extension headers up to the transport's, or to a fragment's end."""
    seen = 0
    while p.proto in EXTENSIONS and p.fragment != LATER:
        seen += 1
        if seen > CHAIN:
            raise Bad("chain")
        at = p.at
        if p.end - at < 8:
            raise Bad("cut extension")
        if p.proto == AH:
            size = (data[at + 1] + 2) * 4
        elif p.proto == FRAGMENT:
            size = 8
            where, = struct.unpack_from("!H", data, at + 2)
            if where & 0xFFF8:
                p.fragment = LATER
            elif where & 1:
                p.fragment = FIRST
        else:
            size = (data[at + 1] + 1) * 8
            if p.proto == ROUTING and (data[at + 2] == 0 or data[at + 3]):
                raise Bad("routing")
        if size > p.end - at:
            raise Bad("extension length")
        p.proto, p.at = data[at], at + size


def transport(p, quoted=False):
    """Ports, flags, type; only where the first bytes are in this packet."""
    data, at = p.data, p.at
    if p.proto in TUNNELS:
        raise Bad("tunnel")
    if p.fragment == LATER or p.other():
        return
    size = p.end - at
    if size < (20 if p.proto == TCP and not quoted else QUOTED):
        raise Bad("cut transport")
    if p.ported():
        p.sport, p.dport = struct.unpack_from("!HH", data, at)
        if quoted:
            return
        if p.proto == TCP:
            words = (data[at + 12] >> 4) * 4
            if words < 20 or words > size:
                raise Bad("TCP offset")
            p.flags = data[at + 13]
        else:
            length, = struct.unpack_from("!H", data, at + 4)
            if length < 8 or (length > size and p.fragment == WHOLE):
                raise Bad("UDP length")
        return
    p.type, p.code = data[at], data[at + 1]
    if p.family == 6 and size < BODIES.get(p.type, 0) and not quoted:
        raise Bad("cut discovery")
    if p.type in ((0, 8) if p.family == 4 else (128, 129)):
        p.ident, = struct.unpack_from("!H", data, at + 4)


def quoted(p):
    """The packet that an ICMP error quotes, or None if it does not show it."""
    q = Packet(p.data)
    try:
        (ipv4 if p.family == 4 else ipv6)(q, p.data, p.at + 8, p.end, True)
        transport(q, True)
    except Bad:
        return None
    if q.fragment == LATER or q.end - q.at < QUOTED:
        return None             # nobody complains about these
    return q
