#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Under `addresses` a camera sends from its own two only, also what a rule allows:
# not from the recorder's, another device's or a stranger's.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

escape_prepare()
{
	on rtr sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
}

escape spoof group="    addresses: [$CAM4, \"$CAM6\"]"
