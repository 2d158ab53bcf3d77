#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A port is moved to another network namespace: its programs stay on it, also when
# all is put in force again meanwhile; when it is back, it is attached, by
# whatever index it comes back.
. "$(dirname "$0")/lib_serve.sh"
place
plan 12
AWAY=${NS}b
ip netns add "$AWAY" || exit 1
trap 'ip netns del "$AWAY"; cleanup' EXIT

run 0 "apply" lc apply "$(policy one lan0 lan1)"
kind=$(tc_kind)
serve_start
old=$(ip -n "$NS" -j link show lan0 | field 0.ifindex)
ip -n "$NS" link set lan0 netns "$AWAY"
matches "$(lc status)" "lan0 is in another network namespace" "status says so"
ip -n "$NS" link del lan1
ip -n "$NS" link add lan1 type veth peer name cam1
is_attached lan1 "another device is attached meanwhile"
matches "$(ip -n "$AWAY" link show lan0)" " xdp" "ours stays on it there"
ip -n "$AWAY" link set lan0 netns "$NS"
ip -n "$NS" link set lan0 up
is_attached lan0 "it is back, and attached"
send cam0 44:19:b6:00:00:01 1
wait_counted drop 1
result $? "it judges"
if [ "$kind" = tcx ]; then
	is "$(grep '"lan0"' "$DIR/events" | grep -c '"attach-')" 0 "there was no gap"
else
	skip_one "there was no gap" "no tcx here"
fi

# there, the index is another's
ip -n "$AWAY" link add first index "$old" type veth peer name second
ip -n "$NS" link set lan0 netns "$AWAY"
ip -n "$AWAY" link set lan0 netns "$NS"
ip -n "$NS" link set lan0 up
isnt "$(ip -n "$NS" -j link show lan0 | field 0.ifindex)" "$old" \
	"it comes back by another index"
is_attached lan0 "it is attached"
told attach-made interface=lan0
told_gap
run 0 "status --check" lc status --check
finish
