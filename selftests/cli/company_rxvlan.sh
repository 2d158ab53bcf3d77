#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Somebody switches receive VLAN offload on again, which hides the tags that the
# zones need: status warns, it is told, and it is switched off again.
. "$(dirname "$0")/lib_serve.sh"
place
command -v ethtool >/dev/null || skip "ethtool is missing: package ethtool"
plan 9

offload()
{
	inside ethtool -k lan0 | awk '/^rx-vlan-offload:/ { print $2 }'
}

is_off()
{
	[ "$(offload)" = off ]
}

is_told_twice()
{
	[ "$(grep -c vlan-hidden "$DIR/events")" = 2 ]
}

export EXTRA='zones: [{name: hall, interface: lan0, vlans: [101]}]'
run 0 "apply" lc apply "$(policy one)"
is "$(offload)" off "the policy turns it off"
inside ethtool -K lan0 rxvlan on
matches "$(lc status 2>&1)" "offload is on, which hides the tags" "status warns"
serve_start
until_true is_off
is "$(offload)" off "serve has it turned off"
told vlan-hidden interface=lan0
sleep 2 # it looks once a second, and must have seen it off to tell again
inside ethtool -K lan0 rxvlan on
until_true is_told_twice
result $? "on again: told again"
until_true is_off
is "$(offload)" off "and off again"
serve_stop TERM
run 0 "unload" lc unload
is "$(offload)" on "as it was before"
finish
