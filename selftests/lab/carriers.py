# SPDX-License-Identifier: GPL-2.0
"""Housekeeping messages with 900 bytes of something else in them, addressed to
hosts beyond the router. Frames only: who sends them is craft.py, what should
become of them is told to lib_carrier.sh by the words behind each name."""

import struct

import _frames as f

# The lab's addresses, see netns/lib.sh
CAM, LAN = "44:19:b6:00:00:05", "02:00:5e:00:00:01"
CAM4, CAM6 = "10.20.1.5", "fd20:1::5"
LAN4, LAN6 = "10.20.1.1", "fd20:1::1"
REC4, REC6 = "10.20.2.10", "fd20:2::10"
NET4, NET6 = "203.0.113.9", "2001:db8:113::9"
V4 = {"net": NET4, "rec": REC4}
V6 = {"net": NET6, "rec": REC6}

# Policies under which it may reach the recorder, which is then named as
# on-link or as a DHCP server; under all of them if a rule has asked for it
LINK, SERVER, RULE = "on-link", "dhcp-servers", "rule"


def up(packet, **more):
    return f.up(packet, **{"src": CAM, "dst": LAN, **more})


def up4(to, proto, payload, ttl=64, src=CAM4, **more):
    return up(f.ip4(src, V4.get(to, to), proto, payload, ttl=ttl, **more))


def up6(to, proto, payload, hop=64, src=CAM6):
    return up(f.ip6(src, V6.get(to, to), proto, payload, hop=hop))


def neighbour(kind, to, body, hop=255, options=None):
    """A message of neighbour discovery; `body` in an option nobody knows."""
    if options is None:
        options = f.nd_option(1 if kind != f.NA else 2, f.mac(CAM))
        options += f.nd_option(253, body)
    return up6(to, f.ICMP6, f.nd(kind, V6[to], options), hop)


def padding(body):
    """Option data that must be skipped, as much as the body needs."""
    data = b""
    while body:
        part, body = body[:250], body[250:]
        data += bytes([0x1E, len(part)]) + part
    return data


def nd(to, body):
    solicit = f.nd(f.NS, V6[to], f.nd_option(1, f.mac(CAM)))
    long = f.nd(f.NS, V6[to], f.nd_option(253, body))
    return [
        ("ns", neighbour(f.NS, to, body), LINK),
        ("na", neighbour(f.NA, to, body), LINK),
        ("rs", neighbour(f.RS, to, body), LINK),
        ("ns-hop-64", neighbour(f.NS, to, body, 64), ""),
        ("na-hop-64", neighbour(f.NA, to, body, 64), ""),
        ("rs-hop-64", neighbour(f.RS, to, body, 64), ""),
        ("ns-code-1", up6(to, f.ICMP6, f.icmp(f.NS, 1, long[4:]), 255), ""),
        ("ns-no-options", neighbour(f.NS, to, body, 255, bytes(8) + body), ""),
        ("ns-in-options", up6(to, f.DSTOPTS, f.options6(
            f.ICMP6, solicit, padding(body)), 255), LINK),
        ("ns-first-fragment", up6(to, f.FRAGMENT, f.fragment6(
            f.ICMP6, long + bytes(-len(long) % 8), more=True), 255), ""),
        ("ns-another", neighbour(f.NS, to, body, 255, f.nd_option(
            1, f.mac("44:19:b6:00:00:06")) + f.nd_option(253, body)), ""),
        ("ra", neighbour(f.RA, to, body), ""),
        ("redirect", neighbour(f.REDIRECT6, to, body), ""),
    ]


def mld(to, body):
    def message(kind, hop=64, alert=True):
        part = f.icmp(kind, 0, bytes(4) + f.addr("ff02::fb") + body)
        if not alert:
            return up6(to, f.ICMP6, part, hop)
        return up6(to, f.HOPOPTS, f.options6(f.ICMP6, part,
                                              f.ROUTER_ALERT6), hop)
    return [
        ("report-2", message(143), ""),
        ("report-1", message(131), ""),
        ("done", message(132), ""),
        ("query", message(130), ""),
        ("report-hop-2", message(143, 2), ""),
        ("report-hop-255", message(143, 255), ""),
        ("report-no-alert", message(143, 64, False), ""),
    ]


def igmp(to, body):
    def message(kind, ttl=64, options=f.ROUTER_ALERT4):
        return up4(to, f.IGMP, f.igmp(kind) + body, ttl, options=options)
    return [
        ("report-3", message(0x22), ""),
        ("report-2", message(0x16), ""),
        ("report-1", message(0x12), ""),
        ("leave", message(0x17), ""),
        ("query", message(0x11), ""),
        ("dvmrp", message(0x13), ""),
        ("report-ttl-2", message(0x16, 2), ""),
        ("report-no-alert", message(0x16, 64, b""), ""),
    ]


def dhcp(to, body):
    def message(sport, dport, inner, **more):
        return up4(to, f.UDP, f.udp(sport, dport, inner), **more)
    asks = f.bootp(chaddr=CAM, kind=3) + body
    return [
        ("request", message(68, 67, asks), LINK + " " + SERVER),
        ("bare-bootp", message(68, 67, f.bootp(chaddr=CAM)[:44] + body),
         LINK + " " + SERVER),
        ("no-bootp", message(68, 67, bytes(44) + body), ""),
        ("another-chaddr", message(68, 67, f.bootp(
            chaddr="44:19:b6:00:00:06") + body), ""),
        ("from-a-relay", message(67, 67, asks), ""),
        ("from-any-port", message(4068, 67, asks), ""),
        ("of-a-relay", message(68, 67, asks[:24] + f.addr(V4[to]) +
                               asks[28:]), ""),
        ("to-a-client", message(67, 68, asks), ""),
        ("client-to-client", message(68, 68, asks), ""),
        ("offer", message(67, 68, f.bootp(2, CAM, kind=2) + body), ""),
        ("offer-to-a-server", message(68, 67, f.bootp(2, CAM, kind=2) + body),
         ""),
        ("request-first-fragment", message(68, 67, asks + bytes(
            -len(asks) % 8), more=True), ""),
    ]


def dhcp6(to, body):
    def message(sport, dport, kind, proto=f.UDP):
        inner = f.udp(sport, dport, bytes([kind, 0, 0, 1]) + struct.pack(
            "!HH", 16, len(body)) + body)
        if proto == f.DSTOPTS:
            inner = f.options6(f.UDP, inner)
        elif proto == f.FRAGMENT:
            inner = f.fragment6(f.UDP, inner + bytes(-len(inner) % 8),
                                more=True)
        return up6(to, proto, inner)
    both = LINK + " " + SERVER
    return [
        ("solicit", message(546, 547, 1), both),
        ("renew", message(546, 547, 5), both),
        ("information-request", message(546, 547, 11), both),
        ("solicit-behind-options", message(546, 547, 1, f.DSTOPTS), both),
        ("from-any-port", message(4546, 547, 1), ""),
        ("from-a-relay", message(547, 547, 12), ""),
        ("of-a-relay", message(546, 547, 12), ""),
        ("advertise", message(547, 546, 2), ""),
        ("client-to-client", message(546, 546, 1), ""),
        ("solicit-first-fragment", message(546, 547, 1, f.FRAGMENT), ""),
    ]


def errors(to, body, make, quote, kinds):
    """Errors about what nobody sent, and about what the recorder did."""
    unasked = quote(to, f.UDP, f.udp(9, 9, body))
    video = quote("rec", f.TCP, f.tcp(40000, 554, body))
    return [(name, make(kind, code, unasked), "")
            for name, kind, code in kinds] + [
        ("about-what-nobody-sent", make(kinds[0][1], 3, unasked[:400]), ""),
        # true, but more than an error may quote
        ("about-video-long", make(kinds[0][1], 3, video), ""),
        # true of the recorder; the internet has sent nothing
        ("about-video", make(kinds[0][1], 3, video[:400]), RULE),
        ("about-nothing", make(kinds[0][1], 3, body), ""),
    ]


def icmp_error(to, body):
    def make(kind, code, quoted):
        return up4(to, f.ICMP, f.error(kind, code, quoted))

    def quote(sender, proto, inner):
        return f.ip4(V4[sender], CAM4, proto, inner)
    return errors(to, body, make, quote, [
        ("unreachable", 3, 3), ("fragmentation-needed", 3, 4),
        ("source-quench", 4, 0), ("time-exceeded", 11, 0),
        ("parameter-problem", 12, 0), ("redirect", 5, 1)])


def icmp6_error(to, body):
    def make(kind, code, quoted):
        return up6(to, f.ICMP6, f.error(kind, code, quoted))

    def quote(sender, proto, inner):
        return f.ip6(V6[sender], CAM6, proto, inner)
    found = errors(to, body, make, quote, [
        ("unreachable", 1, 4), ("too-big", 2, 0), ("time-exceeded", 3, 0),
        ("parameter-problem", 4, 0), ("type-100", 100, 0)])
    # 900 bytes fit into an IPv6 error about what was sent: 1,280 may be
    return [(name, frame, RULE if name == "about-video-long" else words)
            for name, frame, words in found]


def icmp(to, body):
    """What is no error, and has no connection either."""
    def four(kind, code=0):
        return up4(to, f.ICMP, f.icmp(kind, code, b"\0\1\0\1" + body))

    def six(kind):
        return up6(to, f.ICMP6, f.icmp(kind, 0, b"\0\1\0\1" + body))
    return [
        ("echo-request", four(8), ""), ("echo-reply", four(0), ""),
        ("timestamp", four(13), ""), ("timestamp-reply", four(14), ""),
        ("address-mask", four(17), ""), ("router-advertisement", four(9), ""),
        ("router-solicitation", four(10), ""), ("unknown", four(200), ""),
        ("echo-request-6", six(128), ""), ("echo-reply-6", six(129), ""),
        ("node-information-6", six(139), ""), ("unknown-6", six(200), ""),
    ]


FAMILIES = {"nd": nd, "mld": mld, "igmp": igmp, "dhcp": dhcp, "dhcp6": dhcp6,
            "icmp-error": icmp_error, "icmp6-error": icmp6_error,
            "icmp": icmp}
