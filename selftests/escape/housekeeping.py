#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by housekeeping as a carrier: 900 bytes in ARP, ND, MLD, IGMP, DHCP
and EAPOL that are to leave the link, with what is on-link told or not and
servers named or not. What goes on to the rules is dropped there."""

from _steps import Steps, main, policy
from _frames import (ARP, BROADCAST, CAM, CAM2, CAM4, CAM6, CAM_LL, DSTOPTS,
                     EAPOL, FAR4, FAR6, FRAGMENT, HOPOPTS, ICMP6, IGMP, LAN4,
                     LAN6, LAN_LL, NA, NS, RA, REC4, REDIRECT6, ROUTER,
                     ROUTER_ALERT6, RS, UDP, arp, bootp, dhcp4, dhcp6, down,
                     fragment6, icmp, igmp, ip4, ip6, mac, mld, nd, nd_option,
                     options6, udp, up)

FINE, NOT = "in pass housekeeping", "in drop not-housekeeping"
LOAD = b"s" * 900
SERVER4, SERVER6 = "198.51.100.67", "2001:db8:67::1"
HK = ["arp", "nd", "dhcp", "igmp", "mld", "eapol"]


def nd6(kind, dst, src=CAM_LL, hop=255, load=True, **more):
    options = nd_option(14, LOAD[:800]) if load else b""
    return up(ip6(src, dst, ICMP6, nd(kind, LAN6, options), hop=hop), **more)


def request(dst, src=CAM4, sport=68, dport=67, load=LOAD):
    return up(ip4(src, dst, UDP, udp(sport, dport, bootp() + load)))


def solicit(dst, src=CAM6, sport=546, dport=547, load=LOAD):
    return up(ip6(src, dst, UDP, udp(sport, dport, b"\1\0\0\1" + load)))


def report(dst, src=CAM_LL, hop=1, load=LOAD, alert=ROUTER_ALERT6, kind=143):
    return up(ip6(src, dst, HOPOPTS, options6(ICMP6, icmp(
        kind, 0, b"\0\0\0\1" + load), alert), hop=hop))


def member(dst, ttl=1, load=LOAD, **more):
    return up(ip4(CAM4, dst, IGMP, igmp() + load, ttl=ttl, **more))


def nd_off(t):
    """Neighbour discovery, to where nothing is on the link."""
    for kind, name in ((RS, "RS"), (NS, "NS"), (NA, "NA")):
        t.add(f"{name} to a far host", nd6(kind, FAR6), NOT)
        t.add(f"{name} to a far host, empty", nd6(kind, FAR6, load=False), NOT)
        t.add(f"{name} beside the link's prefix", nd6(
            kind, "fd20:0:0:1::1"), NOT)
        for dst in ("ff01::1", "ff05::2", "ff0e::1"):
            t.add(f"{name} to {dst}", nd6(kind, dst), NOT)
        for hop in (0, 1, 64, 254):
            t.add(f"{name} with hop limit {hop}", nd6(
                kind, LAN_LL, hop=hop), NOT)
        t.add(f"{name} to a far host behind options", up(ip6(
            CAM_LL, FAR6, DSTOPTS, options6(ICMP6, nd(kind, LAN6)), hop=255)),
              NOT)
        t.add(f"{name} in a first fragment", up(ip6(
            CAM_LL, LAN_LL, FRAGMENT, fragment6(
                ICMP6, nd(kind, LAN6) + LOAD[:8], more=True), hop=255)),
              "in drop *")
        t.add(f"{name} in a later fragment", up(ip6(
            CAM_LL, LAN_LL, FRAGMENT, fragment6(
                ICMP6, nd(kind, LAN6), offset=64), hop=255)),
              "in drop fragment")


def nd_wrong(t):
    """Neighbour discovery that says what is not so, and its kin."""
    t.add("NS whose code is not 0", up(ip6(
        CAM_LL, LAN_LL, ICMP6, b"\x87\1" + nd(NS)[2:], hop=255)),
          "in drop default")
    t.add("NS with another's address in it", up(ip6(
        CAM_LL, "ff02::1", ICMP6, nd(NS, LAN6, nd_option(1, mac(CAM2))),
        hop=255)), "in drop nd-link-address")
    t.add("NA with another's address in it", up(ip6(
        CAM_LL, "ff02::1", ICMP6, nd(NA, LAN6, nd_option(2, mac(ROUTER))),
        hop=255)), "in drop nd-link-address")
    t.add("NS with nine options, the last another's", up(ip6(
        CAM_LL, "ff02::1", ICMP6, nd(NS, LAN6, nd_option(14, b"x") * 8
                                     + nd_option(1, mac(CAM2))), hop=255)),
          "in drop nd-link-address")
    t.add("NS with an option of length 0", up(ip6(
        CAM_LL, "ff02::1", ICMP6, nd(NS, LAN6, b"\1\0" + mac(CAM)), hop=255)),
          "in drop length")
    t.add("a router advertisement", nd6(RA, "ff02::1"),
          "in drop router-advertisement")
    t.add("a redirect", up(ip6(CAM_LL, LAN_LL, ICMP6, nd(REDIRECT6), hop=255)),
          "in drop redirect")
    t.add("inverse ND (141)", up(ip6(CAM_LL, "ff02::1", ICMP6, icmp(
        141, 0, bytes(4) + LOAD), hop=255)), "in drop default")
    t.add("a node query (139)", up(ip6(CAM_LL, "ff02::1", ICMP6, icmp(
        139, 0, LOAD), hop=255)), "in drop default")
    t.add("a certificate path solicitation (148)", up(ip6(
        CAM_LL, "ff02::2", ICMP6, icmp(148, 0, LOAD), hop=255)),
          "in drop default")


def dhcp_off(t):
    """DHCP to others than servers, and from others than clients."""
    t.add("DHCP to a far host", request(FAR4), NOT)
    t.add("DHCP to a far host from nobody", request(FAR4, "0.0.0.0"), NOT)
    t.add("DHCP beside the server", request("198.51.100.68"), NOT)
    t.add("DHCP to a group", request("224.0.0.1"), NOT)
    t.add("DHCP from another port", request(LAN4, sport=6800),
          "in drop default")
    t.add("DHCP to another port", request(LAN4, dport=6700),
          "in drop default")
    t.add("DHCP to another port of the server", request(SERVER4, dport=53),
          "in drop default")
    t.add("DHCP, a relay's ports", request(SERVER4, sport=67),
          "in drop default")
    t.add("DHCP, a server's ports", request(LAN4, sport=67, dport=68),
          "in drop dhcp-server")
    t.add("DHCP, a server's reply on a client's ports", up(dhcp4(
        68, 67, CAM4, op=2)), "in drop dhcp-server")
    t.add("DHCP for another's address", up(dhcp4(68, 67, chaddr=CAM2),
                                           dst=BROADCAST),
          "in drop dhcp-chaddr")
    t.add("DHCP for an address of eight bytes", up(dhcp4(68, 67, hlen=8),
                                                   dst=BROADCAST),
          "in drop dhcp-chaddr")
    t.add("something short on DHCP's ports", up(ip4(
        CAM4, LAN4, UDP, udp(68, 67, b"secret"))), "in drop header-cut")
    t.add("the rest of a fragmented request", up(ip4(
        CAM4, LAN4, UDP, LOAD, offset=304)), "in drop fragment")
    t.add("DHCPv6 to a far host", solicit(FAR6), NOT)
    t.add("DHCPv6 beside the server", solicit("2001:db8:67::2"), NOT)
    t.add("DHCPv6 to the site's servers", solicit("ff05::1:3"), NOT)
    t.add("DHCPv6 to all nodes", solicit("ff02::1"), NOT)
    t.add("DHCPv6 from another port", solicit(LAN6, sport=5460),
          "in drop default")
    t.add("DHCPv6 to another port", solicit(LAN6, dport=53),
          "in drop default")
    t.add("DHCPv6, a server's ports", solicit(CAM6, sport=547, dport=546),
          "in drop dhcp-server")


def groups_off(t):
    """IGMP and MLD that a router would forward."""
    for ttl in (0, 2, 64, 255):
        t.add(f"IGMP with TTL {ttl}", member("224.0.0.22", ttl=ttl), NOT)
        t.add(f"MLD with hop limit {ttl}", report("ff02::16", hop=ttl), NOT)
    t.add("IGMP to a far host", member(FAR4), NOT)
    t.add("IGMP to the router", member(LAN4), NOT)
    t.add("IGMP to everybody", member("255.255.255.255"), NOT)
    t.add("IGMP below the groups", member("223.255.255.255"), NOT)
    t.add("IGMP above the groups", member("240.0.0.0"), NOT)
    t.add("IGMP, first fragment", member("224.0.0.22", more=True), NOT)
    t.add("IGMP, later fragment", member("224.0.0.22", offset=64),
          "in drop *")
    t.add("MLD to a far host", report(FAR6), NOT)
    t.add("MLD to the router", report(LAN_LL), NOT)
    t.add("MLD to all of the site", report("ff05::16"), NOT)
    t.add("MLD from its global address", report("ff02::16", CAM6), NOT)
    t.add("MLD done to a far host", report(FAR6, kind=132), NOT)
    t.add("MLD version 1 to a far host", report(FAR6, kind=131), NOT)


def arp_off(t):
    """ARP that carries more than addresses."""
    for size in (65, 400, 1400):
        t.add(f"ARP of {size} bytes", up(arp() + bytes(size - 42),
                                         dst=BROADCAST, kind=ARP), NOT)
    t.add("ARP of 69 bytes in two tags", up(
        arp() + bytes(23), dst=BROADCAST, kind=ARP, tags=[5, 6], pad=0), NOT)
    for op in (0, 3, 8, 9, 25, 65535):
        t.add(f"ARP operation {op}", up(arp(op), dst=BROADCAST, kind=ARP), NOT)
    for name, odd in {"for ATM": arp(hardware=19),
                      "for IEEE 802": arp(hardware=6),
                      "for IPv6": arp(protocol=0x86DD),
                      "with long addresses": arp(hlen=255),
                      "with short addresses": arp(hlen=5),
                      "with no addresses": arp(hlen=0, plen=0)}.items():
        t.add(f"ARP {name}: its sender stands elsewhere", up(
            odd, dst=BROADCAST, kind=ARP), "in drop arp-sender")


def others(t):
    """What is no housekeeping at all, and what comes to the device."""
    for port, name in ((53, "DNS"), (5353, "mDNS"), (5355, "LLMNR"),
                       (123, "NTP"), (1900, "SSDP"), (137, "NetBIOS")):
        t.add(f"{name} to the router", up(ip4(CAM4, LAN4, UDP, udp(
            40000, port, LOAD))), "in drop default")
        t.add(f"{name} to a group, TTL 1", up(ip4(
            CAM4, "224.0.0.251", UDP, udp(port, port, LOAD), ttl=1)),
              "in drop default")
    t.add("to the device: RA with hop limit 64", down(ip6(
        LAN_LL, CAM_LL, ICMP6, nd(RA), hop=64)), "out drop not-housekeeping")
    t.add("to the device: DHCP from a far host", down(ip4(
        FAR4, CAM4, UDP, udp(67, 68, bootp(2) + LOAD))),
          "out drop not-housekeeping")
    t.add("to the device: an IGMP report", down(ip4(
        LAN4, "224.0.0.22", IGMP, igmp(), ttl=1)), "out drop not-housekeeping")
    t.add("to the device: an MLD query of no router's", down(mld(
        LAN6, CAM_LL, 130)), "out drop not-housekeeping")
    t.add("to the device: an MLD query with hop limit 64", down(mld(
        LAN_LL, CAM_LL, 130, hop=64)), "out drop not-housekeeping")
    t.add("to the device: an MLD query", down(mld(LAN_LL, CAM_LL, 130)),
          "out pass housekeeping")
    t.add("to the device: a query with TTL 64", down(ip4(
        LAN4, "224.0.0.1", IGMP, igmp(0x11))), "out drop not-housekeeping")


def on_link(t):
    """What stays on the link may bear what it likes."""
    for kind, name in ((NS, "NS"), (NA, "NA")):
        t.add(f"{name} to the router's link-local address", nd6(kind, LAN_LL),
              FINE)
        t.add(f"{name} to its group", nd6(kind, "ff02::1:ff00:1"), FINE)
    t.add("RS", nd6(RS, "ff02::2", load=False), FINE)
    t.add("DHCP to all", up(dhcp4(68, 67), dst=BROADCAST), FINE)
    t.add("DHCPv6 to all servers", up(dhcp6(546, 547)), FINE)
    t.add("MLD", up(mld(CAM_LL, "ff02::16")), FINE)
    t.add("EAPOL", up(b"\1\1\0\0", dst="01:80:c2:00:00:03", kind=EAPOL), FINE)
    t.add("ARP of 64 bytes", up(arp(), dst=BROADCAST, kind=ARP, pad=64), FINE)
    t.add("ARP for a far address, which nobody forwards", up(arp(
        tpa=FAR4), dst=BROADCAST, kind=ARP), FINE)


def told(t, want):
    """Addresses that are on the link where that is told."""
    t.add("NS to the router's address", nd6(NS, LAN6, CAM6), want)
    t.add("NA to the router's address", nd6(NA, LAN6, CAM6), want)
    t.add("DHCP to the router", request(LAN4), want)
    t.add("DHCP to the recorder", request(REC4), want)
    t.add("DHCPv6 to the router", solicit(LAN6), want)


def groups(t, link):
    """Sources of IGMP, whose TTL forwarding may have brought down to 1; far
    ones can be told only where it is known what is on the link."""
    near, far = link is None or link, link is None
    t.add("IGMP", member("224.0.0.22", load=b""), FINE if near else NOT)
    t.add("IGMP of nobody", up(ip4("0.0.0.0", "224.0.0.22", IGMP, igmp(),
                                   ttl=1)), FINE)
    t.add("IGMP in the name of a far host", up(ip4(
        FAR4, "224.0.0.22", IGMP, igmp(), ttl=1)), FINE if far else NOT)
    t.add("to the device: an IGMP query from the link", down(ip4(
        LAN4, CAM4, IGMP, igmp(0x11), ttl=1)), OUT[bool(near)])
    t.add("to the device: an IGMP query from a far host", down(ip4(
        FAR4, CAM4, IGMP, igmp(0x11) + LOAD, ttl=1)), OUT[far])


def named(t, want):
    """A server off the link."""
    t.add("DHCP to the server", request(SERVER4), want)
    t.add("DHCPv6 to the server", solicit(SERVER6), want)


OUT = {True: "out pass housekeeping", False: "out drop not-housekeeping"}
LINKS = {"on-link told": ["10.20.0.0/16", "fd20::/64"], "nothing on-link": [],
         "on-link unknown": None}
tables = []
for words, link in LINKS.items():
    for servers in ([], [SERVER4, SERVER6]):
        group = {"housekeeping": HK}
        if servers:
            group["dhcp-servers"] = servers
        rules = policy(group, interface={"on-link": link})
        if link is None:
            del rules["interfaces"][0]["on-link"]
        t = Steps(rules, f"{words}, servers {'' if servers else 'not '}named")
        for part in (nd_off, nd_wrong, dhcp_off, groups_off, arp_off, others):
            part(t)
        on_link(t)
        told(t, FINE if link else NOT)
        groups(t, link)
        # who asks is on the link, as far as anybody knows
        named(t, FINE if servers and link != [] else NOT)
        tables.append(t)

bare = Steps(policy({"housekeeping": ["none"]}), "no housekeeping")
bare.add("ARP", up(arp(), dst=BROADCAST, kind=ARP), "in drop ethertype")
bare.add("EAPOL", up(b"\1\1\0\0", dst=BROADCAST, kind=EAPOL),
         "in drop ethertype")
bare.add("NS", nd6(NS, "ff02::1"), NOT)
bare.add("DHCP", up(dhcp4(68, 67), dst=BROADCAST), NOT)
bare.add("IGMP", member("224.0.0.22"), NOT)
bare.add("MLD", report("ff02::16"), NOT)
tables.append(bare)
main(*tables)
