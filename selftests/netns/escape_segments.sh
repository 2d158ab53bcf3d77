#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# IPv6 segment routing does not make a router that heeds it the way out: the
# packet is addressed to the router, which a rule allows.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

escape_prepare()
{
	on rtr sysctl -qw net.ipv6.conf.all.seg6_enabled=1 \
		net.ipv6.conf.lan0.seg6_enabled=1 ||
		skip_rest "this kernel has no IPv6 segment routing"
}

escape segments
