#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""DHCP server messages from a device, and a client's with the hardware address
of another, drop, under any rule."""

from _frames import (BROADCAST, CAM2, CAM4, CAM_LL, REC4, UDP, bootp, dhcp4,
                     dhcp6, down, ip4, ip6, udp, up)
from _table import Table, main, policy, rule

OFFER = {"op": 2, "kind": 2}


def cases(table):
    def send(name, packet, want):
        table.add(name, up(packet, dst=BROADCAST), want)

    server = "in drop dhcp-server"
    send("offer to all", dhcp4(67, 68, CAM4, **OFFER), server)
    send("offer to one", dhcp4(67, 68, CAM4, REC4, **OFFER), server)
    send("offer with the client's own address in it",
         dhcp4(67, 68, CAM4, chaddr=CAM2, **OFFER), server)
    send("acknowledgement", dhcp4(67, 68, CAM4, op=2, kind=5), server)
    send("server's ports and nothing in it",
         ip4(CAM4, REC4, UDP, udp(67, 68, b"")), "in drop *")
    send("DHCPv6 reply", dhcp6(547, 546, CAM_LL, "fe80::9", kind=7), server)
    send("DHCPv6 advertise to all", dhcp6(547, 546, CAM_LL, "ff02::1", kind=2),
         server)
    send("tagged twice", dhcp4(67, 68, CAM4, **OFFER), server)
    table.cases[-1] = (table.cases[-1][0], up(dhcp4(67, 68, CAM4, **OFFER),
                                              tags=[5, 6]), table.cases[-1][2])
    send("offer from another port than a server's",
         dhcp4(1067, 68, CAM4, **OFFER), server)
    send("DHCPv6 reply from another port than a server's",
         dhcp6(1547, 546, CAM_LL, "fe80::9", kind=7), server)
    chaddr = "in drop dhcp-chaddr"
    send("another's address, from another port than a client's",
         dhcp4(1068, 67, CAM4, "10.20.0.1", chaddr=CAM2), chaddr)
    send("client's address of another camera", dhcp4(68, 67, chaddr=CAM2),
         chaddr)
    send("client's address differs in the last bit",
         dhcp4(68, 67, chaddr="44:19:b6:00:00:00"), chaddr)
    send("client's address of zeros",
         dhcp4(68, 67, chaddr="00:00:00:00:00:00"), chaddr)
    send("request with another's address to a server",
         dhcp4(68, 67, CAM4, "10.20.0.1", chaddr=CAM2), chaddr)
    send("request with another's address off the link",
         dhcp4(68, 67, CAM4, "203.0.113.9", chaddr=CAM2), chaddr)
    send("client's message cut before the address",
         ip4("0.0.0.0", "255.255.255.255", UDP, udp(68, 67, bootp()[:30])),
         "in drop *")
    table.add("an offer to the device is not refused",
              down(dhcp4(67, 68, "10.20.0.1", CAM4, **OFFER)),
              "out pass housekeeping")


RULES = [rule("all", ["0.0.0.0/1", "128.0.0.0/1", "fe80::/10", "ff02::/16"])]
closed = Table(policy({"rules": RULES}), "default drop")
cases(closed)
closed.add("a client's own", up(dhcp4(68, 67), dst=BROADCAST),
           "in pass housekeeping")
opened = Table(policy({"rules": RULES, "default": "pass"}), "default pass")
cases(opened)
bare = Table(policy({"default": "pass", "housekeeping": ["none"]}),
             "no housekeeping, default pass")
bare.add("offer", up(dhcp4(67, 68, CAM4, **OFFER), dst=BROADCAST),
         "in drop dhcp-server")
bare.add("DHCPv6 reply", up(dhcp6(547, 546, CAM_LL, "fe80::9", kind=7)),
         "in drop dhcp-server")
bare.add("client's address of another", up(dhcp4(68, 67, chaddr=CAM2)),
         "in drop dhcp-chaddr")
bare.add("a client's own", up(dhcp4(68, 67)), "in pass default")
bare.add("UDP 67 to elsewhere", up(ip4(CAM4, REC4, UDP, udp(67, 9000))),
         "in pass default")
bare.add("IPv6: UDP 547 to elsewhere",
         up(ip6(CAM_LL, "fe80::9", UDP, udp(547, 9000))), "in pass default")
main(closed, opened, bare)
