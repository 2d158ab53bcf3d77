# SPDX-License-Identifier: GPL-2.0
"""Random policies that `lenscap check` accepts, as dicts.

Small pools on purpose: prefixes nest, peers overlap and ports meet, so that
the traffic made for a policy keeps running into it.
"""

# Nested ones, and two with the local bit set
PREFIXES = ["44:19:b6/24", "44:19:b6:70:00:00/28", "44:19:b6:70:10:00/36",
            "44:19:b6:70:10:02/48", "8c:1f:64/24", "8c:1f:64:ab:c0:00/36",
            "8c:1f:64:ab:c0:07/48", "46:19:b6/24", "00:40:8c/24",
            "00:40:8c:f0:00:00/28", "e0:50:8b:31:00:00/36",
            "02:42:ac:11:00:02/48"]
MACS = ["00:11:22:33:44:55", "44:19:b6:70:10:99", "8c:1f:64:ab:c0:08",
        "02:42:ac:11:00:03", "00:40:8c:f0:00:01", "e0:50:8b:31:00:01"]
ENDPOINTS = {
    "recorder": ["10.20.0.10", "fd20::10"],
    "clock": ["10.20.0.1", "203.0.113.123"],
    "office": ["10.20.8.0/21", "192.168.0.0/16", "fd20:0:0:8::/64"],
    "world": ["203.0.113.0/24", "198.51.100.7", "2001:db8::/32"],
    "near": ["10.20.0.0/16", "fd20::/64", "fe80::/10"],
    "shout": ["224.0.0.0/4", "255.255.255.255", "ff00::/8"],
}
PREFIX_PEERS = ["192.0.2.0/24", "198.51.100.0/24", "10.20.0.0/24",
                "2001:db8:5::/48", "0.0.0.0/1", "::/1", "10.20.0.10",
                "fe80::/10", "fd20::10", "10.20.1.0/24"]
PORTS = [53, 67, 68, 80, 123, 443, 546, 547, 554, 1023, 8000, 40000, 65535]
SPANS = ["8000-8010", "1-1023", "1024-65535", "1-65535", "554-555",
         "40000-40001"]
ON_LINK = [["10.20.0.0/16", "fd20::/64"], ["10.20.0.0/16"], ["fd20::/64"],
           ["10.20.0.0/22", "10.20.128.0/17", "fd20::/48"]]
ADDRESSES = [["10.20.0.0/16", "fd20::/64"], ["10.20.1.0/24"], ["fd20::/64"],
             ["10.20.1.0/25", "10.20.1.128/26"], ["fe80::/10", "10.20.0.0/16"],
             ["10.20.1.5", "fd20::1:5"], ["0.0.0.0/0", "::/0"]]
KEPT = ["arp", "nd", "dhcp", "igmp", "mld", "eapol"]
RATES = ["8kbit", "100kbit", "1mbit", "50mbit"]
BURSTS = ["64kib", "65536b", "66kb", "100kb", "1mb"]
VLANS = [["untagged", 101], [102], ["110-119"], [103, "200-202"], ["untagged"],
         [4094, 1]]


def often(rnd, chance):
    return rnd.random() < chance


def some(rnd, pool, most):
    return rnd.sample(pool, rnd.randint(1, min(most, len(pool))))


class Maker:
    """One policy from one stream of numbers; stateful=False leaves out what
    keeps state."""

    def __init__(self, rnd, stateful=True):
        self.rnd = rnd
        self.stateful = stateful
        self.taken = set()      # (prefix, zone or None): ties are errors
        self.used = []          # prefixes that some group has

    def make(self):
        rnd = self.rnd
        row = {"version": 1, "interfaces": [{"name": "lan0"}]}
        if often(rnd, .9):
            row["interfaces"][0]["on-link"] = rnd.choice(ON_LINK)
        if often(rnd, .2):
            row["interfaces"][0]["unlisted"] = rnd.choice(["drop", "pass"])
        if often(rnd, .1):
            row["mode"] = rnd.choice(["monitor", "enforce"])
        if often(rnd, .15):
            row["interfaces"].append({"name": "lan1"})
        row["endpoints"] = ENDPOINTS
        self.zones(row)
        row["groups"] = []
        for number in range(rnd.choice((1, 1, 2, 2, 3, 4, 5))):
            group = self.group(number, row)
            if group:
                row["groups"].append(group)
        return row if row["groups"] else self.make()

    def zones(self, row):
        rnd = self.rnd
        if often(rnd, .5):
            return
        row["zones"] = []
        free = list(VLANS)
        rnd.shuffle(free)
        seen = set()
        for name in ("hall", "gate", "yard")[:rnd.randint(1, 3)]:
            vlans = free.pop()
            port = rnd.choice(row["interfaces"])["name"]
            if "untagged" in vlans and (port, "untagged") in seen:
                continue
            seen |= {(port, x) for x in vlans}
            zone = {"name": name, "interface": port, "vlans": vlans}
            if often(rnd, .3):
                zone["unlisted"] = rnd.choice(["drop", "pass"])
            if often(rnd, .15):
                zone["mode"] = "monitor"
            row["zones"].append(zone)

    def claim(self, pool, zones, most):
        """Of a pool, what is still nobody's in these zones."""
        got = []
        for one in some(self.rnd, pool, most):
            plain = one if "/" in one else one + "/48"
            wanted = {(plain, zone) for zone in zones or [None]}
            if not wanted & self.taken:
                self.taken |= wanted
                got.append(one)
        return got

    def group(self, number, row):
        rnd = self.rnd
        group = {"name": f"g{number}"}
        names = [z["name"] for z in row.get("zones", ())] + ["lan0"]
        zones = some(rnd, names, 3) if often(rnd, .35) else None
        if zones:
            group["zones"] = zones
        # The same device is often another group's in another zone
        shared = zones and self.used and often(rnd, .6)
        prefixes = self.claim(self.used if shared else PREFIXES, zones, 4)
        self.used += [x for x in prefixes if x not in self.used]
        macs = self.claim(MACS, zones, 2) if often(rnd, .5) else []
        if not prefixes + macs:
            return None
        if prefixes:
            group["prefixes"] = prefixes
        if macs:
            group["macs"] = macs
        if often(rnd, .1):
            group["mode"] = "monitor"
        if often(rnd, .6):
            kept = rnd.sample(KEPT, rnd.randint(0, len(KEPT)))
            group["housekeeping"] = kept or ["none"]
        if often(rnd, .3):
            group["dhcp-servers"] = some(
                rnd, ["10.20.0.1", "203.0.113.67", "2001:db8::547"], 2)
        if often(rnd, .35):
            group["default"] = rnd.choice(["pass", "pass", "drop"])
        if self.stateful:
            self.limits(group)
        most = rnd.choice((0, 1, 2, 3, 4, 5, 6, 8, 30))
        rules = [self.rule(at) for at in range(most)]
        if rules:
            group["rules"] = rules
        return group

    def limits(self, group):
        rnd = self.rnd
        if often(rnd, .4):
            group["addresses"] = rnd.choice(ADDRESSES)
        if often(rnd, .2):
            group["rate"] = {"per-device": rnd.choice(RATES),
                             "burst": rnd.choice(BURSTS)}

    def rule(self, number):
        rnd = self.rnd
        rule = {"name": f"r{number}"}
        how = rnd.choice(["either", "drop", "peer", "peer", "device", "device"]
                         if self.stateful else ["either", "either", "drop"])
        if how == "drop":
            rule["action"] = "drop"
        else:
            rule["initiated-by"] = how
        rule["peer"] = self.peer(how != "either")
        proto = rnd.choice(["tcp", "tcp", "udp", "udp", "icmp", "any"])
        if proto != "any" or often(rnd, .6):
            rule["proto"] = proto
        if proto != "icmp" and often(rnd, .7):
            rule["ports"] = self.ports()
        return rule

    def peer(self, any_too):
        rnd = self.rnd
        dice = rnd.random()
        if any_too and dice < .3:
            return "any"
        if dice < .75:
            return rnd.choice(list(ENDPOINTS))
        if dice < .9:
            return rnd.choice(PREFIX_PEERS)
        return some(rnd, list(ENDPOINTS) + PREFIX_PEERS, 4)

    def ports(self):
        rnd = self.rnd
        if often(rnd, .2):
            return [rnd.choice(SPANS)]
        return some(rnd, PORTS + SPANS[:1], 4)
