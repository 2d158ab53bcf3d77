#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An isolated camera gets its lease from the router: DHCP is housekeeping.
. "$(dirname "$0")/lib.sh"

plan 5
need_lenscap
lab_up_bare
serve_dnsmasq

ok "apply the isolating policy" enforce
ok "camera gets a lease" dhcp
matches "$(cat "$LAB_LEASE")" "^ip=$CAM4\$" "the lease is the camera's address"
at_least "$(counted direction=ingress group=cameras verdict=pass \
	reason=housekeeping)" 2 "counted from the camera as housekeeping"
enforce group='    housekeeping: [arp, nd]'
fails "without dhcp in housekeeping there is no lease" dhcp
finish
