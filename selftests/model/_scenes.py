# SPDX-License-Identifier: GPL-2.0
"""Single frames of every kind a device or a peer may send, right and nearly
right. When they are sent, and what is spoilt afterwards, is traffic's part.
"""

from _cast import LINK, NET4, NET6, ROUTER
from _wire import (arp, bootp, ether, extension, fragment, icmp, ip, ipv4,
                   ipv6, nd_option, tcp, udp)

FLAGS = [0x02, 0x12, 0x10, 0x18, 0x18, 0x10, 0x11, 0x14, 0x04, 0x29, 0x00]
ALL_NODES, ALL_ROUTERS = 0xFF02 << 112 | 1, 0xFF02 << 112 | 2
SOLICITED = 0xFF02 << 112 | 0x1FF << 24
ERRORS4, ERRORS6 = (3, 4, 5, 11, 12), (1, 2, 3, 4)


def group_mac(family, address):
    if family == 6:
        return 0x3333 << 32 | address & 0xFFFFFFFF
    return 0x01005E << 24 | address & 0x7FFFFF


def transport(rnd, talk, outward, flags=0x18, size=None):
    """The conversation's next segment, from the device or to it."""
    ports = (talk.dport, talk.pport) if outward else (talk.pport, talk.dport)
    load = bytes(rnd.randint(0, 40) if size is None else size)
    if talk.proto == 6:
        return tcp(*ports, flags, load, b"\x01" * 4 * (rnd.random() < .1))
    if talk.proto == 17:
        return udp(*ports, load)
    kinds = (8, 0) if talk.family == 4 else (128, 129)
    return icmp(rnd.choice(kinds), 0, talk.dport << 16 | 1, load)


def ends(talk, outward):
    return (talk.own, talk.peer) if outward else (talk.peer, talk.own)


def macs(talk, outward):
    """(destination, source) of a frame of this conversation."""
    mine = talk.device.mac
    if not outward:
        return mine, talk.other
    if talk.family == 4 and talk.peer >> 28 == 0xE:
        return group_mac(4, talk.peer), mine
    if talk.family == 6 and talk.peer >> 120 == 0xFF:
        return group_mac(6, talk.peer), mine
    return talk.other, mine


def wrap(rnd, talk, outward, inner, ttl=64):
    kind = 0x0800 if talk.family == 4 else 0x86DD
    return ether(*macs(talk, outward), kind, inner, talk.tags)


def segment(rnd, talk, outward, flags=0x18, size=None):
    """A frame of a conversation, seldom with options or extensions."""
    load = transport(rnd, talk, outward, flags, size)
    src, dst = ends(talk, outward)
    proto = talk.proto
    if rnd.random() < .06:
        if talk.family == 4:
            return wrap(rnd, talk, outward,
                        ipv4(src, dst, proto, load, options=options(rnd)))
        proto, load = chained(rnd, proto, load)
    return wrap(rnd, talk, outward, ip(talk.family, src, dst, proto, load))


def options(rnd):
    """IPv4 options of many kinds, padded or cut to words."""
    out = b"\x01" * rnd.choice((0, 0, 0, 0, 30))
    for _ in range(rnd.randint(1, 4)):
        out += rnd.choice((b"\x01", b"\x94\x04\x00\x00", b"\x07\x07\x04" +
                           bytes(4), b"\x44\x0c\x05\x00" + bytes(8), b"\x00",
                           b"\x83\x07\x04" + bytes(4), b"\x89\x07\x04\x08" +
                           bytes(3), b"\x82\x01", b"\x86\x30", b"\x1e\x00"))
    return (out + bytes(-len(out) % 4))[:40]


def chained(rnd, proto, load):
    """Extension headers in front; routing type 0 and long chains too."""
    for _ in range(rnd.choice((1, 1, 1, 2, 2, 3, 4, 7, 8, 9, 10))):
        kind = rnd.choice((0, 60, 60, 51, 43, 44))
        if kind == 44:
            load = fragment(proto, 0, 0) + load
        elif kind == 43:
            load = extension(43, proto, 2, bytes(
                (rnd.choice((0, 2, 4, 4)), rnd.randint(0, 1))) +
                bytes(20)) + load
        else:
            load = extension(kind, proto, rnd.choice((0, 0, 1, 3))) + load
        proto = kind
    return proto, load


def pieces(rnd, talk, outward):
    """A fragment: first, later, last, atomic or tiny."""
    src, dst = ends(talk, outward)
    load = transport(rnd, talk, outward, size=rnd.choice((8, 64, 200)))
    at, more = rnd.choice(((0, 1), (0, 1), (1, 0), (2, 1), (185, 0), (0, 0),
                           (8189, 0)))
    if rnd.random() < .2:
        load = load[:rnd.choice((0, 4, 8, 12, 16))]
    if talk.family == 4:
        return wrap(rnd, talk, outward,
                    ipv4(src, dst, talk.proto, load, where=more << 13 | at))
    proto = talk.proto if rnd.random() < .85 else rnd.choice((60, 47, 59, 44))
    return wrap(rnd, talk, outward, ipv6(
        src, dst, 44, fragment(proto, at, more) + load))


def error(rnd, talk, outward):
    """An ICMP error about the conversation's last packet the other way."""
    src, dst = ends(talk, not outward)
    load = transport(rnd, talk, not outward)
    proto = talk.proto
    dice = rnd.random()
    if dice < .05:
        load = load[:rnd.choice((4, 7, 8))]
    elif dice < .1 and talk.family == 6:
        proto, load = chained(rnd, proto, load)
    elif dice < .15:
        src, dst = dst, src
    quote = ip(talk.family, src, dst, proto, load)
    if rnd.random() < .1:
        quote = quote[:rnd.randint(8, len(quote))]
    if rnd.random() < .12:
        edge = 548 if talk.family == 4 else 1232
        quote += bytes(max(0, edge - len(quote) + rnd.choice((-1, 0, 1, 300))))
    own, peer = talk.own, talk.peer
    if rnd.random() < .12:
        peer = NET4 | 1 if talk.family == 4 else NET6 | 1
    elif rnd.random() < .08:
        own ^= 1
    src, dst = (own, peer) if outward else (peer, own)
    kinds = ERRORS4 if talk.family == 4 else ERRORS6
    inner = icmp(rnd.choice(kinds), rnd.randint(0, 4), 0, quote)
    return wrap(rnd, talk, outward, ip(talk.family, src, dst,
                                       1 if talk.family == 4 else 58, inner))


def icmp_else(rnd, talk, outward):
    """ICMP that is neither echo nor error nor housekeeping."""
    kinds = (9, 10, 13, 14, 17, 5) if talk.family == 4 else (134, 137, 138,
                                                            144, 151, 5)
    return wrap(rnd, talk, outward, ip(
        talk.family, *ends(talk, outward), 1 if talk.family == 4 else 58,
        icmp(rnd.choice(kinds), 0, rnd.getrandbits(32), bytes(16)), 255))


def other_protocol(rnd, talk, outward):
    """Tunnels, and what is no tunnel but no transport either."""
    proto = rnd.choice((4, 41, 47, 115, 50, 132, 89, 103, 59, 2, 0, 43, 135,
                        58 if talk.family == 4 else 1, 51))
    load = bytes((rnd.choice((6, 17, 4)), 1)) + bytes(30)
    return wrap(rnd, talk, outward,
                ip(talk.family, *ends(talk, outward), proto, load))


def link_protocol(rnd, talk, outward):
    """Not IP at all: LLC, SNAP, PPPoE, MPLS, LLDP, odd tags, EAPOL."""
    inner = ip(talk.family, *ends(talk, outward), talk.proto,
               transport(rnd, talk, outward))
    kind, load = rnd.choice((
        (len(inner) + 8, b"\xaa\xaa\x03\0\0\0\x08\0" + inner),
        (38, b"\x42\x42\x03" + bytes(35)), (0x8864, b"\x11\0\0\x01\0\x20\0\x21"
                                            + inner),
        (0x8863, b"\x11\x09\0\0\0\0"), (0x8847, b"\0\x01\x01\x40" + inner),
        (0x88CC, bytes(46)), (0x9100, b"\0\x65\x08\0" + inner),
        (0x888E, b"\x01\x01\0\0" + bytes(42)), (0x0801, inner),
        (0x86DD if talk.family == 4 else 0x0800, inner),
        (0x888E, b"\x02\x00\x00\x04abcd")))
    return ether(*macs(talk, outward), kind, load, talk.tags)


def arp_frame(rnd, device, outward, tags):
    mine, own = device.mac, device.v4
    op = rnd.choice((1, 1, 1, 2, 2, 2, 3, 9))
    far = NET4 | rnd.choice((1, 10, 0x105, 0x205))
    if outward:
        sha = mine if rnd.random() < .85 else ROUTER
        spa = rnd.choice((own, own, own, 0, far))
        load = arp(op, sha, spa, 0, far)
        dst, src = rnd.choice((0xFFFFFFFFFFFF, ROUTER)), mine
    else:
        load = arp(op, ROUTER, far, mine, own)
        dst, src = mine, ROUTER
    if rnd.random() < .1:
        load = arp(op, mine, own, 0, far, rnd.choice((1, 6)),
                   rnd.choice((0x800, 0x86DD)), rnd.choice(((6, 4), (8, 4),
                                                           (6, 16))))
    load += bytes(rnd.choice((0, 0, 18, 18, 21, 22, 23, 28, 900)))
    if rnd.random() < .05:
        load = load[:27]
    return ether(dst, src, 0x0806, load, tags)


def nd_frame(rnd, device, outward, tags):
    kind = rnd.choice((133, 135, 135, 136, 136, 134, 137))
    mine = device.mac
    own = rnd.choice((device.v6, device.link, device.link, 0))
    far = rnd.choice((NET6 | 1, LINK | 1, ALL_NODES, ALL_ROUTERS,
                      SOLICITED | 0x10, 0x20010DB8 << 96 | 5))
    hops = rnd.choice((255, 255, 255, 255, 64, 254))
    body = b""
    if kind in (135, 136):
        body = rnd.choice((own, far)).to_bytes(16, "big")
    elif kind in (134, 137):
        body = bytes(8 if kind == 134 else 32)
    sender = mine if outward else ROUTER
    many = rnd.random() < .04
    for _ in range(rnd.choice((7, 8, 9) if many else (0, 1, 1, 1, 2, 3))):
        option = 2 if kind == 136 else 1
        dice = rnd.random()
        if dice < .7 or many:
            body += nd_option(option, sender)
        elif dice < .8:
            body += nd_option(rnd.choice((1, 2)), ROUTER)
        elif dice < .9:
            body += nd_option(rnd.choice((5, 14, 25)), rnd.getrandbits(48))
        else:
            body += nd_option(option, sender, rnd.choice((0, 2, 40)))
    if rnd.random() < .06:
        body += bytes(900)
    elif rnd.random() < .05:
        body = body[:rnd.randint(0, len(body))]
    rest = rnd.choice((0, 0x60000000))
    load = icmp(kind, int(rnd.random() < .03), rest, body)
    src, dst = (own, far) if outward else (far, own)
    proto = 58
    if rnd.random() < .05:
        proto, load = chained(rnd, 58, load)
    hardware = group_mac(6, far) if far >> 120 == 0xFF else ROUTER
    return ether(hardware if outward else mine, sender, 0x86DD,
                 ipv6(src, dst, proto, load, hops), tags)


def dhcp_frame(rnd, device, outward, tags):
    """DHCP of both families, either end's ports in either direction."""
    mine = device.mac
    answer = rnd.random() < (.15 if outward else .85)
    if rnd.random() < .4:
        own = rnd.choice((device.link, device.v6))
        far = rnd.choice((0xFF02 << 112 | 0x10002, NET6 | 1, LINK | 1,
                          0x20010DB8 << 96 | 0x547, 0xFF05 << 112 | 0x10003))
        load = udp(*((547, 546) if answer else (546, 547)),
                   bytes((7 if answer else 1, 1, 2, 3)))
        src, dst = (own, far) if outward else (far, own)
        inner, kind = ipv6(src, dst, 17, load), 0x86DD
    else:
        far = rnd.choice((0xFFFFFFFF, 0xFFFFFFFF, NET4 | 1,
                          203 << 24 | 113 << 8 | 67, 0x08080808))
        chaddr = mine if rnd.random() < .88 else ROUTER
        body = bootp(2 if answer else 1, chaddr)
        if rnd.random() < .08:
            body = body[:rnd.choice((0, 33, 34, 40, 236))]
        ports = (67, 68) if answer else (68, 67)
        if rnd.random() < .05:
            ports = rnd.choice(((67, 67), (68, 68), (67, 4000), (4000, 67)))
        load = udp(*ports, body)
        own = rnd.choice((0, 0, device.v4))
        src, dst = (own, far) if outward else (far, own)
        inner, kind = ipv4(src, dst, 17, load), 0x0800
    wide = 0xFFFFFFFFFFFF if kind == 0x0800 else 0x333300010002
    hardware = rnd.choice((wide, ROUTER))
    return ether(hardware if outward else mine, mine if outward else ROUTER,
                 kind, inner, tags)


def listener_frame(rnd, device, outward, tags):
    """IGMP and MLD: reports and queries, with and without router alert."""
    mine = device.mac
    if rnd.random() < .5:
        kind = rnd.choice((0x11, 0x12, 0x16, 0x17, 0x22))
        far = rnd.choice((0xE00000FB, 0xE0000016, 0xEFFFFFFA, NET4 | 1))
        load = bytes((kind, 0, 0, 0)) + bytes(rnd.choice((4, 8, 12, 900)))
        src, dst = (device.v4 if outward else NET4 | 1), far
        alert = b"\x94\x04\0\0" if rnd.random() < .5 else b""
        inner = ipv4(src, dst, 2, load, rnd.choice((1, 1, 1, 2)), alert)
        return ether(group_mac(4, far) if outward else mine,
                     mine if outward else ROUTER, 0x0800, inner, tags)
    kind = rnd.choice((130, 131, 132, 143))
    own = rnd.choice((device.link, device.link, 0, device.v6))
    far = rnd.choice((0xFF02 << 112 | 0x16, ALL_NODES, SOLICITED | 5,
                      0xFF05 << 112 | 2, LINK | 1))
    load = icmp(kind, 0, 0, bytes(rnd.choice((16, 16, 20, 900))))
    load = extension(0, 58, 0, b"\x05\x02\0\0\x01\0") + load
    src, dst = (own if outward else LINK | 1), far
    inner = ipv6(src, dst, 0, load, rnd.choice((1, 1, 1, 64)))
    return ether(group_mac(6, far) if outward else mine,
                 mine if outward else ROUTER, 0x86DD, inner, tags)
