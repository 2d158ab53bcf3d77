# SPDX-License-Identifier: GPL-2.0
"""The model's reading of a policy: zones, groups, rules, and who is who.

A policy is a dict, as JSON would have it. Frames are judged elsewhere.
"""

import ipaddress

from _packet import ICMP, ICMPV6, TCP, UDP

LOCAL = 1 << 41
MULTICAST = 1 << 40
UNITS = {"b": 1, "kb": 1000, "mb": 10 ** 6, "kib": 1 << 10, "mib": 1 << 20,
         "bit": 1, "kbit": 1000, "mbit": 10 ** 6, "gbit": 10 ** 9}
PROTOS = {"tcp": {4: (TCP,), 6: (TCP,)}, "udp": {4: (UDP,), 6: (UDP,)},
          "icmp": {4: (ICMP,), 6: (ICMPV6,)}}
HOUSEKEEPING = ("arp", "nd", "dhcp")


def mac_prefix(text):
    """'44:19:b6/24' or a whole address as (bits, number of those bits)."""
    octets, _, bits = text.partition("/")
    number = int(octets.replace(":", "").ljust(12, "0"), 16)
    bits = int(bits or 48)
    return bits, number >> (48 - bits)


def amount(text):
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits) * UNITS[text[len(digits):]]


class Prefixes:
    """A set of IP prefixes of both families; asked once for an address."""

    def __init__(self, texts=(), everything=False):
        self.everything = everything
        self.known = {}
        self.rows = {4: [], 6: []}
        for text in texts:
            net = ipaddress.ip_network(text)
            bits = net.max_prefixlen - net.prefixlen
            self.rows[net.version].append(
                (bits, int(net.network_address) >> bits))

    def holds(self, family, address):
        if self.everything:
            return True
        at = (family, address)
        if at not in self.known:
            self.known[at] = any(address >> bits == value
                                 for bits, value in self.rows[family])
        return self.known[at]


class Rule:
    def __init__(self, row, endpoints):
        self.name = row["name"]
        self.drops = row.get("action") == "drop"
        self.opener = None if self.drops else row["initiated-by"]
        self.proto = row.get("proto", "any")
        self.peer = peers(row["peer"], endpoints)
        self.ports = [span(x) for x in row["ports"]] if "ports" in row else None

    def stateless(self):
        return self.drops or self.opener == "either"

    def has_proto(self, p):
        """Protocol only; a list of ports makes `any` TCP and UDP."""
        if self.proto != "any":
            return p.proto in PROTOS[self.proto][p.family]
        return self.ports is None or p.ported()

    def has_port(self, port):
        return self.ports is None or any(a <= port <= b for a, b in self.ports)


def span(port):
    low, _, high = str(port).partition("-")
    return int(low), int(high or low)


def peers(value, endpoints):
    texts = []
    for one in value if isinstance(value, list) else [value]:
        if one == "any":
            return Prefixes(everything=True)
        if one == "router":         # replay knows no addresses of the router
            continue
        texts += endpoints.get(one, [one])
    return Prefixes(texts)


class Group:
    def __init__(self, row, endpoints, order):
        self.name = row["name"]
        self.order = order
        self.zones = set(row["zones"]) if "zones" in row else None
        self.prefixes = {mac_prefix(x) for x in row.get("prefixes", ())}
        self.macs = {mac_prefix(x)[1] for x in row.get("macs", ())}
        self.monitor = row.get("mode") == "monitor"
        self.guarded = "addresses" in row
        self.addresses = Prefixes(row.get("addresses", ()))
        kept = row.get("housekeeping", HOUSEKEEPING)
        self.housekeeping = set() if "none" in kept else set(kept)
        self.dhcp_servers = Prefixes(row.get("dhcp-servers", ()))
        self.rules = [Rule(x, endpoints) for x in row.get("rules", ())]
        self.drops = row.get("default", "drop") == "drop"
        self.rate = self.burst = None
        if "rate" in row:
            self.rate = amount(row["rate"]["per-device"])
            self.burst = amount(row["rate"]["burst"])

    def best(self, mac, exact):
        """Longest prefix of this group that the address has, or 0. What has
        48 bits names one address, as macs do."""
        if exact and mac in self.macs:
            return 48
        return max((bits for bits, value in self.prefixes
                    if mac >> (48 - bits) == value and (bits < 48 or exact)),
                   default=0)


class Zone:
    def __init__(self, name, unlisted, monitor):
        self.name = name
        self.unlisted_drops = unlisted == "drop"
        self.monitor = monitor


class Policy:
    """A policy as it applies to one of its interfaces."""

    def __init__(self, row, interface=None):
        port = row["interfaces"][0]
        if interface:
            port = next(x for x in row["interfaces"] if x["name"] == interface)
        endpoints = row.get("endpoints", {})
        self.monitor = row.get("mode") == "monitor"
        # Without, apply would ask the interface; replay has none to ask
        self.knows_link = "on-link" in port
        self.on_link = Prefixes(port.get("on-link", ()))
        self.rest = Zone(port["name"], port.get("unlisted", "pass"), False)
        self.zones = {}
        for zone in row.get("zones", ()):
            if zone["interface"] == port["name"]:
                self.add_zone(zone, port)
        self.groups = [Group(x, endpoints, at)
                       for at, x in enumerate(row["groups"])]
        self.known = {}

    def add_zone(self, row, port):
        zone = Zone(row["name"], row.get("unlisted",
                                         port.get("unlisted", "pass")),
                    row.get("mode") == "monitor")
        for vlan in row["vlans"]:
            if vlan == "untagged":
                self.zones[None] = zone
                continue
            low, high = span(vlan)
            for number in range(low, high + 1):
                self.zones[number] = zone

    def zone(self, vlan):
        return self.zones.get(vlan, self.rest)

    def group(self, zone, mac):
        """The one group that lists this device here, or None."""
        at = (zone.name, mac)
        if at not in self.known:
            found = self.look_up(zone, mac, True)
            if not found and mac & LOCAL:
                found = self.look_up(zone, mac & ~LOCAL, False)
            self.known[at] = found
        return self.known[at]

    def look_up(self, zone, mac, exact):
        if mac & MULTICAST:
            return None
        best, found = (0, False), None
        for group in self.groups:
            if group.zones is not None and zone.name not in group.zones:
                continue
            rank = (group.best(mac, exact), group.zones is not None)
            if rank[0] and rank > best:
                best, found = rank, group
        return found
