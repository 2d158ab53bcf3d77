#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by what is no IP: EtherTypes, 802.3 lengths, LLC and SNAP. Nothing
but IPv4, IPv6 and named housekeeping goes on, under a rule or a default that
would let the packet inside through."""

from _steps import Steps, main, policy, rule
from _frames import (ARP, BROADCAST, CAM, CAM4, CAM6, EAPOL, FAR4, FAR6, IP4,
                     IP6, REC4, REC6, ROUTER, TCP, UDP, arp, ether, ip4, ip6,
                     llc, mac, tcp, udp, up)

OUT = ip4(CAM4, FAR4, UDP, udp(40000, 53, b"secret"))
OUT6 = ip6(CAM6, FAR6, UDP, udp(40000, 53, b"secret"))
HOME = ip4(CAM4, REC4, TCP, tcp(554, 40000))
NOT = "in drop ethertype"


def pppoe(packet, proto=b"\0\x21"):
    return (b"\x11\0\0\1" + (2 + len(packet)).to_bytes(2, "big") + proto
            + packet)


def wrapped(t):
    """What wraps a packet for somebody off the link."""
    t.add("PPPoE session", up(pppoe(OUT), kind=0x8864), NOT)
    t.add("PPPoE session with IPv6", up(pppoe(OUT6, b"\0\x57"), kind=0x8864),
          NOT)
    t.add("PPPoE discovery", up(b"\x11\x09\0\0\0\0", dst=BROADCAST,
                                kind=0x8863), NOT)
    t.add("MPLS", up(b"\0\0\x11\x40" + OUT, kind=0x8847), NOT)
    t.add("MPLS, explicit null", up(b"\0\0\x01\x40" + OUT, kind=0x8847), NOT)
    t.add("MPLS multicast", up(b"\0\0\x11\x40" + OUT, kind=0x8848), NOT)
    t.add("MACsec in the clear", up(b"\x08\0\0\0\0\1\x08\0" + OUT,
                                    kind=0x88E5), NOT)
    t.add("NSH", up(b"\x0f\xc2\1\1" + bytes(4) + OUT, kind=0x894F), NOT)
    t.add("B.A.T.M.A.N.", up(b"\x40\x0f" + bytes(8) + OUT, kind=0x4305), NOT)
    t.add("Ethernet in Ethernet (TEB)", up(ether(CAM, ROUTER, OUT),
                                           kind=0x6558), NOT)
    t.add("ERSPAN's EtherType", up(bytes(8) + OUT, kind=0x88BE), NOT)
    t.add("HSR", up(b"\x10\x40\0\1\x08\0" + OUT, kind=0x892F), NOT)
    t.add("PRP, a trailer after the packet", up(
        OUT + b"\0\1\xa0\x40\x88\xfb"), "in * default")
    t.add("6LoWPAN", up(b"\x41" + OUT6, kind=0xA0ED), NOT)
    t.add("IPv6 under IPv4's EtherType", up(OUT6, kind=IP4), "in drop length")
    t.add("IPv4 under IPv6's EtherType", up(OUT, kind=IP6), "in drop length")
    t.add("ARP's EtherType with IPv4 inside", up(OUT, kind=ARP), "in drop *")


def plain(t):
    """What has no EtherType, or a protocol of the link."""
    t.add("802.3 and LLC", llc(CAM, ROUTER, OUT), NOT)
    t.add("LLC's SAP of IP (0x06)", ether(CAM, ROUTER, b"\6\6\3" + OUT,
                                          kind=len(OUT) + 3), NOT)
    t.add("SNAP with IPv4", llc(CAM, ROUTER, OUT, snap=IP4), NOT)
    t.add("SNAP with IPv6", llc(CAM, ROUTER, OUT6, snap=IP6), NOT)
    t.add("SNAP with ARP", llc(CAM, BROADCAST, arp(), snap=ARP), NOT)
    t.add("SNAP of bridge tunnels (0xf8)", ether(
        CAM, ROUTER, b"\xaa\xaa\3\0\0\xf8\x08\0" + OUT, kind=len(OUT) + 8),
          NOT)
    t.add("Novell's raw 802.3", ether(CAM, ROUTER, b"\xff\xff" + OUT,
                                      kind=len(OUT) + 2), NOT)
    t.add("IPX", up(b"\xff\xff" + bytes(28), kind=0x8137), NOT)
    t.add("AppleTalk", up(bytes(20), kind=0x809B), NOT)
    t.add("a jumbo frame's type (0x8870) with LLC", ether(
        CAM, ROUTER, b"\xaa\xaa\3\0\0\0\x08\0" + OUT, kind=0x8870), NOT)
    t.add("a length of 1,501 to 1,535", up(OUT, kind=1505), NOT)
    t.add("length 0", up(OUT, kind=0), NOT)
    t.add("the length of an IPv4 packet right behind it", ether(
        CAM, ROUTER, HOME, kind=len(HOME)), NOT)
    t.add("LLDP with 900 bytes", up(b"\xfe\xff\0\x80\xc2\1" + bytes(900),
                                    dst="01:80:c2:00:00:0e", kind=0x88CC), NOT)
    t.add("LLDP to the router itself", up(b"\2\7\4" + mac(CAM), kind=0x88CC),
          NOT)
    t.add("a spanning tree's frame", llc(CAM, "01:80:c2:00:00:00", bytes(35)),
          NOT)
    t.add("a pause frame", up(b"\0\1\xff\xff", dst="01:80:c2:00:00:01",
                              kind=0x8808), NOT)
    t.add("RARP", up(arp(3), dst=BROADCAST, kind=0x8035), NOT)
    t.add("loopback (0x9000)", up(OUT, kind=0x9000), NOT)
    t.add("ATA over Ethernet", up(bytes(40), kind=0x88A2), NOT)
    t.add("a local experiment (0x88b5)", up(OUT, kind=0x88B5), NOT)
    t.add("a vendor's own (0x8899)", up(b"\x23" + bytes(40), kind=0x8899), NOT)
    t.add("ICS and TSN: PROFINET", up(bytes(40), kind=0x8892), NOT)
    t.add("PTP", up(bytes(44), kind=0x88F7), NOT)
    t.add("Homeplug", up(bytes(44), kind=0x88E1), NOT)
    t.add("Wake on LAN", up(b"\xff" * 6 + mac(ROUTER) * 16, kind=0x0842), NOT)
    t.add("EAPOL that is not housekeeping here",
          up(b"\1\3\x01\0" + bytes(256), kind=EAPOL), NOT)


RULES = [rule("all", [REC4, REC6, "203.0.113.0/28"], proto="tcp")]
shut = Steps(policy({"rules": RULES}), "rules")
wrapped(shut)
plain(shut)
free = Steps(policy({"default": "pass"}), "default pass")
wrapped(free)
plain(free)
main(shut, free)
