#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# On clsact a move between namespaces takes egress off: when the port is back, it
# is attached again, and the gap is told.
. "$(dirname "$0")/lib_serve.sh"
place
inside tc qdisc add dev cam0 clsact 2>/dev/null || skip "no clsact qdisc here"
plan 8
AWAY=${NS}b
ip netns add "$AWAY" || exit 1
trap 'ip netns del "$AWAY"; cleanup' EXIT
export LENSCAP_TC=clsact

run 0 "apply" lc apply "$(policy one)"
serve_start
ip -n "$NS" link set lan0 netns "$AWAY"
ip -n "$AWAY" link set lan0 netns "$NS"
is "$(inside tc filter show dev lan0 egress)" "" "the filter is gone"
told attach-lost interface=lan0 direction=egress
told attach-made interface=lan0 direction=egress
told_gap
is "$(grep -c 'attach-.*ingress' "$DIR/events")" 0 "ingress was never lost"
run 0 "status --check" lc status --check
is "$(inside tc filter show dev lan0 egress | grep -c lenscap_egress)" 1 \
	"one filter, not two"
finish
