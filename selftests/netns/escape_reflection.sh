#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The router's own answers carry nothing: errors about frames in another's
# name quote what was in them to whoever was named.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

escape_prepare()
{
	on rtr sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
}

escape reflection
