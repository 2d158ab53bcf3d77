#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An isolated camera finds router and address by IPv6 neighbour discovery.
. "$(dirname "$0")/lib.sh"

plan 6
need_lenscap
lab_up_bare
ip -n "$LAB-cam" link set eth0 down
serve_dnsmasq
serve_ntp

# the address that the camera makes of its MAC and the router's prefix
auto=fd20:1::4619:b6ff:fe00:5

ok "apply the isolating policy" enforce
ip -n "$LAB-cam" link set eth0 up
ok "camera gets a route from the router's advertisement" \
	wait_for 10 sh -c "ip -n $LAB-cam -6 route show default | grep -q via"
ok "camera makes itself an address" \
	wait_for 10 sh -c "ip -n $LAB-cam -6 addr show dev eth0 | grep -q $auto"
on cam ip -6 neigh flush dev eth0
on rtr ip -6 neigh flush dev lan0
ok "camera asks for the router and reaches its clock" ntp cam "$LAN6"
on rtr ip -6 neigh flush dev lan0
on rtr busybox ping -q -c 1 -W 1 "$auto" >/dev/null 2>&1
matches "$(on rtr ip -6 neigh show dev lan0)" "^$auto .*lladdr $CAM_MAC" \
	"router asks for the camera"
at_least "$(counted direction=ingress group=cameras verdict=pass \
	reason=housekeeping)" 2 "counted as housekeeping"
finish
