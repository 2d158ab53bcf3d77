#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# IPv4 source routes do not make a router that heeds them the way out: the
# packet is addressed to the router, which a rule allows.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

# as routers of old did
escape_prepare()
{
	on rtr sysctl -qw net.ipv4.conf.all.accept_source_route=1 \
		net.ipv4.conf.lan0.accept_source_route=1
}

escape source-route
