#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The lab without lenscap: every service answers, and what the other tests
# expect not to arrive does arrive here.
. "$(dirname "$0")/lib.sh"

plan 16
lab_up_bare
serve_dnsmasq
serve_ntp
serve_web
tap far net eth0

ok "camera gets a lease" dhcp
matches "$(cat "$LAB_LEASE")" "^ip=$CAM4\$" "lease is the camera's address"
ok "camera gets an IPv6 route" \
	wait_for 10 sh -c "ip -n $LAB-cam -6 route show default | grep -q via"
ip -n "$LAB-cam" addr add "$CAM6/64" dev eth0 nodad
ok "camera resolves a name" resolve cam "$LAN4" cloud.example
ok "camera asks the clock, IPv4" ntp cam "$LAN4"
ok "camera asks the clock, IPv6" ntp cam "$LAN6"
ok "camera reaches the internet, IPv4" http cam "$NET4"
ok "camera reaches the internet, IPv6" http cam "$NET6"
ok "PC reaches the internet, IPv4" http pc "$NET4"
ok "PC reaches the internet, IPv6" http pc "$NET6"
udp cam "$NET4" 8800
udp cam "$NET6" 8800
settle far "$NET4"
is "$(seen far "src host $CAM4 and udp dst port 8800")" 1 "UDP call arrives, IPv4"
is "$(seen far "src host $CAM6 and udp dst port 8800")" 1 "UDP call arrives, IPv6"
serve_video
is "$(video rec "$CAM4" 20)" 20 "recorder pulls video, IPv4"
is "$(video rec "$CAM6" 20)" 20 "recorder pulls video, IPv6"
ok "internet reaches the camera, IPv4" tcp net "$CAM4" 554
ok "internet reaches the camera, IPv6" tcp net "$CAM6" 554
finish
