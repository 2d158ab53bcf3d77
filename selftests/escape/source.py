#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by a source that is not the device's own: of IPv4, IPv6 and ARP,
with a source guard and without, and what is nobody's in any case."""

from _steps import Steps, main, policy, rule, tcp_ports, udp_ports
from _frames import (ARP, BROADCAST, CAM, CAM2, CAM4, CAM6, CAM_LL, ESP, FAR4,
                     FAR6, FRAGMENT, GRE, ICMP, ICMP6, LAN4, LAN6, LAN_LL, NA,
                     NS, RA, REC4, REC6, ROUTER, RS, TCP, UDP, arp, dhcp4,
                     dhcp6, down, error, fragment6, icmp, ip4, ip6, mld, nd,
                     tcp, udp, up)

T = tcp(554, 40000)
GUARD, NEVER = "in drop source-guard", "in drop source-address"
FINE, HOUSE = "in pass rule:all", "in pass housekeeping"
RULES = [rule("all", ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"])]
OWN = ["10.20.1.0/24", "fd20::/64"]
HK = ["arp", "nd", "dhcp", "igmp", "mld"]


def from4(src, dst=REC4, proto=TCP, payload=T, **more):
    return up(ip4(src, dst, proto, payload, **more))


def from6(src, dst=REC6, proto=TCP, payload=T, **more):
    return up(ip6(src, dst, proto, payload, **more))


def whos(sender, op=1, target=LAN4, **more):
    return up(arp(op, spa=sender, tpa=target), dst=BROADCAST, kind=ARP, **more)


def never(t):
    """With a guard and without: what no device can own."""
    for src in ("127.0.0.1", "127.255.255.254", "224.0.0.1", "239.1.2.3",
                "255.255.255.255"):
        t.add(f"from {src}", from4(src), NEVER)
        t.add(f"from {src}, a later fragment", from4(src, offset=64), NEVER)
        t.add(f"ARP sender {src}", whos(src), NEVER)
    for src in ("::1", "ff02::1", "ff0e::1"):
        t.add(f"from {src}", from6(src), NEVER)
        t.add(f"from {src}, NS", from6(src, "ff02::1", ICMP6, nd(NS), hop=255),
              NEVER)
    t.add("from 127.0.0.1, a request for an address", up(dhcp4(
        68, 67, "127.0.0.1"), dst=BROADCAST), NEVER)


own = Steps(policy({"rules": RULES, "addresses": OWN, "housekeeping": HK}),
            "guard")
never(own)
for one in (CAM4, "10.20.1.0", "10.20.1.255"):
    own.add(f"its own, {one}", from4(one), FINE)
for one, what in ((LAN4, "the router's"), (REC4, "the recorder's"),
                  (FAR4, "a far one"), ("10.20.0.255", "one below its own"),
                  ("10.20.2.0", "one above its own"),
                  ("0.0.0.0", "nobody's"), ("0.0.0.1", "nearly nobody's"),
                  ("169.254.1.1", "link-local"), ("240.0.0.1", "reserved")):
    own.add(f"{what}, {one}", from4(one), GUARD)
for name, frame in {
        "a later fragment": from4(FAR4, offset=64),
        "an echo": from4(FAR4, proto=ICMP, payload=icmp(8)),
        "ESP": from4(FAR4, proto=ESP, payload=bytes(40)),
        "an ICMP error": from4(FAR4, proto=ICMP, payload=error(
            3, 3, ip4(REC4, FAR4, UDP, udp(9, 554)))),
        "with options": from4(FAR4, options=b"\x94\4\0\0"),
        "in two tags": up(ip4(FAR4, REC4, TCP, T), tags=[5, 6]),
        "to itself": from4(FAR4, dst=FAR4),
        "a renewal of its address": up(dhcp4(68, 67, FAR4, LAN4)),
        "a request for an address to all": up(dhcp4(68, 67, FAR4),
                                              dst=BROADCAST),
        "a group report": from4(FAR4, "224.0.0.22", 2, b"\x16" + bytes(7),
                                ttl=1)}.items():
    own.add(f"a far source in {name}", frame, GUARD)
own.add("0.0.0.0 in a request for an address", up(dhcp4(68, 67),
                                                  dst=BROADCAST), HOUSE)
own.add("0.0.0.0 in UDP to a server's port from another", up(udp_ports(
    "0.0.0.0", "255.255.255.255", 6800, 67), dst=BROADCAST), "in drop *")
own.add("0.0.0.0 to the name server", up(udp_ports("0.0.0.0", LAN4, 68, 53)),
        GUARD)
own.add("0.0.0.0 in TCP on DHCP's ports", up(tcp_ports(
    "0.0.0.0", LAN4, 68, 67)), GUARD)
own.add("0.0.0.0 in an echo", from4("0.0.0.0", proto=ICMP, payload=icmp(8)),
        GUARD)
own.add("a tunnel is a tunnel whoever sends it", from4(FAR4, proto=GRE,
                                                       payload=bytes(8)),
        "in drop tunnel")
# ARP
own.add("ARP, its own", whos(CAM4), HOUSE)
own.add("ARP probe", whos("0.0.0.0", target=CAM4), HOUSE)
own.add("ARP announcement", whos(CAM4, target=CAM4), HOUSE)
for one, what in ((LAN4, "the router"), (REC4, "the recorder"),
                  (FAR4, "a far host"), ("10.20.2.1", "beside its own")):
    own.add(f"ARP request as {what}", whos(one), GUARD)
    own.add(f"ARP reply as {what}", whos(one, op=2), GUARD)
    own.add(f"ARP announcement as {what}", whos(one, target=one), GUARD)
own.add("ARP reply as the router in two tags", whos(LAN4, 2, tags=[5, 6]),
        GUARD)
own.add("ARP with another's hardware address", up(arp(1, CAM2, CAM4),
                                                  dst=BROADCAST, kind=ARP),
        "in drop arp-sender")
# IPv6
own.add("its own, IPv6", from6(CAM6), FINE)
for one, what in ((FAR6, "a far one"), ("fd20:0:0:1::5", "beside its own"),
                  ("::", "nobody's"), ("::2", "nearly nobody's"),
                  ("::ffff:10.20.1.5", "its own of IPv4, mapped"),
                  ("::10.20.1.5", "its own of IPv4, compatible"),
                  ("2002:a14:105::1", "6to4"), ("fec0::5", "site-local"),
                  ("64:ff9b::a14:105", "translated"),
                  (CAM_LL, "link-local, to a global one")):
    own.add(f"{what}, {one}", from6(one), GUARD)
own.add("link-local to link-local", from6(CAM_LL, LAN_LL), FINE)
own.add("link-local to all on the link", from6(CAM_LL, "ff02::fb"), FINE)
own.add("link-local to all of the site", from6(CAM_LL, "ff05::1"), GUARD)
own.add("link-local to all of the node", from6(CAM_LL, "ff01::1"), GUARD)
own.add("link-local to everybody", from6(CAM_LL, "ff0e::1"), GUARD)
own.add("the end of fe80::/10", from6("febf:ffff::1", LAN_LL), FINE)
own.add("beyond fe80::/10", from6("fec0::1", LAN_LL), GUARD)
own.add("a far source in a later fragment", up(ip6(
    FAR6, REC6, FRAGMENT, fragment6(TCP, bytes(64), 64))), GUARD)
own.add("address detection", from6("::", "ff02::1:ff00:5", ICMP6, nd(NS, CAM6),
                                   hop=255), HOUSE)
own.add(":: in NS to a host", from6("::", REC6, ICMP6, nd(NS, CAM6)), GUARD)
own.add("a group report of nobody", up(mld("::", "ff02::16")), HOUSE)
own.add("a group report of a far one", up(mld(FAR6, "ff02::16")), GUARD)
own.add(":: in NA", from6("::", "ff02::1", ICMP6, nd(NA), hop=255), GUARD)
own.add(":: in RS", from6("::", "ff02::2", ICMP6, nd(RS), hop=255), GUARD)
own.add(":: in UDP", up(udp_ports("::", "ff02::1", 1, 2)), GUARD)
own.add(":: in an echo", from6("::", "ff02::1", ICMP6, icmp(128)), GUARD)
own.add(":: in DHCPv6", up(dhcp6(546, 547, "::")), GUARD)
own.add("a far source in NS", from6(FAR6, "ff02::1", ICMP6, nd(NS), hop=255),
        GUARD)
own.add("a far source in NA", from6(FAR6, "ff02::1", ICMP6, nd(NA), hop=255),
        GUARD)
own.add("a far source in DHCPv6", up(dhcp6(546, 547, FAR6)), GUARD)
own.add("NA that claims an address beside its own", from6(
    CAM_LL, "ff02::1", ICMP6, nd(NA, "fd21::1"), hop=255), GUARD)
own.add("NA that claims a far address", from6(
    CAM6, LAN_LL, ICMP6, nd(NA, FAR6), hop=255), GUARD)
own.add("NA that claims its own", from6(
    CAM_LL, "ff02::1", ICMP6, nd(NA, CAM6), hop=255), HOUSE)
own.add("NA that claims its link-local address", from6(
    CAM_LL, "ff02::1", ICMP6, nd(NA, CAM_LL), hop=255), HOUSE)
own.add("NA that claims a group", from6(
    CAM_LL, "ff02::1", ICMP6, nd(NA, "ff02::1"), hop=255), "in drop *")
own.add("NS asks for whom it likes", from6(
    CAM_LL, "ff02::1", ICMP6, nd(NS, FAR6), hop=255), HOUSE)
own.add("a router advertisement is one whoever sends it", from6(
    FAR6, "ff02::1", ICMP6, nd(RA), hop=255), "in drop router-advertisement")
own.add("to the device: no guard", down(ip4(FAR4, CAM4, TCP, tcp(9, 554))),
        "out pass rule:all")
own.add("to the device: no guard for ARP either", down(
    arp(2, ROUTER, LAN4, CAM, CAM4), kind=ARP), "out pass housekeeping")

four = Steps(policy({"rules": RULES, "addresses": OWN[:1],
                     "housekeeping": HK}), "IPv4 only")
four.add("its own", from4(CAM4), FINE)
four.add("IPv6: none is listed", from6(CAM6), GUARD)
four.add("IPv6: its address of IPv4, mapped", from6("::ffff:10.20.1.5"), GUARD)
four.add("IPv6: its address of IPv4, compatible", from6("::10.20.1.5"), GUARD)
four.add("IPv6: link-local is its own", from6(CAM_LL, LAN_LL), FINE)
four.add("IPv6: address detection", from6("::", "ff02::1:ff00:5", ICMP6,
                                          nd(NS, CAM6), hop=255), HOUSE)
six = Steps(policy({"rules": RULES, "addresses": OWN[1:],
                    "housekeeping": HK}), "IPv6 only")
six.add("its own", from6(CAM6), FINE)
six.add("IPv4: none is listed", from4(CAM4), GUARD)
six.add("ARP: none is listed", whos(CAM4), GUARD)
six.add("ARP reply of nobody", whos("0.0.0.0", 2), "in drop *")
six.add("ARP probe", whos("0.0.0.0"), HOUSE)
six.add("a request for an address", up(dhcp4(68, 67), dst=BROADCAST), HOUSE)

# One address each
two = Steps(policy(groups=[
    {"name": "one", "macs": [CAM], "addresses": [CAM4], "rules": RULES},
    {"name": "two", "macs": [CAM2], "addresses": ["10.20.1.6"],
     "rules": RULES}]), "one address each")
two.add("its own", from4(CAM4), FINE)
two.add("the other's address", from4("10.20.1.6"), GUARD)
two.add("its address on the other's hardware", up(
    ip4(CAM4, REC4, TCP, T), src=CAM2), GUARD)
two.add("the other's own", up(ip4("10.20.1.6", REC4, TCP, T), src=CAM2), FINE)
two.add("NA for the other's address, in a group without IPv6", from6(
    CAM_LL, "ff02::1", ICMP6, nd(NA, "fd20::6"), hop=255), GUARD)
two.add("ARP for the other's address", whos("10.20.1.6"), GUARD)
two.add("ARP reply for the other's address", whos("10.20.1.6", 2), GUARD)

none = Steps(policy({"rules": RULES, "housekeeping": HK}), "no guard")
never(none)
free = Steps(policy({"default": "pass", "addresses": OWN}),
             "guard, default pass")
free.add("its own", from4(CAM4), "in pass default")
free.add("a far source", from4(FAR4), GUARD)
free.add("a far source, IPv6", from6(FAR6), GUARD)
free.add("a later fragment of a far source", from4(FAR4, offset=64), GUARD)
free.add("ARP as the router", whos(LAN4), GUARD)
free.add("ARP as the router, of another kind of hardware", up(
    arp(2, spa=LAN4, hardware=6), dst=BROADCAST, kind=ARP),
         "in drop arp-sender")
free.add("NS to a target that is far, from its own", from6(
    CAM6, LAN6, ICMP6, nd(NS, FAR6), hop=255), HOUSE)
main(own, four, six, two, none, free)
