# SPDX-License-Identifier: GPL-2.0
"""Ways out of a policy, addressed to hosts beyond the router. Frames only:
craft.py sends them; the words behind each name are the receivers that it may
reach under the policy of its test, which lets UDP 514 and TCP 554 through to
the recorder and UDP 123 to the router, and nothing to the internet."""

import struct

import _frames as f
from carriers import (CAM, CAM4, CAM6, LAN, LAN4, LAN6, NET4, NET6, REC4,
                      REC6, V4, V6, up, up4, up6)

GROUP4, GROUP6 = "239.1.2.3", "ff0e::1:2:3"
LOG, OTHER = 514, 8800
SRR = {"lsrr": 131, "ssrr": 137}


def log(body):
    return f.udp(7000, LOG, body)


def out(body):
    return f.udp(7000, OTHER, body)


def sum6(src, dst, message, proto=f.ICMP6, at=2):
    """With the checksum that a host asks for, over the pseudo header."""
    message = message[:at] + b"\0\0" + message[at + 2:]
    value = f.checksum(f.addr(src) + f.addr(dst) + struct.pack(
        "!II", len(message), proto) + message) or 0xFFFF
    return message[:at] + struct.pack("!H", value) + message[at + 2:]


def udp6(src, dst, sport, dport, body):
    return sum6(src, dst, f.udp(sport, dport, body), f.UDP, 6)


def vlan(to, body):
    """Tags of VLAN 0 carry a priority only: Linux takes off any number."""
    def tagged(inner, *tags):
        return up(f.ip4(CAM4, V4[to], f.UDP, inner), tags=tags)
    ad = (f.QINQ, 0)
    return [
        ("log-tagged", tagged(log(body), 0), "rec"),
        ("log-tagged-twice", tagged(log(body), ad, 0), "rec"),
        ("log-three-tags", tagged(log(body), 0, 0, 0), ""),
        ("log-four-tags", tagged(log(body), 0, 0, 0, 0), ""),
        ("log-eight-tags", tagged(log(body), *[ad, 0] * 4), ""),
        ("one-tag", tagged(out(body), 0), ""),
        ("one-tag-priority-7", tagged(out(body), 7 << 13), ""),
        ("service-tag", tagged(out(body), ad), ""),
        ("two-tags", tagged(out(body), 0, 0), ""),
        ("three-tags", tagged(out(body), 0, 0, 0), ""),
        ("four-tags", tagged(out(body), ad, 0, ad, 0), ""),
    ]


def chain(to, body):
    """IPv6 extension headers, up to eight of which are followed."""
    def options(count, inner, kind=f.DSTOPTS):
        return up6(to, *f.chain6(count, f.UDP, inner, kind))

    def long(size, inner):
        return up6(to, f.DSTOPTS, f.options6(f.UDP, inner, b"\x1e\xfa" +
                                             bytes(size - 4)))
    after_eight = f.chain6(8, f.UDP, out(body))
    fragment = f.fragment6(f.UDP, log(body))
    mixed = f.options6(f.ROUTING, f.routing6(
        f.DSTOPTS, f.options6(f.UDP, out(body)), 4, left=0))
    return [
        ("log", options(0, log(body)), "rec"),
        ("log-behind-one", options(1, log(body)), "rec"),
        ("log-behind-eight", options(8, log(body)), "rec"),
        ("log-behind-nine", options(9, log(body)), ""),
        ("log-behind-twenty", options(20, log(body)), ""),
        ("log-atomic-fragment", up6(to, f.FRAGMENT, fragment), "rec"),
        ("log-behind-512", long(512, log(body)), "rec"),
        ("behind-one", options(1, out(body)), ""),
        ("behind-eight", options(8, out(body)), ""),
        ("behind-nine", options(9, out(body)), ""),
        ("behind-512", long(512, out(body)), ""),
        ("behind-many-kinds", up6(to, f.DSTOPTS, mixed), ""),
        ("behind-hop-by-hop", up6(to, f.HOPOPTS, f.options6(
            f.UDP, out(body))), ""),
        ("options-in-the-wrong-order", up6(to, f.DSTOPTS, f.options6(
            f.HOPOPTS, f.options6(*after_eight))), ""),
        ("log-routing-type-0", up6(to, f.ROUTING, f.routing6(
            f.UDP, log(body), 0, left=0)), ""),
        ("log-length-lies", up6(to, f.DSTOPTS, f.options6(
            f.UDP, log(body), words=200)), ""),
        ("nothing-follows", up6(to, f.NONE, log(body)), ""),
        ("behind-authentication", up6(to, f.AH, f.authentication(
            f.UDP, out(body))), ""),
        ("mobility", up6(to, 135, bytes([f.UDP, 0]) + bytes(6) + out(body)),
         ""),
    ]


def fragments4(to, body):
    """Marks stand in the part that must not arrive."""
    body += bytes(-len(body) % 8)

    def part(inner, offset=0, more=False, proto=f.UDP):
        return up4(to, proto, inner, offset=offset, more=more)
    tcp = f.tcp(554, 40000, flags=0x10)
    return [
        ("log", part(log(body)), "rec"),
        ("first-of-a-log", part(log(body), more=True), "rec"),
        ("rest-of-a-log", [part(f.udp(7000, LOG, b""), more=True),
                           part(body, 8)], ""),
        ("in-order", [part(out(body), more=True), part(body, 8 + len(body))],
         ""),
        ("rest-first", [part(body, 8), part(out(b""), more=True)], ""),
        ("rest-alone", part(body, 1024), ""),
        ("rest-like-a-log", part(log(body), 1024), ""),
        ("ports-again", [part(log(bytes(8)), more=True), part(out(body))], ""),
        ("ports-again-more", [part(log(bytes(8)), more=True),
                              part(out(body), more=True)], ""),
        ("overlap", [part(log(bytes(64)), more=True), part(body, 8)], ""),
        ("overlap-by-8", [part(log(bytes(8)), more=True), part(body, 8)], ""),
        ("tcp-flags-in-the-rest", [part(tcp[:16], 0, True, f.TCP), part(
            tcp[16:] + bytes(4) + body, 16, False, f.TCP)], ""),
        ("tcp-tiny", [part(tcp[:8], 0, True, f.TCP), part(
            tcp[8:] + bytes(4) + body, 8, False, f.TCP)], ""),
        ("end-of-the-world", part(body, 64000), ""),
    ]


def fragments6(to, body):
    body += bytes(-len(body) % 8)

    def part(inner, offset=0, more=False, proto=f.UDP):
        return up6(to, f.FRAGMENT, f.fragment6(proto, inner, offset, more))
    atomic = f.fragment6(f.UDP, out(body))
    hidden = f.options6(f.UDP, b"", bytes(6))
    return [
        ("log-atomic", part(log(body)), "rec"),
        ("first-of-a-log", part(log(body), more=True), "rec"),
        ("rest-of-a-log", [part(f.udp(7000, LOG, b""), more=True),
                           part(body, 8)], ""),
        ("atomic", part(out(body)), ""),
        ("atomic-in-atomic", part(atomic, proto=f.FRAGMENT), ""),
        ("in-order", [part(out(body), more=True), part(body, 8 + len(body))],
         ""),
        ("rest-alone", part(body, 1024), ""),
        ("rest-like-a-log", part(log(body), 1024), ""),
        ("ports-again", [part(log(bytes(8)), more=True), part(out(body))], ""),
        ("overlap", [part(log(bytes(64)), more=True), part(body, 8)], ""),
        # the first part ends before the ports, the second begins with them
        ("ports-in-the-rest", [part(hidden, 0, True, f.DSTOPTS), part(
            log(body), len(hidden), False, f.DSTOPTS)], ""),
        ("rest-named-as-another", [part(log(bytes(8)), more=True), part(
            body, 16, False, f.ICMP6)], ""),
        ("fragment-of-a-fragment", part(f.fragment6(
            f.UDP, out(body), more=True), 0, True, f.FRAGMENT), ""),
    ]


def tunnel(to, body):
    """Under a rule for any protocol. The receiver unpacks what arrives."""
    in4 = f.ip4(CAM4, "198.51.100.1", f.UDP, out(body))
    in6 = f.ip6(CAM6, "2001:db8:5::1", f.UDP, out(body))
    gre4, gre6 = b"\0\0\x08\0" + in4, b"\0\0\x86\xdd" + in6
    sctp = f.sctp(1, 2) + body
    return [
        ("sctp", up4(to, f.SCTP, sctp), "rec"),
        ("sctp-6", up6(to, f.SCTP, sctp), "rec"),
        ("ipip", up4(to, f.IPIP, in4), ""),
        ("6in4", up4(to, f.SIXIN4, in6), ""),
        ("gre", up4(to, f.GRE, gre4), ""),
        ("gre-6in4", up4(to, f.GRE, gre6), ""),
        ("l2tp", up4(to, f.L2TP, bytes(4) + in4), ""),
        ("4in6", up6(to, f.IPIP, in4), ""),
        ("6in6", up6(to, f.SIXIN4, in6), ""),
        ("gre-over-6", up6(to, f.GRE, gre4), ""),
        ("ipip-behind-options", up6(to, f.DSTOPTS, f.options6(
            f.IPIP, in4)), ""),
        ("ipip-atomic-fragment", up6(to, f.FRAGMENT, f.fragment6(
            f.IPIP, in4)), ""),
        ("ipip-first-fragment", up4(to, f.IPIP, in4 + bytes(
            -len(in4) % 8), more=True), ""),
        ("ipip-in-ipip", up4(to, f.IPIP, f.ip4(
            CAM4, V4[to], f.IPIP, in4)), ""),
    ]


def source_route(to, body):
    """To the router, which a rule allows; and on, by the route inside."""
    def option(kind):
        return bytes([kind, 7, 4]) + f.addr(V4[to])

    def routed(options, inner=None, dst=LAN4):
        return up4(dst, f.UDP, inner or f.udp(123, 123, body),
                   options=options)
    found = []
    for name, kind in SRR.items():
        found += [
            (name, routed(option(kind) + b"\0"), ""),
            (name + "-behind-nops", routed(b"\1\1\1" + option(kind)), ""),
            (name + "-behind-a-record", routed(
                b"\x07\x07\x04" + bytes(4) + b"\1" + option(kind)), ""),
        ]
    return found + [
        ("log-record-route", routed(b"\x07\x07\x04" + bytes(4) + b"\0",
                                    log(body), to), "rec"),
        ("log-route-used-up", routed(
            bytes([131, 7, 8]) + f.addr(LAN4) + b"\0", log(body), to), ""),
    ]


def segments(to, body):
    """The same by IPv6 segment routing: type 4, two segments, one left."""
    inner = f.udp(123, 123, body)

    def header(left, first):
        return bytes([f.UDP, 4, 4, left, 1, 0, 0, 0]) + f.addr(V6[to]) + (
            f.addr(first)) + inner
    return [
        ("segments", up6(LAN6, f.ROUTING, header(1, LAN6)), ""),
        ("segments-behind-options", up6(LAN6, f.DSTOPTS, f.options6(
            f.ROUTING, header(1, LAN6))), ""),
    ]


def multicast(to, body):
    """A router that forwards groups hands them to both receivers."""
    return [
        ("udp-4", up4(GROUP4, f.UDP, out(body)), ""),
        ("udp-6", up6(GROUP6, f.UDP, out(body)), ""),
        ("log-4", up4(GROUP4, f.UDP, log(body)), ""),
        ("echo-4", up4(GROUP4, f.ICMP, f.icmp(8, 0, b"\0\1\0\1" + body)), ""),
        ("echo-6", up6(GROUP6, f.ICMP6, f.icmp(
            128, 0, b"\0\1\0\1" + body)), ""),
        ("discovery-4", up4(GROUP4, f.UDP, f.udp(3702, 3702, body)), ""),
        ("dhcp-4", up4(GROUP4, f.UDP, f.udp(68, 67, f.bootp(
            chaddr=CAM) + body)), ""),
        ("neighbour-6", up6(GROUP6, f.ICMP6, f.nd(
            f.NS, V6[to], f.nd_option(253, body)), 255), ""),
    ]


def mac(to, body):
    """Sources that stand for no single device, or for one by another name."""
    def sent(src, inner=None):
        return [up(f.ip4(CAM4, V4[to], f.UDP, inner or out(body)), src=src),
                up(f.ip6(CAM6, V6[to], f.UDP, inner or out(body)), src=src)]
    return [
        ("camera", sent(CAM), ""),
        ("camera-log", sent(CAM, log(body)), "rec"),
        ("local-bit", sent("46:19:b6:00:00:05"), ""),
        ("local-bit-log", sent("46:19:b6:00:00:05", log(body)), "rec"),
        ("group-bit", sent("45:19:b6:00:00:05"), ""),
        ("group-bit-log", sent("45:19:b6:00:00:05", log(body)), ""),
        ("both-bits", sent("47:19:b6:00:00:05"), ""),
        ("group-bit-unlisted", sent("03:00:5e:00:00:77"), ""),
        ("broadcast", sent("ff:ff:ff:ff:ff:ff"), ""),
        ("unlisted", sent("02:00:5e:00:00:78"), "net rec"),
    ]


def size(to, body):
    mark = body[:body.find(b">") + 1]
    jumbo = body + bytes(8000 - len(body))

    def runt(inner, pad):
        return up(f.ip4(CAM4, V4[to], f.UDP, inner), pad=pad)
    return [
        ("j-log", up4(to, f.UDP, log(jumbo)), "rec"),
        ("j-log-6", up6(to, f.UDP, log(jumbo)), "rec"),
        ("j", up4(to, f.UDP, out(jumbo)), ""),
        ("j-6", up6(to, f.UDP, out(jumbo)), ""),
        ("j-tags", up(f.ip4(CAM4, V4[to], f.UDP, out(jumbo)), tags=(0, 0)),
         ""),
        ("r-log", runt(log(mark), 0), "rec"),
        ("r", runt(out(mark), 0), ""),
        # the trailer of a frame is dropped on the way, and may say anything
        ("r-trailer", runt(out(mark), 1000), ""),
    ]


def lengths(to, body):
    """A router looks at no length behind the IP header."""
    tcp = f.tcp(554, 40000, body, flags=0x10)
    return [
        ("log", up4(to, f.UDP, log(body)), "rec"),
        ("video", up4(to, f.TCP, tcp), "rec"),
        ("udp-0", up4(to, f.UDP, f.udp(7000, LOG, body, size=0)), ""),
        ("udp-7", up4(to, f.UDP, f.udp(7000, LOG, body, size=7)), ""),
        ("udp-long", up4(to, f.UDP, f.udp(7000, LOG, body, size=3000)), ""),
        ("udp-long-6", up6(to, f.UDP, f.udp(7000, LOG, body, size=3000)), ""),
        ("tcp-4-words", up4(to, f.TCP, f.tcp(
            554, 40000, body, 0x10, words=4)), ""),
        ("tcp-15-words", up4(to, f.TCP, f.tcp(
            554, 40000, body[:30], 0x10, words=15)), ""),
    ]


def reflection(to, body):
    """From the receiver's address, as far as the frame says; and of a kind
    that the router answers with an error which quotes the frame."""
    src4, src6 = V4[to], V6[to]
    other = "rec" if to == "net" else "net"
    asks = f.udp(68, 67, f.bootp(chaddr=CAM) + body)
    asks6 = udp6(src6, LAN6, 546, 547, bytes([1, 0, 0, 1]) + body)
    unknown = f.nd(f.NS, LAN6, f.nd_option(253, body))
    return [
        ("dhcp", up4(LAN4, f.UDP, asks, src=src4), ""),
        ("dhcp-6", up6(LAN6, f.UDP, asks6, src=src6), ""),
        ("neighbour", up6("ff02::1", f.DSTOPTS, f.options6(
            f.ICMP6, unknown, b"\x9e\x04\0\0\0\0"), 255, src6), ""),
        ("neighbour-to-one", up6(LAN6, f.DSTOPTS, f.options6(
            f.ICMP6, unknown, b"\x9e\x04\0\0\0\0"), 255, src6), ""),
        ("echo", up4(LAN4, f.ICMP, f.icmp(8, 0, b"\0\1\0\1" + body),
                     src=src4), ""),
        ("closed-port", up4(LAN4, f.UDP, out(body), src=src4), ""),
        ("no-hop-left", up4(other, f.UDP, out(body), 1, src4), ""),
        ("no-hop-left-6", up6(other, f.UDP, out(body), 1, src6), ""),
    ]


def spoof(to, body):
    """Under `addresses` with the camera's own two: what a rule allows, from
    others. Those that no Linux router forwards are left out."""
    asks6 = udp6(V6[to], LAN6, 123, 123, body)
    found = [("log", up4(to, f.UDP, log(body)), "rec"),
             ("log-6", up6(to, f.UDP, log(body)), "rec")]
    for name, source in (("neighbour", "10.20.1.77"), ("net", NET4),
                         ("recorder", REC4), ("next-one", "10.20.1.4"),
                         ("stranger", "192.168.1.5"),
                         ("broadcast", "10.20.1.255")):
        found.append(("log-from-" + name, up4(
            to, f.UDP, log(body), src=source), ""))
    for name, source in (("neighbour", "fd20:1::77"), ("net", NET6),
                         ("recorder", REC6), ("router", LAN6),
                         ("stranger", "fd99::5"), ("family", "::10.20.1.5")):
        found.append((f"log-6-from-{name}", up6(
            to, f.UDP, log(body), src=source), ""))
    return found + [
        ("video-from-neighbour", up4(to, f.TCP, f.tcp(
            554, 40000, body, 0x10), src="10.20.1.77"), ""),
        # the router refuses, in a message to whom the frame says it is from
        ("clock-from-there", up4(LAN4, f.UDP, f.udp(123, 123, body),
                                 src=V4[to]), ""),
        ("clock-6-from-there", up6(LAN6, f.UDP, asks6, src=V6[to]), ""),
    ]


def router(_, body):
    """Against the router itself: its routes and whom it takes for whom."""
    alien, pc = "02:00:5e:00:00:66", "10.20.1.77"
    own, other = "fe80::4619:b6ff:fe00:5", f.nd_option(2, f.mac(alien))

    def arp(op, sha, spa):
        return up(f.arp(op, sha, spa, LAN, LAN4), kind=f.ARP)

    def nd(kind, dst, options, target="fd20:1::77", src=own):
        return up6(dst, f.ICMP6, sum6(src, dst, f.nd(
            kind, target, options)), 255, src)
    moved = f.ip4(LAN4, NET4, f.UDP, out(b""))
    return [
        ("ra", nd(f.RA, "ff02::1", f.nd_option(1, f.mac(CAM))), ""),
        ("redirect", up4(LAN4, f.ICMP, f.error(5, 1, moved, f.addr(
            CAM4)), src="10.20.1.77"), ""),
        ("redirect-6", nd(f.REDIRECT6, LAN6, b""), ""),
        ("arp-request", arp(1, alien, pc), ""),
        ("arp-reply", arp(2, alien, pc), ""),
        ("na", nd(f.NA, LAN6, other), ""),
        ("ns", nd(f.NS, LAN6, f.nd_option(1, f.mac(alien)), LAN6,
                  "fd20:1::77"), ""),
        # with its own hardware address, in the name of the PC
        ("own-arp-request", arp(1, CAM, pc), ""),
        ("own-arp-reply", arp(2, CAM, pc), ""),
        ("own-na", nd(f.NA, "fe80::5eff:fe00:1", f.nd_option(
            2, f.mac(CAM))), ""),
        ("own-ns", nd(f.NS, LAN6, f.nd_option(1, f.mac(CAM)), LAN6,
                      "fd20:1::77"), ""),
    ]


ID = b"\0\7\0\1"  # of the recorder's echo requests, and a number
WRONG = b"\0\x08\0\1"


def ask(_, body):
    """What the recorder sends to open flows, under a rule that lets it."""
    def four(proto, inner):
        return f.ether("02:00:5e:00:00:10", "02:00:5e:00:00:02", f.ip4(
            REC4, CAM4, proto, inner))

    def six(proto, inner):
        return f.ether("02:00:5e:00:00:10", "02:00:5e:00:00:02", f.ip6(
            REC6, CAM6, proto, inner))
    return [
        ("udp", four(f.UDP, f.udp(5000, 6000, body)), ""),
        ("udp-6", six(f.UDP, udp6(REC6, CAM6, 5000, 6000, body)), ""),
        ("sctp", four(f.SCTP, f.sctp(1, 2)), ""),
        ("echo", four(f.ICMP, f.icmp(8, 0, ID)), ""),
        ("echo-6", six(f.ICMP6, f.icmp(128, 0, ID)), ""),
    ]


def ride(to, body):
    """What may and may not travel within those flows, once they are open."""
    asked = f.ip4(V4[to], CAM4, f.UDP, f.udp(5000, 6000, body))
    asked6 = f.ip6(V6[to], CAM6, f.UDP, f.udp(5000, 6000, body))
    compat = {"net": "::203.0.113.9", "rec": "::10.20.2.10"}

    def four(inner, proto=f.UDP, **more):
        return up4(to, proto, inner, **more)

    def six(inner, proto=f.UDP, **more):
        return up6(to, proto, inner, **more)

    def other(mac):
        return up(f.ip4(CAM4, V4[to], f.UDP, answer), src=mac)
    answer = f.udp(6000, 5000, body)
    return [
        ("answer", four(answer), "rec"),
        ("answer-6", six(answer), "rec"),
        ("answer-tagged", up(f.ip4(CAM4, V4[to], f.UDP, answer), tags=(0,)),
         "rec"),
        ("sctp", four(f.sctp(2, 1) + body, f.SCTP), "rec"),
        ("echo-reply", four(f.icmp(0, 0, ID + body), f.ICMP), "rec"),
        ("echo-reply-6", six(f.icmp(129, 0, ID + body), f.ICMP6), "rec"),
        ("error", four(f.error(3, 3, asked[:400]), f.ICMP), "rec"),
        ("error-6", six(f.error(1, 4, asked6), f.ICMP6), "rec"),
        ("error-long", four(f.error(3, 3, asked), f.ICMP), ""),
        ("error-about-the-answer", four(f.error(3, 3, f.ip4(
            CAM4, V4[to], f.UDP, answer)[:400]), f.ICMP), ""),
        ("another-camera", other("44:19:b6:00:00:06"), ""),
        ("local-bit", other("46:19:b6:00:00:05"), ""),
        ("another-address", four(answer, src="10.20.1.6"), ""),
        ("another-address-6", six(answer, src="fd20:1::6"), ""),
        ("from-another-port", four(f.udp(6001, 5000, body)), ""),
        ("to-another-port", four(f.udp(6000, 5001, body)), ""),
        ("ports-swapped", four(f.udp(5000, 6000, body)), ""),
        ("tcp", four(f.tcp(6000, 5000, body, 0x10), f.TCP), ""),
        ("udp-lite", four(answer, 136), ""),
        ("encrypted", four(answer, f.ESP), ""),
        ("rest-like-an-answer", four(answer, offset=1024), ""),
        ("sctp-rest", four(body, f.SCTP, offset=1024), ""),
        ("another-echo", four(f.icmp(0, 0, WRONG + body), f.ICMP), ""),
        ("timestamp", four(f.icmp(14, 0, ID + body), f.ICMP), ""),
        ("type-129-in-icmp", four(f.icmp(129, 0, ID + body), f.ICMP), ""),
        ("type-0-in-icmp6", six(f.icmp(0, 0, ID + body), f.ICMP6), ""),
        # written in 16 bytes, an IPv4 address may look like this one
        ("another-family", up6(compat[to], f.UDP, answer,
                               src="::10.20.1.5"), ""),
    ]


FAMILIES = {"ask": ask, "ride": ride, "vlan": vlan, "chain": chain, "fragments-4": fragments4,
            "fragments-6": fragments6, "tunnel": tunnel,
            "source-route": source_route, "segments": segments,
            "multicast": multicast, "mac": mac, "size": size,
            "lengths": lengths, "reflection": reflection, "spoof": spoof,
            "router": router}
