#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Where egress is a clsact filter, an upgrade and the way back put the other
# programs into its place, and neither a filter nor a qdisc is taken off.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_upgrade.sh"
place
inside tc qdisc add dev lan1 clsact 2>/dev/null || skip "no clsact qdisc here"
inside tc qdisc del dev lan1 clsact
command -v bpftool >/dev/null || skip "bpftool is missing: package bpftool"
plan 16
export LENSCAP_TC=clsact
run 0 "apply" lc apply "$(policy one lan0 lan1)"
is "$(lc status --json | field interfaces.0.egress.kind)" clsact "it is clsact"
old=$(programs)
shape=$(standing)
for by in other lc; do
	run 0 "apply by $by" "$by" apply "$DIR/one.yaml"
	is "$(running lan0)" "$(ids)" "lan0 runs what is pinned"
	is "$(running lan1)" "$(ids)" "so does lan1"
	is "$(standing)" "$shape" "one filter each, where it was"
	run 0 "status --check" "$by" status --check
	[ "$by" = lc ] || isnt "$(programs)" "$old" "other programs"
done
is "$(programs)" "$old" "and back: those of before"
run 0 "a frame meets them" send cam0 44:19:b6:00:00:01 1
run 0 "and is counted" wait_counted drop 1
finish
