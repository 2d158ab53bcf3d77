#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Jumbo frames and runts lead nobody past the policy.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

# all the way with jumbo frames
escape_prepare()
{
	local at

	for at in "cam eth0" "sw p-cam" "sw p-lan" "sw br0" "rtr lan0" \
			"rtr lan1" "rtr wan0" "rec eth0" "net eth0"; do
		ip -n "$LAB-${at% *}" link set "${at#* }" mtu 9000
	done
}

escape size
