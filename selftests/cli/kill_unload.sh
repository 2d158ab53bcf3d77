#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# unload killed at any instant: the next unload takes what is left, and apply
# works after it.
. "$(dirname "$0")/lib.sh"
place
plan 2

one=$(policy one lan0 lan1)
delays="0 .004 .008 .012 .016 .020 .030 .040 .050 .060 .080 .100"

lc apply "$one" >/dev/null 2>&1
bad=
for delay in $delays; do
	kill_after "$delay" unload
	lc unload >/dev/null 2>&1 || bad="$bad $delay:unload"
	footprint | grep -qv rx-vlan && bad="$bad $delay:left"
	lc apply "$one" >/dev/null 2>&1 || bad="$bad $delay:apply"
done
is "$bad" "" "whatever is left of it, the next one takes"
lc unload >/dev/null 2>&1
is "$(footprint | grep -v rx-vlan)" "" "nothing is left"
finish
