# SPDX-License-Identifier: GPL-2.0
"""Who talks in generated traffic: devices near a policy's prefixes, peers, and
the conversations between them. Makes no frames.
"""

import ipaddress

from _policy import LOCAL, MULTICAST, mac_prefix, span
from _policies import ENDPOINTS

ROUTER = 0x00AABBCCDD01
STRANGER = 0x00AABBCCDD77
LINK = 0xFE80 << 112
NET4, NET6 = 10 << 24 | 20 << 16, 0xFD20 << 112
EPHEMERAL = [1024, 5000, 40000, 40001, 50000, 65535, 0, 1]
WAN = [(4, 0x08080808), (4, 203 << 24 | 113 << 8 | 9),
       (4, 198 << 24 | 51 << 16 | 100 << 8 | 7), (4, 10 << 24 | 20 << 16 | 10),
       (6, 0x20010DB8 << 96 | 5), (6, NET6 | 0x10), (4, 10 << 24 | 99),
       (4, 0xE00000FB), (4, 0xFFFFFFFF), (6, 0xFF02 << 112 | 0xFB),
       (6, LINK | 0x77), (6, 0x26001111 << 96 | 7)]


class Device:
    def __init__(self, rnd, mac):
        self.mac = mac
        low = rnd.choice([0x105, 0x106, 0x1A0, 0x205, 0x4010])
        self.v4 = NET4 | low
        self.v6 = NET6 | 1 << 16 | low & 0xFF
        self.link = LINK | mac
        if rnd.random() < .1:
            self.v4 = rnd.choice([0, 0x7F000001, 0xE0000001, 0xFFFFFFFF,
                                  0xC0A80009])
        if rnd.random() < .1:
            self.v6 = rnd.choice([0, 1, 0xFF02 << 112 | 1,
                                  0x20010DB8 << 96 | 9])


class Talk:
    """A conversation: who, with whom, over what; and when it last spoke."""

    __slots__ = ("device", "family", "own", "peer", "proto", "dport", "pport",
                 "other", "tags", "last", "ended")

    def __init__(self):
        self.last = self.ended = 0
        self.other = ROUTER


def around(rnd, policy):
    """Addresses that the policy lists, and some that it just does not."""
    macs = []
    for group in policy["groups"]:
        for text in group.get("prefixes", []) + group.get("macs", []):
            bits, value = mac_prefix(text)
            for _ in range(2 if bits < 48 else 1):
                macs.append(value << (48 - bits) | rnd.getrandbits(48 - bits))
            if rnd.random() < .3:
                macs.append(macs[-1] ^ LOCAL)
            if rnd.random() < .2:
                macs.append(macs[-1] ^ 1 << (48 - bits))
    rnd.shuffle(macs)
    return [x & ~MULTICAST for x in macs[:10]] + [STRANGER]


def in_group(mac, group):
    """As far as prefixes tell, which is far enough to pick devices by."""
    return any(mac >> (48 - bits) == value for bits, value in
               map(mac_prefix, group.get("prefixes", [])))


def anywhere(rnd, text):
    """(family, address) in a prefix, often at its edges."""
    net = ipaddress.ip_network(text)
    low, high = int(net[0]), int(net[-1])
    return net.version, rnd.choice(
        (low, high, low | 10 & ~low, rnd.randint(low, high)))


class Cast:
    """Devices, and random conversations that the rules are about."""

    def __init__(self, rnd, policy):
        self.rnd = rnd
        self.devices = [Device(rnd, mac) for mac in around(rnd, policy)]
        self.rules = [rule for group in policy["groups"]
                      for rule in group.get("rules", ())]
        self.peers = list(WAN)
        for rule in self.rules:
            for text in self.texts(rule["peer"]):
                self.peers.append(anywhere(rnd, text))
        numbers = {x for zone in policy.get("zones", ())
                   for vlan in zone["vlans"] if vlan != "untagged"
                   for x in span(vlan)}
        self.vlans = sorted(numbers | {0, 300})
        # Policies with zones see more tags, and devices that change them
        self.tagged, self.roaming = (.5, .1) if numbers else (.12, .01)
        rated = [x for x in policy["groups"] if "rate" in x]
        self.rated = {x.mac for x in self.devices
                      if any(in_group(x.mac, group) for group in rated)}

    def texts(self, peer):
        out = []
        for one in peer if isinstance(peer, list) else [peer]:
            if one == "any":
                out += ["0.0.0.0/0", "::/0"]
            else:
                out += ENDPOINTS.get(one, [one] if "." in one or ":" in one
                                     else [])
        return out

    def device(self):
        return self.rnd.choice(self.devices)

    def tags(self):
        rnd = self.rnd
        if rnd.random() > self.tagged:
            return ()
        tag = (0x88A8 if rnd.random() < .2 else 0x8100,
               rnd.choice(self.vlans) | (rnd.getrandbits(4) << 12
                                         if rnd.random() < .2 else 0))
        if rnd.random() < .85:
            return (tag,)
        return (tag,) + ((0x8100, rnd.choice(self.vlans)),) * rnd.choice(
            (1, 1, 2))

    def talk(self):
        """Mostly after a rule, with an end or a port that is beside it."""
        rnd = self.rnd
        talk = Talk()
        talk.device, talk.tags = self.device(), self.tags()
        rule = rnd.choice(self.rules) if self.rules else {"peer": "any"}
        talk.family, talk.peer = self.peer_of(rule)
        device = talk.device
        talk.own = device.v4
        if talk.family == 6:
            talk.own = (device.link if talk.peer >> 112 in (0xFE80, 0xFF02)
                        and rnd.random() < .8 else device.v6)
        if talk.peer >> 16 == NET4 >> 16 and rnd.random() < .3:
            other = self.device()
            if other is not device:
                talk.other = other.mac
        self.ports(talk, rule)
        return talk

    def peer_of(self, rule):
        rnd = self.rnd
        texts = self.texts(rule["peer"])
        if texts and rnd.random() < .8:
            return anywhere(rnd, rnd.choice(texts))
        return rnd.choice(self.peers)

    def ports(self, talk, rule):
        rnd = self.rnd
        proto = rule.get("proto", "any")
        if proto == "any" or rnd.random() < .05:
            proto = rnd.choice(("tcp", "udp", "icmp"))
        talk.proto = {"tcp": 6, "udp": 17,
                      "icmp": 1 if talk.family == 4 else 58}[proto]
        talk.dport = rnd.choice(EPHEMERAL)
        talk.pport = rnd.choice(EPHEMERAL)
        if talk.proto not in (6, 17):
            talk.dport = talk.pport = rnd.choice((7, 8, 9, 0x4000))
            return
        low, high = span(rnd.choice(rule.get("ports", ["1-65535"])))
        port = rnd.choice((low, high, rnd.randint(low, high), high + 1,
                           low - 1)) & 0xFFFF
        opener = rule.get("initiated-by")
        if opener == "peer" or (opener != "device" and rnd.random() < .5):
            talk.dport = port
        else:
            talk.pport = port
