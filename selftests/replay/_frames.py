# SPDX-License-Identifier: GPL-2.0
"""Frames of every kind, honest or not, as bytes; and captures of them.

Builds and writes only: what a frame should come to stands in the tests, how a
table of them is judged in _table.py.
"""

import ipaddress
import struct

CAM, CAM2 = "44:19:b6:00:00:01", "44:19:b6:00:00:02"
LOCAL_CAM = "46:19:b6:00:00:01"
PC, ROUTER = "00:00:5e:00:53:10", "00:00:5e:00:53:01"
BROADCAST = "ff:ff:ff:ff:ff:ff"
# Addresses: the camera's, the router's and a recorder's on the link, and far
CAM4, CAM6, CAM_LL = "10.20.1.5", "fd20::5", "fe80::4619:b6ff:fe00:1"
LAN4, LAN6, LAN_LL = "10.20.0.1", "fd20::1", "fe80::1"
REC4, REC6 = "10.20.0.10", "fd20::10"
FAR4, FAR6 = "203.0.113.9", "2001:db8::9"

IP4, IP6, ARP, EAPOL = 0x0800, 0x86DD, 0x0806, 0x888E
VLAN, QINQ = 0x8100, 0x88A8
ICMP, IGMP, IPIP, TCP, UDP, SIXIN4, GRE = 1, 2, 4, 6, 17, 41, 47
ESP, AH, ICMP6, L2TP, SCTP = 50, 51, 58, 115, 132
HOPOPTS, ROUTING, FRAGMENT, DSTOPTS, NONE = 0, 43, 44, 60, 59
RS, RA, NS, NA, REDIRECT6 = 133, 134, 135, 136, 137


def mac(text):
    return bytes.fromhex(text.replace(":", ""))


def addr(text):
    return ipaddress.ip_address(text).packed


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


# --- the link

def ether(src, dst, payload, kind=None, tags=(), pad=60):
    """A frame. Without `kind` the payload's IP version says it. A tag is a
    VLAN number, or (TPID, TCI); the first stands outermost."""
    if kind is None:
        kind = IP6 if payload[:1] and payload[0] >> 4 == 6 else IP4
    head = mac(dst) + mac(src)
    for tag in tags:
        tpid, tci = (VLAN, tag) if isinstance(tag, int) else tag
        head += struct.pack("!HH", tpid, tci)
    return (head + struct.pack("!H", kind) + payload).ljust(pad, b"\0")


def up(payload, src=CAM, dst=ROUTER, **more):
    """A frame from the camera."""
    return ether(src, dst, payload, **more)


def down(payload, src=ROUTER, dst=CAM, **more):
    """A frame to the camera."""
    return ether(src, dst, payload, **more)


def llc(src, dst, payload, snap=None):
    """802.3 with LLC; with `snap`, an EtherType in a SNAP header."""
    head = b"\x42\x42\x03"
    if snap is not None:
        head = b"\xaa\xaa\x03\0\0\0" + struct.pack("!H", snap)
    body = head + payload
    return (mac(dst) + mac(src) + struct.pack("!H", len(body)) + body
            ).ljust(60, b"\0")


def arp(op=1, sha=CAM, spa=CAM4, tha="00:00:00:00:00:00", tpa=LAN4,
        hardware=1, protocol=IP4, hlen=6, plen=4):
    return struct.pack("!HHBBH", hardware, protocol, hlen, plen, op) + (
        mac(sha) + addr(spa) + mac(tha) + addr(tpa))


# --- IP

def ip4(src, dst, proto, payload=b"", ttl=64, options=b"", offset=0,
        more=False, total=None, ihl=None, version=4):
    """`offset` in bytes; `total` and `ihl` where the header is to lie."""
    options += b"\0" * (-len(options) % 4)
    words = 5 + len(options) // 4
    size = 4 * words + len(payload) if total is None else total
    head = struct.pack("!BBHHHBBH", version << 4 | (words if ihl is None
                       else ihl), 0, size & 0xFFFF, 7,
                       offset // 8 | more << 13, ttl, proto, 0)
    head += addr(src) + addr(dst) + options
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def ip6(src, dst, proto, payload=b"", hop=64, size=None, version=6):
    return struct.pack("!IHBB", version << 28, (len(payload) if size is None
                       else size) & 0xFFFF, proto, hop) + (
        addr(src) + addr(dst) + payload)


def options6(proto, payload, data=b"\x01\x04\0\0\0\0", words=None):
    """A hop-by-hop or destination options header; `words` to lie."""
    body = data + b"\0" * (-(2 + len(data)) % 8)
    count = (2 + len(body)) // 8 - 1 if words is None else words
    return bytes([proto, count]) + body + payload


def chain6(count, proto, payload, kind=DSTOPTS):
    """(protocol of the first, bytes): `count` options headers in a row."""
    for _ in range(count):
        payload, proto = options6(proto, payload), kind
    return proto, payload


def routing6(proto, payload, kind, left=1, via=FAR6):
    return bytes([proto, 2, kind, left]) + b"\0" * 4 + addr(via) + payload


def fragment6(proto, payload, offset=0, more=False, ident=7):
    return struct.pack("!BBHI", proto, 0, offset | more, ident) + payload


def authentication(proto, payload):
    return bytes([proto, 4]) + b"\0" * 22 + payload


# --- what IP carries

def udp(sport, dport, body=b"lenscap-", size=None):
    return struct.pack("!HHHH", sport, dport, 8 + len(body) if size is None
                       else size, 0) + body


def tcp(sport, dport, body=b"", flags=0x02, words=5):
    return struct.pack("!HHIIBBHHH", sport, dport, 1, 0, words << 4, flags,
                       1024, 0, 0) + body


def sctp(sport, dport):
    init = b"\x01\0\0\x14" + bytes(16)
    return struct.pack("!HHII", sport, dport, 1, 0) + init


def icmp(kind, code=0, body=b"\0\x01\0\x01lenscap-"):
    """ICMP and ICMPv6 alike; the checksum is that of ICMP."""
    head = struct.pack("!BBH", kind, code, 0) + body
    return head[:2] + struct.pack("!H", checksum(head)) + head[4:]


def error(kind, code, quoted, rest=b"\0\0\0\0"):
    """An ICMP or ICMPv6 error about a packet."""
    return icmp(kind, code, rest + quoted)


def nd_option(kind, data):
    """Padded to eight bytes; kind 1 source, 2 target link-layer address."""
    whole = 2 + len(data)
    whole += -whole % 8
    return (bytes([kind, whole // 8]) + data).ljust(whole, b"\0")


def nd(kind, target=LAN6, options=b""):
    """RS, NS and NA and their kin, with options as they are given."""
    bodies = {RS: b"\0" * 4, RA: b"\x40\0\x07\x08" + bytes(8),
              NS: b"\0" * 4 + addr(target), NA: b"\x60\0\0\0" + addr(target),
              REDIRECT6: b"\0" * 4 + addr(target) + addr(FAR6)}
    return icmp(kind, 0, bodies[kind] + options)


def bootp(op=1, chaddr=CAM, hlen=6, kind=1):
    """DHCP without its ports: discover by default; 2 and kind 2 an offer."""
    head = struct.pack("!BBBBIHH", op, 1, hlen, 0, 99, 0, 0) + bytes(16)
    return head + mac(chaddr).ljust(16, b"\0") + bytes(192) + (
        b"\x63\x82\x53\x63\x35\x01" + bytes([kind, 255])) + bytes(52)


def dhcp4(sport, dport, src="0.0.0.0", dst="255.255.255.255", **more):
    return ip4(src, dst, UDP, udp(sport, dport, bootp(**more)))


def dhcp6(sport, dport, src=CAM_LL, dst="ff02::1:2", kind=1):
    return ip6(src, dst, UDP, udp(sport, dport, bytes([kind, 0, 0, 1])
                                  + b"\0\x01\0\x0a\0\x03\0\x01" + mac(CAM)))


ROUTER_ALERT4 = b"\x94\x04\0\0"
ROUTER_ALERT6 = b"\x05\x02\0\0\x01\0"


def igmp(kind=0x16, group="224.0.0.251"):
    head = struct.pack("!BBH", kind, 0, 0) + addr(group)
    return head[:2] + struct.pack("!H", checksum(head)) + head[4:]


def mld(src, dst, kind=143, hop=1, group="ff02::fb"):
    """A report (143, 131), done (132) or query (130) behind a router alert."""
    body = struct.pack("!HH", 0, 0) + addr(group)
    if kind == 143:
        body = struct.pack("!HHBBH", 0, 1, 4, 0, 0) + addr(group)
    return ip6(src, dst, HOPOPTS, options6(ICMP6, icmp(kind, 0, body),
                                           ROUTER_ALERT6), hop=hop)


# --- captures

def pcap(path, frames, nano=False, link=1, snap=262144, swapped=False):
    """A capture of frames a millisecond apart. A frame may be (frame, cut):
    of which only the first `cut` bytes were kept."""
    order = ">" if swapped else "<"
    with open(path, "wb") as file:
        file.write(struct.pack(order + "IHHiIII", 0xA1B23C4D if nano
                               else 0xA1B2C3D4, 2, 4, 0, 0, snap, link))
        for at, frame in enumerate(frames):
            whole, kept = frame if isinstance(frame, tuple) else (
                frame, len(frame))
            stamp = at % 1000 * (1000000 if nano else 1000)
            file.write(struct.pack(order + "IIII", 1700000000 + at // 1000,
                                   stamp, min(kept, len(whole)), len(whole)))
            file.write(whole[:kept])
