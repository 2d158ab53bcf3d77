#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What happens to the policy is told: applied, confirmed, taken back by the
# kernel. What a draft attached that was not confirmed in time is taken off.
. "$(dirname "$0")/lib_serve.sh"
place
plan 18

# Where something of lenscap is attached
ports()
{
	inside bpftool net show | sed -n 's/^\([a-z0-9]*\)(.*/\1/p' | sort -u |
		paste -sd' '
}

is_alone()
{
	[ "$(ports)" = lan0 ]
}

run 0 "apply" lc apply "$(policy one)"
one=$(lc status --json | field policy.sha256)
serve_start
run 0 "a draft with another port, for 2 s" \
	lc apply --confirm 2 "$(policy draft lan0 lan1)"
id=$(sed -n 's/^pending //p' <<<"$OUT")
told policy-applied
matches "$(field text <"$DIR/event")" "confirm $id" "as one that waits"
told policy-reverted "LENSCAP_POLICY=$one"
until_true is_alone
until_true grep -q '"kind":"reverted"' "$STATE"/ledger/20*
is "$(sed -n '/"kind":"reverted"/p' "$STATE"/ledger/20* | field policy.name)" one \
	"and recorded in the ledger"
is "$(ports)" lan0 "what the draft attached is taken off"
is "$(in_force)" one "the policy before it is in force"
run 0 "another, for a minute" lc apply --confirm 60 "$(policy two lan0 lan1)"
id=$(sed -n 's/^pending //p' <<<"$OUT")
told policy-applied
ip -n "$NS" link del lan1
ip -n "$NS" link add lan1 type veth peer name cam1
until_true grep -q "lan1 .*is not judged yet" "$DIR/log"
serve_goes_on
isnt_attached lan1 "while it waits, nothing is put in force again"
is "$(grep -c 'apply --again' "$DIR/log")" 0 "nor is that tried"
run 0 "confirm" lc confirm "$id"
told policy-confirmed
is_attached lan1 "then it is"
is "$(grep -c policy-applied "$DIR/events")" 2 "and that is no news"
run 0 "unload, after something was reverted" lc unload
until_true grep -q "no policy is in force" "$DIR/log"
is "$(grep -c policy-reverted "$DIR/events")" 1 "that is no revert"
finish
