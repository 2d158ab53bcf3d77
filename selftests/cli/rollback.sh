#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# rollback puts the policy before in force, saves it, and may be said again to
# come back; it wants a policy that was in force.
. "$(dirname "$0")/lib.sh"
place
plan 18
run 1 "rollback with nothing applied" lc rollback
run 0 "apply" lc apply "$(policy one)"
saved=$(cat "$STATE/running.yaml")
path=$(lc status --json | field policy.path)
run 1 "rollback after a first policy" lc rollback
matches "$OUT" "no policy to go back to" "says why"
is "$(in_force)" one "and changes nothing"
run 0 "apply another" lc apply "$(policy two lan0 lan1)"
run 0 "rollback" lc rollback --why "calls were cut"
matches "$OUT" "^one .* is in force again" "says what it did"
is "$(in_force)" one "it did"
is "$(cat "$STATE/running.yaml")" "$saved" "it is saved"
is "$(lc status --json | field policy.path policy.why | paste -sd' ')" \
	"$path calls were cut" "where it came from stays noted, and why"
is "$(find "$PIN" -name 'xdp-*' | wc -l)" 1 "the other's port is left"
run 0 "rollback once more" lc rollback
is "$(in_force)" two "goes back to the other one"
is "$(find "$PIN" -name 'xdp-*' | wc -l)" 2 "and its port"
run 0 "status --check" lc status --check
is "$(lc rollback --json 2>/dev/null | field changed name | paste -sd' ')" \
	"true one" "as JSON"
run 2 "an argument too many" lc rollback two
finish
