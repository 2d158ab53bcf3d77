#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Ports that a draft does not name are left only once it is confirmed, so that
# the way back needs no attachment.
. "$(dirname "$0")/lib.sh"
place
plan 14
# who is attached where, and the links: one attached again is another one
attached()
{
	for dev in lan0 lan1; do
		stat -c %i "$(link_pin xdp "$dev")" 2>/dev/null || echo none
	done | paste -sd' '
}
strips()
{
	inside ethtool -k "$1" | sed -n 's/^rx-vlan-offload: \(o[a-z]*\).*/\1/p'
}

export EXTRA='zones:
  - {name: hall, interface: lan1, vlans: [101]}'
wide=$(policy wide lan0 lan1)
unset EXTRA
run 0 "apply" lc apply "$wide"
links=$(attached)
is "$(strips lan1)" off "its tags are not stripped"
run 0 "a draft names one of them" lc apply --confirm 600 "$(policy narrow lan0)"
is "$(attached)" "$links" "both are attached still"
is "$(strips lan1)" off "and as they were"
run 0 "rollback" lc rollback
is "$(attached)" "$links" "nothing was attached for that"
send cam1 44:19:b6:00:00:05 1
is "$(wait_counted drop 1; echo $?)" 0 "the other port is judged"
run 0 "the draft again" lc apply --confirm 600 "$(policy narrow lan0)"
run 0 "confirmed" lc confirm "$(sed -n 's/^pending //p' <<<"$OUT")"
is "$(attached)" "${links% *} none" "the port is left now"
is "$(strips lan1)" on "and is as it was before lenscap"
run 0 "rollback of what was confirmed" lc rollback
is "$(strips lan1) $(in_force)" "off wide" "attaches it again"
finish
