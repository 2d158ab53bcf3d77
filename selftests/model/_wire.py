# SPDX-License-Identifier: GPL-2.0
"""Frames from fields, layer by layer, and the capture file they stand in.

Addresses are numbers; an address's family goes beside it. Fields may lie on
request. Checksums are left zero: nobody here looks at them.
"""

import struct


def ether(dst, src, kind, payload, tags=()):
    head = dst.to_bytes(6, "big") + src.to_bytes(6, "big")
    for tpid, number in tags:
        head += struct.pack("!HH", tpid, number)
    return head + struct.pack("!H", kind) + payload


def ipv4(src, dst, proto, payload, ttl=64, options=b"", where=0, total=None):
    """`where` is flags and offset as they stand in the header."""
    if total is None:
        total = 20 + len(options) + len(payload)
    return struct.pack("!BBHHHBBHII", 0x45 + len(options) // 4, 0,
                       total & 0xFFFF, 0x1234, where, ttl, proto, 0, src,
                       dst) + options + payload


def ipv6(src, dst, proto, payload, hops=64, length=None):
    if length is None:
        length = len(payload)
    return (struct.pack("!IHBB", 6 << 28, length & 0xFFFF, proto, hops) +
            src.to_bytes(16, "big") + dst.to_bytes(16, "big") + payload)


def ip(family, src, dst, proto, payload, ttl=64):
    return (ipv4 if family == 4 else ipv6)(src, dst, proto, payload, ttl)


def extension(kind, following, words=0, body=None):
    """An IPv6 extension header and the number that names it."""
    if kind == 51:
        return struct.pack("!BBHII", following, 1 + words, 0, 7,
                           9) + bytes(4 * words)
    if body is None:
        body = bytes((1, 4)) + bytes(4 + 8 * words)
    return struct.pack("!BB", following, words) + body


def fragment(following, offset, more, ident=77):
    return struct.pack("!BBHI", following, 0, offset << 3 | more, ident)


def tcp(sport, dport, flags, payload=b"", options=b""):
    return struct.pack("!HHIIBBHHH", sport, dport, 1, 1,
                       0x50 + (len(options) // 4 << 4), flags, 8192, 0,
                       0) + options + payload


def udp(sport, dport, payload=b"", length=None):
    if length is None:
        length = 8 + len(payload)
    return struct.pack("!HHHH", sport, dport, length & 0xFFFF, 0) + payload


def icmp(kind, code, rest, payload=b""):
    """`rest` is the header's second half as a number."""
    return struct.pack("!BBHI", kind, code, 0, rest) + payload


def arp(op, sha, spa, tha, tpa, kind=1, proto=0x800, sizes=(6, 4)):
    return (struct.pack("!HHBBH", kind, proto, *sizes, op) +
            sha.to_bytes(6, "big") + struct.pack("!I", spa) +
            tha.to_bytes(6, "big") + struct.pack("!I", tpa))


def bootp(op, chaddr, options=b"\x35\x01\x01\xff"):
    return (struct.pack("!BBBBIHHIIII", op, 1, 6, 0, 99, 0, 0, 0, 0, 0, 0) +
            chaddr.to_bytes(6, "big") + bytes(10 + 192) +
            b"\x63\x82\x53\x63" + options)


def nd_option(kind, mac, words=1):
    return struct.pack("!BB", kind, words) + mac.to_bytes(6, "big")


def capture(path, frames, fine=True):
    """Writes (nanoseconds, bytes) of Ethernet as pcap; `fine` keeps them."""
    unit = 1 if fine else 1000
    parts = [struct.pack("<IHHiIII", 0xA1B23C4D if fine else 0xA1B2C3D4, 2, 4,
                         0, 0, 262144, 1)]
    for now, data in frames:
        second, rest = divmod(now, 10 ** 9)
        parts.append(struct.pack("<IIII", second, rest // unit, len(data),
                                 len(data)))
        parts.append(data)
    with open(path, "wb") as file:
        file.write(b"".join(parts))
