#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Housekeeping: IGMP, MLD and EAPOL, each only where it is named."""

from _frames import (BROADCAST, CAM4, CAM6, CAM_LL, EAPOL, FAR4, FAR6, ICMP6,
                     IGMP, LAN4, LAN_LL, ROUTER_ALERT4, down, icmp, igmp, ip4,
                     ip6, mld, up)
from _table import Table, main, policy

FINE, OUT_FINE = "in pass housekeeping", "out pass housekeeping"


def report(dst="224.0.0.22", ttl=1, body=None, **more):
    return ip4(CAM4, dst, IGMP, igmp() if body is None else body, ttl=ttl,
               **more)


def query(src=LAN4):
    return ip4(src, CAM4, IGMP, igmp(0x11, "0.0.0.0"), ttl=1)


on = Table(policy({"housekeeping": ["igmp", "mld", "eapol"]}), "named")
on.add("IGMPv2 report", up(report()), FINE)
on.add("IGMPv3 report", up(report(body=b"\x22" + igmp()[1:])), FINE)
on.add("IGMP leave", up(report(body=igmp(0x17))), FINE)
on.add("IGMP with a router alert", up(report(options=ROUTER_ALERT4)), FINE)
on.add("IGMP to the end of multicast", up(report("239.255.255.255")), FINE)
on.add("IGMP with TTL 2", up(report(ttl=2)), "in drop *")
on.add("IGMP with TTL 64", up(report(ttl=64)), "in drop *")
on.add("IGMP to one node", up(report(LAN4)), "in drop *")
on.add("IGMP off the link", up(report(FAR4)), "in drop *")
on.add("IGMP to broadcast", up(report("255.255.255.255")), "in drop *")
on.add("IGMP query to the device", down(query()), OUT_FINE)
on.add("IGMP report to the device", down(ip4(LAN4, CAM4, IGMP, igmp(), ttl=1)),
       "out drop *")
for kind, name in ((143, "MLDv2 report"), (131, "MLD report"),
                   (132, "MLD done")):
    on.add(name, up(mld(CAM_LL, "ff02::16", kind)), FINE)
on.add("MLD from nobody", up(mld("::", "ff02::16")), FINE)
on.add("MLD from a global address", up(mld(CAM6, "ff02::16")), "in drop *")
on.add("MLD with hop limit 2", up(mld(CAM_LL, "ff02::16", hop=2)), "in drop *")
on.add("MLD with hop limit 255", up(mld(CAM_LL, "ff02::16", hop=255)),
       "in drop *")
on.add("MLD to one node", up(mld(CAM_LL, LAN_LL)), "in drop *")
on.add("MLD off the link", up(mld(CAM_LL, FAR6)), "in drop *")
on.add("MLD to multicast of a wider scope", up(mld(CAM_LL, "ff05::16")),
       "in drop *")
on.add("an echo with MLD's addresses is not MLD",
       up(ip6(CAM_LL, "ff02::16", ICMP6, icmp(128), hop=1)), "in drop default")
on.add("MLD query to the device", down(mld(LAN_LL, CAM_LL, 130)), OUT_FINE)
on.add("MLD report to the device", down(mld(LAN_LL, CAM_LL, 143)),
       "out drop not-housekeeping")
on.add("EAPOL start", up(b"\1\1\0\0", dst="01:80:c2:00:00:03", kind=EAPOL),
       FINE)
on.add("EAPOL to the router", up(b"\2\0\0\5\2\1\0\5\1", kind=EAPOL), FINE)
on.add("EAPOL, tagged", up(b"\1\1\0\0", kind=EAPOL, tags=[7]), FINE)
on.add("EAPOL to the device", down(b"\2\0\0\4\3\1\0\4", kind=EAPOL), OUT_FINE)

NAMED = {"IGMP": "igmp", "MLD": "mld", "EAPOL": "eapol"}
tables = [on]
for gone, word in NAMED.items():
    one = Table(policy({"housekeeping": ["arp", "nd", "dhcp"] + [
        other for other in NAMED.values() if other != word]}),
        gone + " not named")
    tables.append(one)
    one.add("IGMP report", up(report()),
            "in drop not-housekeeping" if gone == "IGMP" else FINE)
    one.add("IGMP query to the device", down(query()),
            "out drop not-housekeeping" if gone == "IGMP" else OUT_FINE)
    one.add("MLD report", up(mld(CAM_LL, "ff02::16")),
            "in drop not-housekeeping" if gone == "MLD" else FINE)
    one.add("MLD query to the device", down(mld(LAN_LL, CAM_LL, 130)),
            "out drop not-housekeeping" if gone == "MLD" else OUT_FINE)
    one.add("EAPOL", up(b"\1\1\0\0", dst=BROADCAST, kind=EAPOL),
            "in drop ethertype" if gone == "EAPOL" else FINE)
main(*tables)
