#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ARP works for an isolated camera, both ways: it is housekeeping.
. "$(dirname "$0")/lib.sh"

plan 6
need_lenscap
lab_up

ok "apply the isolating policy" enforce
on cam ip neigh flush dev eth0
on rtr ip neigh flush dev lan0
ok "camera asks for the router" on cam busybox arping -f -c 3 -w 3 -I eth0 "$LAN4"
ok "router asks for the camera" on rtr busybox arping -f -c 3 -w 3 -I lan0 "$CAM4"
at_least "$(counted direction=ingress group=cameras verdict=pass \
	reason=housekeeping)" 2 "counted as housekeeping"
enforce group='    housekeeping: [nd, dhcp]'
fails "not housekeeping: camera asks in vain" \
	on cam busybox arping -f -c 2 -w 2 -I eth0 "$LAN4"
fails "not housekeeping: router asks in vain" \
	on rtr busybox arping -f -c 2 -w 2 -I lan0 "$CAM4"
finish
