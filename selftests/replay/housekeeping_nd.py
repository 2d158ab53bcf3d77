#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Housekeeping: neighbor discovery, which never leaves the link."""

from _frames import (CAM, CAM6, CAM_LL, FAR6, FRAGMENT, HOPOPTS, ICMP6, LAN6,
                     LAN_LL, NA, NS, RA, REDIRECT6, RS, down, fragment6, icmp,
                     ip6, mac, nd, nd_option, options6, up)
from _table import Table, main, policy

OWN = nd_option(1, mac(CAM))
FINE, NOT = "in pass housekeeping", "in drop not-housekeeping"


def send(table, name, kind, dst, want, src=CAM_LL, hop=255, options=b""):
    table.add(name, up(ip6(src, dst, ICMP6, nd(kind, LAN6, options), hop=hop)),
              want)


on = Table(policy(), "named")
send(on, "RS to all routers", RS, "ff02::2", FINE, options=OWN)
send(on, "RS from nobody", RS, "ff02::2", FINE, src="::")
send(on, "NS to a solicited-node address", NS, "ff02::1:ff00:1", FINE,
     options=OWN)
send(on, "NS, address detection", NS, "ff02::1:ff00:1", FINE, src="::")
send(on, "NS to a link-local address", NS, LAN_LL, FINE)
send(on, "NS to an on-link address", NS, LAN6, FINE, src=CAM6)
send(on, "NA to all nodes", NA, "ff02::1", FINE)
send(on, "NA to a link-local address", NA, LAN_LL, FINE)
send(on, "NA to an on-link address", NA, LAN6, FINE, src=CAM6)
send(on, "NA to the last on-link address", NA, "fd20::ffff:ffff:ffff:ffff",
     FINE)
for kind, name in ((RS, "RS"), (NS, "NS"), (NA, "NA")):
    send(on, f"{name} off the link", kind, FAR6, NOT)
    send(on, f"{name} beside the on-link prefix", kind, "fd20:0:0:1::1", NOT)
    send(on, f"{name} with hop limit 254", kind, "ff02::1", NOT, hop=254)
    send(on, f"{name} with hop limit 1", kind, "ff02::1", NOT, hop=1)
    send(on, f"{name} to multicast of a wider scope", kind, "ff05::2", NOT)
    send(on, f"{name} to multicast of the node", kind, "ff01::1", NOT)
send(on, "NS to the end of fe80::/10", NS, "febf::1", FINE)
send(on, "NS beyond fe80::/10", NS, "fec0::1", NOT)
send(on, "NS tagged", NS, "ff02::1", FINE)
on.add("an echo is not ND", up(ip6(CAM_LL, "ff02::1", ICMP6, icmp(128),
                                   hop=255)), "in drop default")
on.add("NS behind options", up(ip6(CAM_LL, "ff02::1", HOPOPTS, options6(
    ICMP6, nd(NS)), hop=255)), "in * *")
on.add("the rest of a fragmented NS", up(ip6(CAM_LL, "ff02::1", FRAGMENT,
                                             fragment6(ICMP6, bytes(24), 8),
                                             hop=255)), "in drop fragment")
on.add("NS that fails to hold its target",
       up(ip6(CAM_LL, "ff02::1", ICMP6, nd(NS)[:12], hop=255)), "in drop *")
for kind, name in ((NS, "NS"), (NA, "NA"), (RA, "RA")):
    on.add(f"to the device: {name}", down(ip6(LAN_LL, CAM_LL, ICMP6, nd(kind),
                                              hop=255)),
           "out pass housekeeping")
    on.add(f"to the device: {name}, hop limit 64",
           down(ip6(LAN_LL, CAM_LL, ICMP6, nd(kind), hop=64)),
           "out drop not-housekeeping")
on.add("to the device: NS to its global address",
       down(ip6(LAN6, CAM6, ICMP6, nd(NS), hop=255)), "out pass housekeeping")
on.add("to the device: RS", down(ip6(LAN_LL, CAM_LL, ICMP6, nd(RS), hop=255)),
       "out drop not-housekeeping")
on.add("to the device: redirect", down(ip6(LAN_LL, CAM_LL, ICMP6, nd(REDIRECT6),
                                           hop=255)), "out drop not-housekeeping")

off = Table(policy({"housekeeping": ["arp", "dhcp", "igmp", "mld", "eapol"]}),
            "not named")
for kind, name in ((RS, "RS"), (NS, "NS"), (NA, "NA")):
    send(off, name, kind, "ff02::1", NOT)
for kind, name in ((NS, "NS"), (NA, "NA"), (RA, "RA")):
    off.add(f"to the device: {name}", down(ip6(LAN_LL, CAM_LL, ICMP6, nd(kind),
                                               hop=255)), "out drop not-housekeeping")

no_link = Table(policy(interface={"on-link": ["10.20.0.0/16"]}),
                "no IPv6 prefix on the link")
send(no_link, "NS to a global address", NS, LAN6, NOT, src=CAM6)
send(no_link, "NS to a link-local address", NS, LAN_LL, FINE)
main(on, off, no_link)
