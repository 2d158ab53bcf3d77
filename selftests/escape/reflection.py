#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by reflection: housekeeping that stays on the link, but makes the
router or a server answer somebody beyond it, with the device's own bytes. The
source of housekeeping is on the link, or nobody's; without a guard, too."""

from _steps import Steps, main, policy
from _frames import (BROADCAST, CAM4, CAM6, CAM_LL, DSTOPTS, FAR4, FAR6,
                     HOPOPTS, ICMP6, IGMP, LAN4, LAN6, LAN_LL, NA, NS, ROUTING,
                     RS, UDP, addr, bootp, dhcp4, dhcp6, igmp, ip4, ip6, mld,
                     nd, nd_option, options6, udp, up)

LOAD = b"secret" * 90
FINE, NOT = "in pass housekeeping", "in drop not-housekeeping"
# Who does not know it tells the source, even if it was sent to a group
UNKNOWN = b"\x9e\x04\0\0\0\0"


def request(src, dst, **more):
    return up(ip4(src, dst, UDP, udp(68, 67, bootp(**more) + LOAD)))


def fields(at, value):
    """A request with something in a field of BOOTP."""
    whole = bootp()
    whole = whole[:at] + value + whole[at + len(value):]
    return up(ip4("0.0.0.0", "255.255.255.255", UDP, udp(68, 67, whole)),
              dst=BROADCAST)


def solicit(src, dst, kind=1):
    return up(ip6(src, dst, UDP, udp(546, 547, bytes([kind, 0, 0, 1]) + LOAD)))


def nd6(src, dst, kind=NS, proto=ICMP6, around=None):
    inside = nd(kind, LAN6, nd_option(14, LOAD))
    return up(ip6(src, dst, proto, around(ICMP6, inside) if around else inside,
                  hop=255))


def segments(kind, left=1):
    """A routing header on to a far host, around what follows."""
    return lambda proto, inside: (bytes([proto, 2, kind, left]) + bytes(4)
                                  + addr(FAR6) + inside)


def unknown(proto, inside):
    return options6(proto, inside, UNKNOWN)


def cases(t):
    t.add("DHCP of a far host, to the router", request(FAR4, LAN4), NOT)
    t.add("DHCP of a far host, to all", request(FAR4, "255.255.255.255"), NOT)
    t.add("DHCP of a link-local IPv4 address", request("169.254.7.7", LAN4),
          NOT)
    t.add("DHCP beside the link", request("10.21.0.5", LAN4), NOT)
    t.add("DHCP by a relay: answered where giaddr says", fields(
        24, addr(FAR4)), "in drop *")
    t.add("DHCP by a relay on the link", fields(24, addr("10.20.0.66")),
          "in drop *")
    for dst, name in ((LAN6, "to the router"), ("ff02::1:2", "to all"),
                      (LAN_LL, "to its link-local address")):
        t.add(f"DHCPv6 of a far host, {name}", solicit(FAR6, dst), NOT)
        t.add(f"DHCPv6 by a relay, {name}", solicit(CAM_LL, dst, 12), NOT)
        t.add(f"DHCPv6 as to a relay, {name}", solicit(CAM_LL, dst, 13), NOT)
    for kind, name in ((RS, "RS"), (NS, "NS"), (NA, "NA")):
        for dst in ("ff02::1", LAN_LL, LAN6):
            t.add(f"{name} of a far host to {dst}", nd6(FAR6, dst, kind), NOT)
        t.add(f"{name} of a far host, an option that asks for an error", nd6(
            FAR6, "ff02::1", kind, DSTOPTS, unknown), NOT)
        t.add(f"{name} of a far host, a hop-by-hop option that asks", nd6(
            FAR6, "ff02::1", kind, HOPOPTS, unknown), NOT)
    t.add("NS of the translated far host", nd6(
        "64:ff9b::203.0.113.9", "ff02::1"), NOT)
    t.add("a group report of a far host", up(mld(FAR6, "ff02::16")), NOT)
    for kind, name in ((2, "mobility"), (3, "RPL"), (4, "segment routing"),
                       (253, "an experiment")):
        t.add(f"NS to the router and on, {name}", nd6(
            CAM6, LAN6, NS, ROUTING, segments(kind)), "in drop *")
        t.add(f"DHCPv6 to the router and on, {name}", up(ip6(
            CAM6, LAN6, ROUTING, segments(kind)(UDP, udp(
                546, 547, b"\1\0\0\1" + LOAD)))), "in drop *")
    # What has to go on
    t.add("DHCP of nobody, to all", up(dhcp4(68, 67), dst=BROADCAST), FINE)
    t.add("DHCP of its own, to the router", request(CAM4, LAN4), FINE)
    t.add("DHCPv6 of its link-local address", up(dhcp6(546, 547)), FINE)
    t.add("DHCPv6 of its own", solicit(CAM6, LAN6), FINE)
    t.add("NS of its own", nd6(CAM6, LAN6), FINE)
    t.add("NS of its link-local address", nd6(CAM_LL, LAN6), FINE)
    t.add("address detection", up(ip6("::", "ff02::1:ff00:5", ICMP6,
                                      nd(NS, CAM6), hop=255)), FINE)
    t.add("RS of its link-local address", up(ip6(
        CAM_LL, "ff02::2", ICMP6, nd(RS), hop=255)), FINE)
    t.add("a group report", up(mld(CAM_LL, "ff02::16")), FINE)
    t.add("IGMP of its own", up(ip4(CAM4, "224.0.0.22", IGMP, igmp(), ttl=1)),
          FINE)


HK = {"housekeeping": ["arp", "nd", "dhcp", "igmp", "mld"]}
plain = Steps(policy(HK), "no guard")
cases(plain)
named = Steps(policy({**HK, "dhcp-servers": [LAN4, LAN6]}), "servers named")
cases(named)
# A link that has no prefix of IPv6 has nobody with an address of it
four = Steps(policy(HK, interface={"on-link": ["10.20.0.0/16"]}),
             "IPv4 only on the link")
for src, name in ((FAR6, "a far host"), (CAM6, "a host of another link")):
    four.add(f"NS of {name}", nd6(src, LAN_LL), NOT)
    four.add(f"NS of {name}, an option that asks for an error", nd6(
        src, "ff02::1", NS, DSTOPTS, unknown), NOT)
    four.add(f"DHCPv6 of {name}, to all", solicit(src, "ff02::1:2"), NOT)
    four.add(f"DHCPv6 of {name}, to the router", solicit(src, LAN_LL), NOT)
four.add("NS of its link-local address", nd6(CAM_LL, LAN_LL), FINE)
four.add("DHCPv6 of its link-local address", up(dhcp6(546, 547)), FINE)
four.add("DHCP of a far host", request(FAR4, LAN4), NOT)
four.add("DHCP of its own", request(CAM4, LAN4), FINE)
main(plain, named, four)
