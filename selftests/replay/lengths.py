#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Lengths that lie and headers that are cut, under default pass and a rule
that would let the honest frame through."""

from _frames import (CAM, CAM4, CAM6, DSTOPTS, FAR6, HOPOPTS, ICMP, ICMP6,
                     REC4, ROUTER, TCP, UDP, down, ether, icmp, ip4, ip6,
                     options6, tcp, udp, up)
from _table import Table, main, policy, rule

T = tcp(554, 40000, b"x" * 40)
U = udp(554, 40000, b"x" * 40)
RULES = [rule("all", [REC4, FAR6])]
t = Table(policy({"rules": RULES, "default": "pass"}))


def v4(name, payload=U, proto=UDP, want="in drop length", pad=0, **lie):
    t.add(name, up(ip4(CAM4, REC4, proto, payload, **lie), pad=pad), want)


def v6(name, payload=U, proto=UDP, want="in drop length", pad=0, **lie):
    t.add(name, up(ip6(CAM6, FAR6, proto, payload, **lie), pad=pad, kind=0x86DD
                   ), want)


# IPv4's own header
v4("honest", want="in pass rule:all")
v4("padded", payload=udp(554, 1, b""), pad=60, want="in pass rule:all")
v4("padded far beyond its length", pad=900, want="in pass rule:all")
v4("total length one more than there is", total=20 + len(U) + 1)
v4("total length 65,535", total=65535)
v4("total length below the header", total=19, want="in drop *")
v4("total length 0", total=0, want="in drop *")
v4("total length of the header only, UDP", total=20, want="in drop *")
v4("header of 4 words", ihl=4, want="in drop *")
v4("header of 0 words", ihl=0, want="in drop *")
v4("header of 15 words, beyond the total length", payload=b"",
   ihl=15, want="in drop *")
t.add("version 6 in IPv4", up(ip4(CAM4, REC4, UDP, U, version=6), kind=0x0800),
      "in drop *")
t.add("version 0 in IPv4", up(ip4(CAM4, REC4, UDP, U, version=0), kind=0x0800),
      "in drop *")
# UDP
v4("UDP length one more than the packet",
   payload=udp(554, 1, b"x" * 40, size=49))
v4("UDP length below its header", payload=udp(554, 1, b"x" * 40, size=7))
v4("UDP length 0", payload=udp(554, 1, b"x" * 40, size=0))
v4("UDP length 65,535", payload=udp(554, 1, b"x" * 40, size=65535))
v4("UDP length to the header only", payload=udp(554, 1, b"", size=8),
   want="in pass rule:all")
v4("UDP length that counts Ethernet's padding", payload=udp(554, 1, b"", size=20
                                                            ), pad=60)
# Cut within what the IP header says is there
v4("UDP header cut", payload=U[:7], want="in drop header-cut")
v4("UDP header missing", payload=b"", want="in drop header-cut")
v4("TCP header cut", payload=T[:19], proto=TCP, want="in drop header-cut")
v4("TCP header missing", payload=b"", proto=TCP, want="in drop header-cut")
v4("TCP header cut, but padded", payload=T[:13], proto=TCP, pad=60,
   want="in drop header-cut")
v4("TCP data offset 4", payload=tcp(554, 1, words=4), proto=TCP,
   want="in drop *")
v4("TCP data offset beyond the packet", payload=tcp(554, 1, words=6), proto=TCP,
   want="in drop *")
v4("TCP data offset just the packet", payload=tcp(554, 1, bytes(40), words=15),
   proto=TCP, want="in pass rule:all")
v4("ICMP header cut", payload=icmp(8)[:7], proto=ICMP,
   want="in drop header-cut")
v4("ICMP header missing", payload=b"", proto=ICMP, want="in drop header-cut")
v4("ICMP of eight bytes", payload=icmp(8, body=bytes(4)), proto=ICMP,
   want="in pass rule:all")
# IPv6
v6("IPv6 honest", want="in pass rule:all")
v6("IPv6 padded", pad=900, want="in pass rule:all")
v6("payload length one more than there is", size=len(U) + 1)
v6("payload length 65,535", size=65535)
v6("payload length 0", size=0, want="in drop *")
v6("version 4 in IPv6", version=4, want="in drop *")
v6("IPv6: UDP header cut", payload=U[:7], want="in drop header-cut")
v6("IPv6: TCP header cut", payload=T[:19], proto=TCP, want="in drop header-cut")
v6("IPv6: ICMPv6 header cut", payload=icmp(128)[:7], proto=ICMP6,
   want="in drop header-cut")
v6("IPv6: UDP length beyond the packet",
   payload=udp(554, 1, b"x" * 40, size=49))
v6("options header beyond the packet", payload=options6(UDP, U, words=40),
   proto=DSTOPTS, want="in drop *")
v6("options header cut", payload=b"\x11", proto=DSTOPTS, want="in drop *")
v6("jumbogram", payload=options6(UDP, U, b"\xc2\4\0\1\0\0"), proto=HOPOPTS,
   size=0, want="in drop *")
# Cut by the end of the frame
WHOLE4, WHOLE6 = ip4(CAM4, REC4, UDP, U), ip6(CAM6, FAR6, UDP, U)
for size in (0, 1, 19):
    t.add(f"IPv4 header: {size} bytes", ether(CAM, ROUTER, WHOLE4[:size],
                                              kind=0x0800, pad=0),
          "in drop header-cut")
for size in (0, 1, 39):
    t.add(f"IPv6 header: {size} bytes", ether(CAM, ROUTER, WHOLE6[:size],
                                              kind=0x86DD, pad=0),
          "in drop header-cut")
t.add("IPv4 ends with its header", up(WHOLE4[:20], pad=0), "in drop *")
t.add("IPv6 ends with its header", up(WHOLE6[:40], pad=0), "in drop *")
t.add("a tag and nothing", ether(CAM, ROUTER, b"", kind=0x8100, pad=0),
      "in drop header-cut")
t.add("half a tag", ether(CAM, ROUTER, b"\0\5\x08", kind=0x8100, pad=0),
      "in drop header-cut")
t.add("ARP cut", up(b"\0\1\x08\0\6\4\0\1" + bytes(8), kind=0x0806, pad=0),
      "in drop *")
# To the device
BACK = udp(40000, 554, b"x" * 40)
t.add("egress: honest", down(ip4(REC4, CAM4, UDP, BACK)), "out pass rule:all")
t.add("egress: total length lies",
      down(ip4(REC4, CAM4, UDP, BACK, total=99)), "out drop length")
t.add("egress: UDP length lies", down(ip4(REC4, CAM4, UDP, udp(
    40000, 554, b"x" * 40, size=49))), "out drop length")
t.add("egress: UDP header cut", down(ip4(REC4, CAM4, UDP, BACK[:7])),
      "out drop header-cut")
t.add("egress: IPv6 payload length lies",
      down(ip6(FAR6, CAM6, UDP, BACK, size=99)), "out drop length")
main(t)
