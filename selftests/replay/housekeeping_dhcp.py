#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Housekeeping: DHCP of both families, which never leaves the link but for
the servers that the group names."""

from _frames import (BROADCAST, CAM4, CAM6, CAM_LL, FAR4, FAR6, LAN4, LAN6,
                     LAN_LL, UDP, bootp, dhcp4, dhcp6, down, ip4, udp, up)
from _table import Table, main, policy

FINE, NOT = "in pass housekeeping", "in drop not-housekeeping"
ELSE, OUT_ELSE = "in drop default", "out drop default"
OUT_FINE, OUT_NOT = "out pass housekeeping", "out drop not-housekeeping"
OFFER = {"op": 2, "kind": 2}
SERVER4, SERVER6 = "198.51.100.67", "2001:db8:67::1"


def always(table):
    """What is so with and without servers named."""
    table.add("discover to all", up(dhcp4(68, 67), dst=BROADCAST), FINE)
    table.add("to all, from its address", up(dhcp4(68, 67, CAM4),
                                             dst=BROADCAST), FINE)
    table.add("renewal to an on-link server", up(dhcp4(68, 67, CAM4, LAN4)),
              FINE)
    table.add("renewal to the end of the link", up(dhcp4(
        68, 67, CAM4, "10.20.255.255")), FINE)
    table.add("off the link", up(dhcp4(68, 67, CAM4, FAR4)), NOT)
    table.add("beside the on-link prefix", up(dhcp4(
        68, 67, CAM4, "10.21.0.1")), NOT)
    table.add("to multicast", up(dhcp4(68, 67, CAM4, "224.0.0.1")), NOT)
    table.add("from another port", up(dhcp4(6800, 67, CAM4, LAN4)), ELSE)
    table.add("to another port", up(dhcp4(68, 6700, CAM4, LAN4)), ELSE)
    table.add("v6: solicit", up(dhcp6(546, 547)), FINE)
    table.add("v6: to an on-link server", up(dhcp6(546, 547, CAM6, LAN6)), FINE)
    table.add("v6: off the link", up(dhcp6(546, 547, CAM6, FAR6)), NOT)
    table.add("v6: to another multicast group",
              up(dhcp6(546, 547, dst="ff02::1:3")), NOT)
    table.add("v6: to the servers of the site",
              up(dhcp6(546, 547, dst="ff05::1:3")), NOT)
    table.add("v6: from another port", up(dhcp6(5460, 547)), ELSE)
    table.add("v6: to another port", up(dhcp6(546, 5470)), ELSE)
    table.add("to the device: offer", down(dhcp4(67, 68, LAN4, CAM4, **OFFER)),
              OUT_FINE)
    table.add("to the device: from off the link",
              down(dhcp4(67, 68, FAR4, CAM4, **OFFER)), OUT_NOT)
    table.add("to the device: from another port",
              down(dhcp4(6700, 68, LAN4, CAM4, **OFFER)), OUT_ELSE)
    table.add("to the device: to another port",
              down(dhcp4(67, 6800, LAN4, CAM4, **OFFER)), OUT_ELSE)
    table.add("to the device: v6 from the router's link-local address",
              down(dhcp6(547, 546, LAN_LL, CAM_LL, kind=2)), OUT_FINE)
    table.add("to the device: v6 from an on-link address",
              down(dhcp6(547, 546, LAN6, CAM_LL, kind=2)), OUT_FINE)
    table.add("to the device: v6 from off the link",
              down(dhcp6(547, 546, FAR6, CAM6, kind=2)), OUT_NOT)
    table.add("TCP on these ports", up(ip4(CAM4, LAN4, 6, udp(68, 67, bootp(
        )))), "in drop *")
    table.add("the rest of a fragmented request", up(ip4(
        CAM4, LAN4, UDP, bytes(64), offset=64)), "in drop fragment")


def servers(table, want, want_out):
    """A server off the link."""
    table.add("renewal to the server named", up(dhcp4(68, 67, CAM4, SERVER4)),
              want)
    table.add("v6: to the server named", up(dhcp6(546, 547, CAM6, SERVER6)),
              want)
    table.add("to the device: from the server named",
              down(dhcp4(67, 68, SERVER4, CAM4, **OFFER)), want_out)
    table.add("to the device: v6 from the server named",
              down(dhcp6(547, 546, SERVER6, CAM6, kind=7)), want_out)
    table.add("the address beside it", up(dhcp4(68, 67, CAM4, "198.51.100.68")),
              NOT)
    table.add("the server on another port", up(ip4(CAM4, SERVER4, UDP, udp(
        68, 69))), ELSE)


plain = Table(policy(), "no servers named")
always(plain)
servers(plain, NOT, OUT_NOT)
named = Table(policy({"dhcp-servers": [SERVER4, SERVER6]}), "servers named")
always(named)
servers(named, FINE, OUT_FINE)
off = Table(policy({"housekeeping": ["arp", "nd", "igmp", "mld", "eapol"]}),
            "not named")
off.add("discover", up(dhcp4(68, 67), dst=BROADCAST), NOT)
off.add("v6: solicit", up(dhcp6(546, 547)), NOT)
off.add("to the device: offer", down(dhcp4(67, 68, LAN4, CAM4, **OFFER)),
        OUT_NOT)
main(plain, named, off)
