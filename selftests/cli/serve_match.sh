#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A device that fits match: and appears while serve runs is attached, both ways;
# one that does not fit is left alone. Nobody put a policy in force anew.
. "$(dirname "$0")/lib_serve.sh"
place
plan 10
file=$(policy one 'lan*')
sed -i 's/{name: lan\*/{match: "lan*"/' "$file"
run 0 "apply" lc apply "$file"
before=$(lc status --json | field policy.applied_at policy.sha256)
serve_start
ip -n "$NS" link add wan2 type veth peer name peer2
ip -n "$NS" link add lan2 type veth peer name cam2
is_attached lan2 "what fits is attached"
told attach-made interface=lan2
told_gap
isnt_attached wan2 "what does not fit is not"
isnt_attached cam2 "nor its other end"
run 0 "status --check" lc status --check
is "$(lc status --json | field policy.applied_at policy.sha256)" "$before" \
	"the policy is the one that was in force"
is "$(grep -c policy-applied "$DIR/events")" 0 "and none is told of"
serve_stop TERM
is $? 0 "it ends when told to"
finish
