#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Escapes by the source address: which group an address falls to, so that no
exception and no longer prefix takes more along than it names."""

from _steps import Steps, main, policy, rule
from _frames import CAM4, FAR4, REC4, ROUTER, TCP, ether, ip4, tcp

OUT = ip4(CAM4, FAR4, TCP, tcp(40000, 443))
HOME = ip4(CAM4, REC4, TCP, tcp(554, 40000))
GROUPS = [
    {"name": "cams", "prefixes": ["44:19:b6/24", "8c:1f:64/24"],
     "rules": [rule("video", REC4, proto="tcp", ports=[554])]},
    {"name": "makers", "prefixes": ["8c:1f:64:ab:c0:00/36",
                                    "44:19:b6:70:00:00/28"],
     "rules": [rule("all", [REC4])]},
    {"name": "trusted", "macs": ["44:19:b6:00:00:99", "46:19:b6:00:00:77",
                                 "8c:1f:64:ab:c1:23"], "default": "pass"}]
DEFAULT, FREE = "in drop default", "in pass default"


def fill(t, unlisted):
    def case(name, mac, want, group, packet=OUT):
        t.add(name, ether(mac, ROUTER, packet), want, group=group)

    case("the prefix", "44:19:b6:00:00:01", DEFAULT, "cams")
    case("its first address", "44:19:b6:00:00:00", DEFAULT, "cams")
    case("its last address", "44:19:b6:ff:ff:ff", DEFAULT, "cams")
    case("the exception", "44:19:b6:00:00:99", FREE, "trusted")
    case("the address below the exception", "44:19:b6:00:00:98", DEFAULT,
         "cams")
    case("the address above the exception", "44:19:b6:00:00:9a", DEFAULT,
         "cams")
    case("the exception with the local bit: exceptions are exact",
         "46:19:b6:00:00:99", DEFAULT, "cams")
    case("an exception that bears the local bit", "46:19:b6:00:00:77", FREE,
         "trusted")
    case("that exception without the local bit", "44:19:b6:00:00:77", DEFAULT,
         "cams")
    case("the exception with the group bit", "45:19:b6:00:00:99",
         "none drop multicast-source", None)
    case("the prefix with the local bit", "46:19:b6:00:00:01", DEFAULT, "cams")
    case("36 bits beat 24", "8c:1f:64:ab:c0:01", DEFAULT, "makers")
    case("the end of the 36 bits", "8c:1f:64:ab:cf:ff", DEFAULT, "makers")
    case("one below the 36 bits", "8c:1f:64:ab:bf:ff", DEFAULT, "cams")
    case("one above the 36 bits", "8c:1f:64:ab:d0:00", DEFAULT, "cams")
    case("36 bits with the local bit", "8e:1f:64:ab:c0:01", DEFAULT, "makers")
    case("an exception within the 36 bits", "8c:1f:64:ab:c1:23", FREE,
         "trusted")
    case("beside the exception within the 36 bits", "8c:1f:64:ab:c1:24",
         DEFAULT, "makers")
    case("28 bits beat 24", "44:19:b6:7f:ff:ff", DEFAULT, "makers")
    case("one above the 28 bits", "44:19:b6:80:00:00", DEFAULT, "cams")
    case("the rules are those of the group: cams", "44:19:b6:00:00:01",
         "in pass rule:video", "cams", HOME)
    case("the rules are those of the group: makers", "8c:1f:64:ab:c0:01",
         "in pass rule:all", "makers", HOME)
    case("beside the prefix", "44:19:b7:00:00:01", unlisted, None)
    case("below the prefix", "44:19:b5:ff:ff:ff", unlisted, None)
    case("the prefix with another bit turned", "40:19:b6:00:00:01", unlisted,
         None)
    case("the prefix turned round", "b6:19:44:00:00:01", unlisted, None)


t = Steps(policy(groups=GROUPS), "unlisted: pass")
fill(t, "none pass unlisted")
gate = Steps(policy(groups=GROUPS, interface={"unlisted": "drop"}),
             "unlisted: drop")
fill(gate, "none drop unlisted")

ZONES = [{"name": "hall", "interface": "lan0", "vlans": [101]},
         {"name": "gate", "interface": "lan0", "vlans": [102],
          "unlisted": "drop"}]
z = Steps(policy(zones=ZONES, groups=[
    {"name": "all", "prefixes": ["44:19:b6/24"]},
    {"name": "here", "zones": ["hall"], "prefixes": ["44:19:b6/24"],
     "default": "pass"},
    {"name": "one", "zones": ["gate"], "macs": ["44:19:b6:00:00:99"],
     "default": "pass"}]), "zones")


def zoned(name, vlan, mac, want, group):
    z.add(name, ether(mac, ROUTER, OUT, tags=[vlan] if vlan else []), want,
          group=group)


zoned("a group with zones beats one without", 101, "44:19:b6:00:00:01", FREE,
      "here")
zoned("and not elsewhere", 102, "44:19:b6:00:00:01", DEFAULT, "all")
zoned("nor without a tag", 0, "44:19:b6:00:00:01", DEFAULT, "all")
zoned("an exception in its zone", 102, "44:19:b6:00:00:99", FREE, "one")
zoned("an exception in another zone is the prefix's", 101,
      "44:19:b6:00:00:99", FREE, "here")
zoned("an exception outside all zones is the prefix's", 0,
      "44:19:b6:00:00:99", DEFAULT, "all")
main(t, gate, z)
