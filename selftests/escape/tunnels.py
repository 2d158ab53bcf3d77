#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by tunnels: packets within packets to whoever may unpack them, under
rules for every protocol; and over UDP to a port that no rule names."""

from _steps import Steps, main, policy, rule
from _frames import (AH, CAM4, CAM6, DSTOPTS, ESP, FAR4, FAR6, FRAGMENT, GRE,
                     HOPOPTS, IPIP, L2TP, LAN4, REC4, REC6, ROUTING, SIXIN4,
                     TCP, UDP, authentication, chain6, down, ether, fragment6,
                     ip4, ip6, options6, routing6, tcp, udp, up)

IN4 = ip4(CAM4, FAR4, TCP, tcp(40000, 443))
IN6 = ip6(CAM6, FAR6, TCP, tcp(40000, 443))
NOT = "in drop tunnel"
GRE4 = b"\0\0\x08\0" + IN4

every = Steps(policy({"rules": [rule("all", [REC4, REC6])]}),
              "a rule for every protocol")
for name, (proto, inside) in {
        "IPIP": (IPIP, IN4), "6in4": (SIXIN4, IN6), "GRE": (GRE, GRE4),
        "GRE with a key": (GRE, b"\x20\0\x08\0\0\0\0\1" + IN4),
        "GRE of PPTP": (GRE, b"\x30\1\x88\x0b" + bytes(8) + IN4),
        "NVGRE": (GRE, b"\x20\0\x65\x58\0\0\1\0" + ether(
            "44:19:b6:00:00:01", "00:00:5e:00:53:01", IN4)),
        "L2TPv3": (L2TP, bytes(4) + IN4),
        "nothing in IPIP": (IPIP, b"")}.items():
    every.add(name, up(ip4(CAM4, REC4, proto, inside)), NOT)
    every.add(name + " over IPv6", up(ip6(CAM6, REC6, proto, inside)), NOT)
every.add("6in4 to an address of 6to4's relay", up(ip4(
    CAM4, "192.88.99.1", SIXIN4, IN6)), NOT)
every.add("IPIP behind options", up(ip4(CAM4, REC4, IPIP, IN4,
                                        options=b"\x94\4\0\0")), NOT)
every.add("IPIP, first fragment", up(ip4(CAM4, REC4, IPIP, IN4, more=True)),
          NOT)
every.add("IPIP, later fragment", up(ip4(CAM4, REC4, IPIP, IN4, offset=64)),
          NOT)
every.add("IPv4 in IPv6 behind hop-by-hop options", up(ip6(
    CAM6, REC6, HOPOPTS, options6(IPIP, IN4))), NOT)
every.add("IPv6 in IPv6 behind eight headers", up(ip6(
    CAM6, REC6, *chain6(8, SIXIN4, IN6))), NOT)
every.add("IPv6 in IPv6, the encapsulation limit option (RFC 2473)", up(ip6(
    CAM6, REC6, DSTOPTS, options6(SIXIN4, IN6, b"\4\1\4\1\1\0"))), NOT)
every.add("GRE behind an authentication header", up(ip6(
    CAM6, REC6, AH, authentication(GRE, GRE4))), NOT)
every.add("GRE in an atomic fragment", up(ip6(
    CAM6, REC6, FRAGMENT, fragment6(GRE, GRE4))), NOT)
every.add("GRE in a later fragment", up(ip6(
    CAM6, REC6, FRAGMENT, fragment6(GRE, GRE4, offset=64))), NOT)
every.add("IPv6 in IPv6 behind a segment routing header", up(ip6(
    CAM6, REC6, ROUTING, routing6(SIXIN4, IN6, 4))), "in drop *")
every.add("IPIP to the device", down(ip4(REC4, CAM4, IPIP, ip4(
    FAR4, CAM4, TCP, tcp(443, 40000)))), "out drop tunnel")
# What a rule for every protocol means: the peer may have it
every.add("ESP to the peer of the rule", up(ip4(CAM4, REC4, ESP, bytes(40))),
          "in pass rule:all")
every.add("ESP to another", up(ip4(CAM4, FAR4, ESP, bytes(40))),
          "in drop protocol")
every.add("AH to another", up(ip4(CAM4, FAR4, AH, authentication(TCP, tcp(
    1, 443)))), "in drop protocol")

INSIDES = {"Teredo": (3544, b"\0\0" + IN6),
           "VXLAN": (4789, b"\x08\0\0\0\0\0\1\0" + ether(
               "44:19:b6:00:00:01", "00:00:5e:00:53:01", IN4)),
           "VXLAN on Linux's old port": (8472, b"\x08\0\0\0\0\0\1\0" + IN4),
           "Geneve": (6081, b"\0\0\x65\x58\0\0\1\0" + IN4),
           "GTP-U": (2152, b"\x30\xff\0\x28\0\0\0\1" + IN4),
           "WireGuard": (51820, b"\4\0\0\0" + bytes(28)),
           "L2TP": (1701, b"\0\2\0\1\0\1\xff\3\0\x21" + IN4),
           "IPsec through NAT": (4500, bytes(40)), "IKE": (500, bytes(28)),
           "GRE in UDP": (4754, GRE4), "MPLS in UDP": (6635, bytes(4) + IN4),
           "Foo over UDP": (5555, IN4), "AMT": (2268, b"\6\0" + IN4),
           "OpenVPN": (1194, b"\x38" + bytes(40)),
           "STUN": (3478, b"\0\1\0\0\x21\x12\xa4\x42" + bytes(12)),
           "QUIC": (443, b"\xc3\0\0\0\1" + bytes(1200)),
           "DNS": (53, bytes(12) + b"\x3fsecret" + bytes(60)),
           "a maker's peer-to-peer cloud": (32100, b"\xf1\0\0\0"),
           "another's": (8800, bytes(60)), "NTP": (123, b"\x23" + bytes(47)),
           "syslog": (514, b"<13>secret"),
           "TFTP": (69, b"\0\2secret\0octet\0"),
           "SNMP trap": (162, bytes(60))}
video = Steps(policy({"rules": [rule("video", [REC4, REC6], proto="tcp",
                                     ports=[554])]}), "over UDP")
for name, (port, body) in INSIDES.items():
    for peer, word in ((FAR4, "to the internet"), (REC4, "to the recorder"),
                       (LAN4, "to the router")):
        video.add(f"{name}, {word}", up(ip4(CAM4, peer, UDP, udp(
            40000, port, body))), "in drop default")
    video.add(f"{name}, IPv6", up(ip6(CAM6, FAR6, UDP, udp(
        40000, port, body))), "in drop default")
video.add("from the very port of the rule, which is TCP's", up(ip4(
    CAM4, REC4, UDP, udp(554, 554))), "in drop default")
for name, proto in {"SCTP": 132, "DCCP": 33, "UDP-Lite": 136, "ESP": ESP,
                    "IPComp": 108, "EtherIP": 97, "MPLS in IP": 137,
                    "IP in IP, minimal (RFC 2004)": 55, "RSVP": 46,
                    "PIM": 103, "VRRP": 112, "ROHC": 142, "HOPOPT in IPv4": 0,
                    "a fragment header in IPv4": 44, "ICMPv6 in IPv4": 58,
                    "reserved": 255, "an experiment": 253}.items():
    video.add(f"IP protocol {proto}: {name}", up(ip4(
        CAM4, REC4, proto, tcp(554, 554))), "in drop protocol")
main(every, video)
