#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# "unlisted: drop" closes a port to what is not listed, link protocols too;
# the listed camera keeps what its rules allow.
. "$(dirname "$0")/lib.sh"

plan 8
need_lenscap
lab_up
serve_ntp
serve_web

ok "before: PC fetches a page" http pc "$NET4"
ok "apply, with unlisted: drop" enforce interface='    unlisted: drop'
fails "PC fetches nothing, IPv4" http pc "$NET4"
fails "PC fetches nothing, IPv6" http pc "$NET6"
fails "PC's ARP is not answered" \
	on pc busybox arping -f -c 2 -w 2 -I eth0 "$LAN4"
at_least "$(counted direction=ingress verdict=drop reason=unlisted \
	interface=lan0)" 3 "counted as unlisted"
ok "the camera asks the clock" ntp cam "$LAN4"
ok "another port is not touched" echoes rec "$NET4"
finish
