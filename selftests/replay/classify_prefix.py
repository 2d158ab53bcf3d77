#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Which group: the longest of 48, 36, 28 and 24 bits; the local bit."""

from _frames import ROUTER, ether, ip4, tcp, up
from _table import Table, main, policy

PACKET = ip4("10.20.1.5", "203.0.113.9", 6, tcp(1, 2))
GROUPS = [
    {"name": "by24", "prefixes": ["44:19:b6/24"]},
    {"name": "by28", "prefixes": ["44:19:b6:10:00:00/28",
                                 "8c:1f:64:a0:00:00/28"]},
    {"name": "by36", "prefixes": ["44:19:b6:1a:b0:00/36",
                                 "8c:1f:64:ab:c0:00/36"]},
    {"name": "by48", "prefixes": ["44:19:b6:1a:bc:de/48"]},
    {"name": "by-mac", "macs": ["44:19:b6:1a:bc:df", "00:11:22:33:44:55",
                                "02:11:22:33:44:66"]},
    {"name": "local", "prefixes": ["46:19:b6:20:00:00/28", "a6:bb:cc/24"]},
]

t = Table(policy(groups=GROUPS))


def case(name, address, group):
    t.add(f"{name}: {address}", up(PACKET, src=address),
          "in drop default" if group else "none pass unlisted", group=group,
          mac=address)


case("24 bits", "44:19:b6:00:00:01", "by24")
case("24 bits, the last address", "44:19:b6:ff:ff:ff", "by24")
case("one below", "44:19:b5:ff:ff:ff", None)
case("one above", "44:19:b7:00:00:00", None)
case("28 beat 24", "44:19:b6:10:00:00", "by28")
case("28 bits end in the middle of a byte", "44:19:b6:1f:ff:ff", "by28")
case("beyond the 28 bits", "44:19:b6:20:00:00", "by24")
case("below the 28 bits", "44:19:b6:0f:ff:ff", "by24")
case("36 beat 28", "44:19:b6:1a:b0:00", "by36")
case("36 bits end in the middle of a byte", "44:19:b6:1a:bf:ff", "by36")
case("beyond the 36 bits", "44:19:b6:1a:c0:00", "by28")
case("below the 36 bits", "44:19:b6:1a:af:ff", "by28")
case("48 beat 36", "44:19:b6:1a:bc:de", "by48")
case("a MAC beats 36", "44:19:b6:1a:bc:df", "by-mac")
case("the address after it", "44:19:b6:1a:bc:e0", "by36")
case("28 bits without 24 above them", "8c:1f:64:a1:00:00", "by28")
case("36 within them", "8c:1f:64:ab:c1:23", "by36")
case("beside both", "8c:1f:64:b0:00:00", None)
case("a MAC of no prefix", "00:11:22:33:44:55", "by-mac")
case("the MAC beside it", "00:11:22:33:44:56", None)
case("local bit: 24", "46:19:b6:00:00:01", "by24")
case("local bit: 28", "46:19:b6:10:00:01", "by28")
case("local bit: 36", "46:19:b6:1a:b0:01", "by36")
case("local bit: 36 of another owner", "8e:1f:64:ab:c0:01", "by36")
case("a prefix with the local bit beats the one without", "46:19:b6:20:00:01",
     "local")
case("and does not match without it", "44:19:b6:20:00:01", "by24")
case("a local prefix is itself", "a6:bb:cc:00:00:01", "local")
case("a local prefix is not looked up with the bit cleared",
     "a4:bb:cc:00:00:01", None)
case("macs are exact: with the local bit it is another", "02:11:22:33:44:55",
     None)
case("macs are exact: listed with the local bit", "02:11:22:33:44:66",
     "by-mac")
case("macs are exact: that one without it", "00:11:22:33:44:66", None)
case("macs are exact: beside a prefix", "46:19:b6:1a:bc:df", "by36")
case("a local address of nobody", "02:00:00:00:00:01", None)
t.add("egress: 36 bits",
      ether(ROUTER, "44:19:b6:1a:b0:07", PACKET), "out drop default",
      group="by36", mac="44:19:b6:1a:b0:07")
t.add("egress: local bit", ether(ROUTER, "46:19:b6:1a:b0:07", PACKET),
      "out drop default", group="by36")
t.add("egress: a MAC", ether(ROUTER, "00:11:22:33:44:55", PACKET),
      "out drop default", group="by-mac")
t.add("egress: macs are exact", ether(ROUTER, "02:11:22:33:44:55", PACKET),
      "none pass unlisted", group=None)
main(t)
