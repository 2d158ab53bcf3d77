#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Direction: which end is listed; and frames with both ends listed."""

from _frames import (BROADCAST, CAM, CAM4, LAN4, PC, REC4, ROUTER, UDP, down,
                     ether, ip4, tcp, udp, up)
from _table import Table, main, policy, rule

OTHER = "00:40:8c:00:00:01"
WATCHED = "3c:ef:8c:00:00:01"
OPEN = "00:11:22:00:00:01"
PACKET = ip4(CAM4, REC4, 6, tcp(554, 2))

t = Table(policy(groups=[
    {"name": "cams", "prefixes": ["44:19:b6/24"],
     "rules": [rule("video", REC4, proto="tcp", ports=[554])]},
    {"name": "watched", "prefixes": ["3c:ef:8c/24"], "mode": "monitor"},
    {"name": "axis", "prefixes": ["00:40:8c/24"]},
    {"name": "open", "prefixes": ["00:11:22/24"], "default": "pass"}]))
t.add("source listed", up(PACKET), "in pass rule:video", mac=CAM, group="cams")
t.add("destination listed", down(ip4(REC4, CAM4, 6, tcp(2, 554))),
      "out pass rule:video", mac=CAM, group="cams")
t.add("neither", ether(PC, ROUTER, PACKET), "none pass unlisted", mac=PC,
      group=None, zone="lan0")
t.add("an unlisted broadcast", ether(ROUTER, BROADCAST, PACKET),
      "none pass unlisted", mac=ROUTER)
t.add("unlisted to multicast", ether(ROUTER, "01:00:5e:00:00:fb", PACKET),
      "none pass unlisted")
t.add("unlisted to the local-bit multicast", ether(ROUTER, "33:33:00:00:00:01",
                                                   PACKET),
      "none pass unlisted")
t.add("a multicast address with a listed prefix is nobody's",
      ether(ROUTER, "45:19:b6:00:00:01", PACKET), "none pass unlisted")
t.add("a listed broadcast is judged as ingress", up(PACKET, dst=BROADCAST),
      "in pass rule:video")
t.add("to itself", up(ip4(CAM4, LAN4, UDP, udp(1, 2)), dst=CAM),
      "in drop default", group="cams")
# Both ends: passes only what passes as ingress and as egress.
t.add("both ends, each lets it pass", up(ip4("10.20.1.9", CAM4, 6, tcp(1, 2)),
                                         src=OPEN, dst="00:11:22:00:00:02"),
      "in pass default", mac=OPEN, group="open")
t.add("both ends, ingress refuses", up(PACKET, src=OTHER, dst=OPEN),
      "in drop default", mac=OTHER, group="axis")
t.add("both ends, egress refuses", up(PACKET, src=OPEN, dst=OTHER),
      "in drop default", mac=OPEN)
t.add("both ends, both refuse", up(PACKET, src=OTHER, dst="00:40:8c:00:00:02"),
      "in drop default", mac=OTHER, group="axis")
t.add("both ends, each by a rule of its own",
      up(ip4(REC4, REC4, 6, tcp(554, 2)), dst="44:19:b6:00:00:09"),
      "in pass rule:video")
t.add("both ends, ingress's rule only",
      up(ip4(CAM4, REC4, 6, tcp(554, 2)), dst="44:19:b6:00:00:09"),
      "in drop default")
t.add("both ends, one watched: egress refuses",
      up(PACKET, src=WATCHED, dst=OTHER), "in drop default", mac=WATCHED)
t.add("both ends, one watched: ingress refuses",
      up(PACKET, src=OTHER, dst=WATCHED), "in drop default", group="axis")
t.add("both ends, one watched: the other passes",
      up(PACKET, src=WATCHED, dst=OPEN), "in would-drop default",
      group="watched")
t.add("both ends, one watched: the first passes",
      up(PACKET, src=OPEN, dst=WATCHED), "in would-drop default")
main(t)
