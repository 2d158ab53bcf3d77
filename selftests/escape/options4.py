#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by IPv4 options: a source route to a peer that is allowed and on to
one that is not, wherever it hides; options whose lengths lie."""

from _steps import Steps, main, policy, rule, tcp_ports
from _frames import (CAM4, FAR4, ICMP, IGMP, IP4, LAN4, REC4, TCP, UDP, addr,
                     dhcp4, down, icmp, igmp, ip4, tcp, udp, up)

LOOSE, STRICT = (bytes([kind, 7, 4]) + addr(FAR4) for kind in (131, 137))
RECORD, ALERT = b"\x07\x07\x04" + bytes(4), b"\x94\x04\0\0"
T, U = tcp(554, 40000), udp(554, 40000)
ROUTE = "in drop source-route"


def cases(t, default):
    def to_rec(name, options, want=ROUTE, payload=T, proto=TCP, **more):
        t.add(name, up(ip4(CAM4, REC4, proto, payload, options=options,
                           **more)), want)

    to_rec("a loose source route", LOOSE)
    to_rec("a strict source route", STRICT)
    to_rec("of two hops", b"\x83\x0b\x04" + addr(LAN4) + addr(FAR4))
    to_rec("of nine hops", b"\x83\x27\x04" + addr(FAR4) * 9)
    to_rec("used up", b"\x83\x07\x08" + addr(FAR4))
    to_rec("with a pointer that is odd", b"\x83\x07\x05" + addr(FAR4))
    to_rec("with a pointer of 0", b"\x83\x07\0" + addr(FAR4))
    to_rec("of no address", b"\x83\x03\x04\0")
    to_rec("two of them", LOOSE + b"\1" + STRICT)
    to_rec("behind 32 NOPs", b"\1" * 32 + LOOSE)
    to_rec("behind record route", RECORD + LOOSE)
    to_rec("behind a timestamp", b"\x44\x0c\x05\0" + bytes(8) + STRICT)
    to_rec("behind a router alert", ALERT + LOOSE)
    to_rec("behind a security option", b"\x82\x0b" + bytes(9) + LOOSE)
    to_rec("behind an option nobody knows", b"\x9e\x04\0\0" + LOOSE)
    to_rec("behind an option of two bytes", b"\x9e\x02" + LOOSE)
    to_rec("in the last bytes of the longest header", b"\1" * 33 + LOOSE)
    to_rec("in UDP", LOOSE, payload=U, proto=UDP)
    to_rec("in an echo", LOOSE, payload=icmp(8), proto=ICMP)
    to_rec("in SCTP", LOOSE, payload=bytes(20), proto=132)
    to_rec("in a first fragment", LOOSE, more=True)
    to_rec("in a later fragment", LOOSE, payload=bytes(64), offset=64)
    t.add("in a request for an address", up(ip4(
        "0.0.0.0", "255.255.255.255", UDP, dhcp4(68, 67)[20:],
        options=LOOSE)), ROUTE)
    t.add("in a group report", up(ip4(CAM4, "224.0.0.22", IGMP, igmp(), ttl=1,
                                      options=LOOSE)), ROUTE)
    t.add("in two tags", up(ip4(CAM4, REC4, TCP, T, options=LOOSE),
                            tags=[5, 6]), ROUTE)
    t.add("to the router, on to the internet", up(ip4(
        CAM4, LAN4, UDP, udp(554, 554), options=LOOSE)), ROUTE)
    t.add("from the recorder", down(ip4(REC4, CAM4, TCP, tcp(40000, 554),
                                        options=LOOSE)),
          "out drop source-route")
    for name, options in {
            "length 0": b"\x07\0" + LOOSE, "length 1": b"\x07\1" + LOOSE,
            "length beyond the header": b"\x07\x28\x04\0" + LOOSE}.items():
        to_rec(f"an option of {name} before a source route", options,
               "in drop length")
    to_rec("an option's kind in the last byte", b"\1\1\1\x83", ROUTE)
    to_rec("an option's length cut off", b"\1\1\1\x9e", "in drop header-cut")
    to_rec("options cut off by the total length", LOOSE, "in drop length",
           total=24)
    t.add("options cut off by the frame", up(
        ip4(CAM4, REC4, TCP, T, options=LOOSE)[:24], kind=IP4, pad=0),
          "in drop length")
    to_rec("a header of 60 bytes, of which the ports are options",
           b"\1" * 40, "in drop header-cut", payload=b"")
    to_rec("a header of 24 bytes that says 20", LOOSE, "in drop length", ihl=5)
    to_rec("a header of 20 bytes that says 24: the ports are options", b"",
           "in drop *", ihl=6)
    t.add("ports behind options are the rules' own", up(ip4(
        CAM4, REC4, TCP, tcp(40000, 555), options=b"\1" * 40)),
        "in " + default)


RULES = [rule("video", REC4, proto="tcp", ports=[554])]
shut = Steps(policy({"rules": RULES, "housekeeping": ["dhcp", "igmp"]}),
             "rules")
cases(shut, "drop default")
free = Steps(policy({"rules": RULES, "default": "pass"}), "default pass")
cases(free, "pass default")
# Options that route nothing do not take the recorder's own video away
shut.add("record route to the recorder", up(ip4(
    CAM4, REC4, TCP, T, options=RECORD)), "in pass rule:video")
shut.add("a router alert to the recorder", up(ip4(
    CAM4, REC4, TCP, T, options=ALERT)), "in pass rule:video")
shut.add("no option", up(tcp_ports(CAM4, REC4, 554, 9)), "in pass rule:video")
main(shut, free)
