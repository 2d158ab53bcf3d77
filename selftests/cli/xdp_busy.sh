#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Another XDP program on the port is named and left alone, whatever its mode
# and whatever mode the policy asks for: busy is no reason to go generic.
. "$(dirname "$0")/lib.sh"
place
foreign lan0 xdp || skip "cannot load another XDP program"
plan 20
for theirs in xdp xdpgeneric; do
	[ "$theirs" = xdp ] || foreign lan0 "$theirs"
	before=$(footprint)
	run 1 "$theirs there, a dry run foresees it" \
		lc apply --dry-run "$(policy one)"
	for ours in auto native generic; do
		export ENTRY="xdp: $ours"
		run 1 "$theirs there, xdp: $ours is refused" lc apply "$(policy one)"
		matches "$OUT" 'lan0.*"foreign"' "it is named"
		is "$(footprint)" "$before" "nothing is changed"
	done
	inside bpftool net detach "$theirs" dev lan0
done
finish
