#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by lengths: headers that say more or less than there is, so that
the next one in line reads other ports than were judged."""

from _steps import Steps, main, policy, rule
from _frames import (ARP, BROADCAST, CAM, CAM4, CAM6, FAR4, HOPOPTS, ICMP, IP4,
                     IP6, REC4, REC6, ROUTER, TCP, UDP, arp, down, ether,
                     icmp, ip4, ip6, options6, tcp, udp, up)

T, U = tcp(554, 40000, b"x" * 40), udp(554, 40000, b"x" * 40)
LENGTH, CUT = "in drop length", "in drop header-cut"
t = Steps(policy({"rules": [rule("all", [REC4, REC6])], "default": "pass"}))


def v4(name, want, payload=U, proto=UDP, pad=0, **lie):
    t.add(name, up(ip4(CAM4, REC4, proto, payload, **lie), pad=pad), want)


def v6(name, want, payload=U, proto=UDP, pad=0, **lie):
    t.add(name, up(ip6(CAM6, REC6, proto, payload, **lie), pad=pad, kind=IP6),
          want)


v4("total length of one byte more than there is", LENGTH, total=20 + 48 + 1)
v4("total length 65,535", LENGTH, total=65535)
v4("total length 0 in a short frame", LENGTH, total=0)
v4("total length below the header", LENGTH, total=19)
v4("total length that ends in the ports", CUT, total=22)
v4("total length that leaves out the TCP header's end", CUT, T, TCP, total=39)
v4("header of 4 words: the address is the ports", LENGTH, ihl=4)
v4("header of 4 words, and the address makes an honest UDP header", LENGTH,
   udp(40, 1, b"x" * 40), ihl=4)
v4("header of 0 words", LENGTH, ihl=0)
v4("header of 15 words over ports and payload", "in drop *", ihl=15)
v4("header longer than the packet", LENGTH, b"", ihl=15)
for version in (0, 5, 6, 15):
    t.add(f"version {version} under IPv4's EtherType", up(
        ip4(CAM4, REC4, UDP, U, version=version), kind=IP4), LENGTH)
for version in (0, 4, 7, 15):
    v6(f"version {version} under IPv6's EtherType", LENGTH, version=version)
v4("UDP length of one byte more", LENGTH, udp(554, 1, b"x" * 40, size=49))
v4("UDP length 65,535", LENGTH, udp(554, 1, b"x" * 40, size=65535))
v4("UDP length below its header", LENGTH, udp(554, 1, b"x" * 40, size=7))
v4("UDP length 0, as jumbograms have it", LENGTH,
   udp(554, 1, b"x" * 40, size=0))
v4("UDP length that reaches into Ethernet's padding", LENGTH,
   udp(554, 1, b"", size=20), pad=60)
v4("UDP in a packet of 7 bytes", CUT, U[:7])
v4("TCP data offset 0", LENGTH, tcp(554, 1, b"x" * 40, words=0), TCP)
v4("TCP data offset 4: the ports of a header in a header", LENGTH,
   tcp(554, 1, b"x" * 40, words=4), TCP)
v4("TCP data offset beyond the packet", LENGTH, tcp(554, 1, words=15), TCP)
v4("TCP header of 19 bytes", CUT, T[:19], TCP)
v4("TCP header of 13 bytes and Ethernet's padding", CUT, T[:13], TCP, pad=60)
v4("ICMP of 7 bytes", CUT, icmp(8)[:7], ICMP)
v4("no transport at all", CUT, b"", TCP)
v6("payload length of one byte more", LENGTH, size=49)
v6("payload length 65,535", LENGTH, size=65535)
v6("payload length 0 and no jumbo option", CUT, size=0)
v6("payload length 0 and a jumbo option", CUT, options6(
    UDP, U, b"\xc2\4\0\1\0\0"), HOPOPTS, size=0)
v6("a jumbo option and an honest length", "in pass rule:all", options6(
    UDP, U, b"\xc2\4\0\1\0\0"), HOPOPTS)
v6("payload length that ends in the ports", CUT, size=2)
v6("UDP length of one byte more, IPv6", LENGTH,
   udp(554, 1, b"x" * 40, size=49))
v6("TCP data offset beyond the packet, IPv6", LENGTH, tcp(554, 1, words=15),
   TCP)
for size in (0, 1, 19):
    t.add(f"{size} bytes of IPv4", ether(CAM, ROUTER, ip4(
        CAM4, REC4, UDP, U)[:size], kind=IP4, pad=0), CUT)
for size in (0, 1, 39):
    t.add(f"{size} bytes of IPv6", ether(CAM, ROUTER, ip6(
        CAM6, REC6, UDP, U)[:size], kind=IP6, pad=0), CUT)
t.add("27 bytes of ARP", up(arp()[:27], dst=BROADCAST, kind=ARP, pad=0), CUT)
t.add("a length that lies in two tags", up(ip4(
    CAM4, REC4, UDP, U, total=69), tags=[5, 6], pad=0), LENGTH)
t.add("a length that only the tags' bytes make true", up(ip4(
    CAM4, REC4, UDP, U, total=20 + 48 + 4), tags=[5], pad=0), LENGTH)
t.add("to the device: a total length that lies", down(ip4(
    REC4, CAM4, UDP, udp(9, 554, bytes(40)), total=99)), "out drop length")
t.add("to the device: a UDP length that lies", down(ip4(REC4, CAM4, UDP, udp(
    9, 554, bytes(40), size=49))), "out drop length")
# Bytes behind the packet are nobody's, and the router forwards none of them
v4("a packet of 28 bytes and 900 behind it", "in pass rule:all",
   udp(554, 1, b""), pad=942)
shut = Steps(policy({"rules": [rule("video", REC4, proto="udp",
                                    ports=[554])]}), "behind the packet")
shut.add("a call out behind a packet to the recorder's other port", up(
    ip4(CAM4, REC4, UDP, udp(1, 2, b"")) + ip4(CAM4, FAR4, UDP, udp(1, 53))),
         "in drop default")
shut.add("the rule's ports behind a call out", up(
    ip4(CAM4, FAR4, UDP, udp(1, 53, b"")) + ip4(CAM4, REC4, UDP, U)),
         "in drop default")
shut.add("the rule's ports only where a longer header would have them", up(
    ip4(CAM4, REC4, UDP, udp(1, 2, udp(554, 554)))), "in drop default")
main(t, shut)
