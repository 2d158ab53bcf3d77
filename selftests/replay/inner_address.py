#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""ARP senders and ND link-layer addresses that are not the frame's source
drop, under any rule; what comes to a device is not asked."""

from _frames import (ARP, BROADCAST, CAM, CAM2, CAM4, CAM6, CAM_LL, ICMP6,
                     LAN4, LAN6, LOCAL_CAM, NA, NS, ROUTER, RS, arp, down, ip6,
                     mac, nd, nd_option, up)
from _table import Table, main, policy, rule

OWN, OTHER = nd_option(1, mac(CAM)), nd_option(1, mac(CAM2))
OWN_T, OTHER_T = nd_option(2, mac(CAM)), nd_option(2, mac(CAM2))
NONCE = nd_option(14, b"\1\2\3\4\5\6")


def cases(table):
    def send(name, want, *args, src=CAM):
        table.add("ARP: " + name, up(arp(*args), src=src, dst=BROADCAST,
                                     kind=ARP), want)

    def discover(name, kind, options, want, dst="ff02::1:ff00:1", src=CAM_LL):
        table.add("ND: " + name, up(ip6(src, dst, ICMP6, nd(
            kind, LAN6, options), hop=255)), want)

    send("own", "in pass housekeeping", 1, CAM, CAM4)
    send("own reply", "in pass housekeeping", 2, CAM, CAM4, ROUTER, LAN4)
    send("request for another", "in drop arp-sender", 1, CAM2, CAM4)
    send("reply for another", "in drop arp-sender", 2, CAM2, CAM4, ROUTER, LAN4)
    send("operation 3 for another", "in drop arp-sender", 3, CAM2, CAM4)
    send("the router's own", "in drop arp-sender", 2, ROUTER, LAN4, CAM2, CAM4)
    send("the last bit differs", "in drop arp-sender", 1, "44:19:b6:00:00:00",
         CAM4)
    send("the local bit differs", "in drop arp-sender", 1, CAM, CAM4,
         src=LOCAL_CAM)
    send("zeros", "in drop arp-sender", 1, "00:00:00:00:00:00", CAM4)
    bad, fine = "in drop nd-link-address", "in pass housekeeping"
    discover("NS, own", NS, OWN, fine)
    discover("NS, another's", NS, OTHER, bad)
    discover("NS without one", NS, b"", fine)
    discover("NS, own and then another's", NS, OWN + OTHER, bad)
    discover("NS, another's and then own", NS, OTHER + OWN, bad)
    discover("NS, another's behind a nonce", NS, NONCE + OTHER, bad)
    discover("NS, own behind a nonce", NS, NONCE + OWN, fine)
    discover("NA, own", NA, OWN_T, fine, "ff02::1")
    discover("NA, another's", NA, OTHER_T, bad, "ff02::1")
    discover("NA, another's, to one node", NA, OTHER_T, bad, LAN6, CAM6)
    discover("NA without one", NA, b"", fine, "ff02::1")
    discover("RS, own", RS, OWN, fine, "ff02::2")
    discover("RS, another's", RS, OTHER, bad, "ff02::2")
    discover("NS, an option of length 0", NS, b"\1\0" + mac(CAM), "in drop *")
    discover("NS, an option beyond the packet", NS, b"\1\2" + mac(CAM),
             "in drop *")
    discover("NS, another's in an option beyond the packet", NS,
             b"\1\2" + mac(CAM2), "in drop *")
    discover("NS, half an option", NS, b"\1\1\x44\x19", "in drop *")
    discover("NS, one byte of an option", NS, b"\1", "in drop *")
    table.add("to the device: ARP from whom it says",
              down(arp(2, CAM2, LAN4, CAM, CAM4), kind=ARP),
              "out pass housekeeping")
    table.add("to the device: NA from whom it says",
              down(ip6("fe80::1", CAM_LL, ICMP6, nd(NA, LAN6, OTHER_T),
                       hop=255)), "out pass housekeeping")


RULES = [rule("all", ["fe80::/10", "ff02::/16", LAN6])]
closed = Table(policy({"rules": RULES}), "default drop")
cases(closed)
opened = Table(policy({"rules": RULES, "default": "pass"}), "default pass")
cases(opened)
bare = Table(policy({"default": "pass", "housekeeping": ["none"]}),
             "no housekeeping, default pass")
bare.add("ND: NS, another's", up(ip6(CAM_LL, "ff02::1", ICMP6, nd(
    NS, LAN6, OTHER), hop=255)), "in drop nd-link-address")
bare.add("ND: NA, another's", up(ip6(CAM_LL, "ff02::1", ICMP6, nd(
    NA, LAN6, OTHER_T), hop=255)), "in drop nd-link-address")
bare.add("ND: NS, own", up(ip6(CAM_LL, "ff02::1", ICMP6, nd(NS, LAN6, OWN),
                               hop=255)), "in pass default")
main(closed, opened, bare)
