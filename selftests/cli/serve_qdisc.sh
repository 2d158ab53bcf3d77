#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# On clsact, root replaces qdiscs: another root qdisc takes nothing away; with
# the clsact one the filter is gone, which is told, and it is attached again.
. "$(dirname "$0")/lib_serve.sh"
place
inside tc qdisc add dev cam0 clsact 2>/dev/null || skip "no clsact qdisc here"
plan 10
export LENSCAP_TC=clsact
run 0 "apply" lc apply "$(policy one)"
serve_start
run 0 "another root qdisc" inside tc qdisc replace dev lan0 root pfifo
run 0 "takes nothing away" lc status --check
run 0 "the clsact qdisc is taken away" inside tc qdisc del dev lan0 clsact
told attach-lost interface=lan0 direction=egress
if [ -n "${LENSCAP_VM:-}" ]; then
	skip_one "it says by what" \
		"emulated: the look of each second may come before the news"
else
	matches "$(field text <"$DIR/event")" "qdisc or filter was taken off" \
		"it says by what"
fi
told attach-made interface=lan0 direction=egress
told_gap
run 0 "status --check" lc status --check
is "$(inside tc filter show dev lan0 egress | grep -c lenscap_egress)" 1 \
	"one filter, not two"
finish
