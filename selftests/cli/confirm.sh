#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply --confirm puts a policy in force that is not saved, and nothing else may
# be applied until it is confirmed by its id; then it stays and is saved.
. "$(dirname "$0")/lib.sh"
place
plan 27
one=$(policy one)
two=$(policy two)

deadline()
{
	lc metrics | sed -n 's/^lenscap_confirm_deadline_timestamp_seconds //p'
}

run 0 "apply" lc apply "$one"
saved=$(cat "$STATE/running.yaml")
is "$(deadline)" 0 "nothing waits, metrics say"
said=$(lc apply --confirm 600 --why "try it" "$two" 2>"$DIR/err")
is "$?" 0 "apply --confirm"
matches "$said" "^pending [0-9a-f]{6}$" "prints the id, and nothing else"
id=${said#pending }
matches "$(cat "$DIR/err")" "600 s, .*lenscap confirm $id" \
	"what that means it says beside it"
is "$(in_force)" two "it is in force"
is "$(cat "$STATE/running.yaml")" "$saved" "but not saved"
status=$(lc status --json)
is "$(field policy.pending.id policy.saved policy.why <<<"$status" | paste -sd' ')" \
	"$id false try it" "status has the id, and why"
left=$(field policy.pending.seconds_left <<<"$status")
is "$((left > 500 && left <= 600))" 1 "and how long"
matches "$(lc status)" "^pending $id by root, [0-9]+ s left: lenscap confirm $id" \
	"in words too"
run 1 "status --check while it waits" lc status --check
is "$(($(deadline) > $(date +%s) + 500))" 1 "metrics have when"
run 1 "another apply" lc apply "$one"
matches "$OUT" "pending $id by root, [0-9]+ s left" "is refused, and says by what"
run 1 "one more draft" lc apply --confirm 5 "$one"
matches "$OUT" "pending $id by root" "too"
run 1 "confirm with another id" lc confirm 000001
matches "$OUT" "000001 does not wait.*$id does" "names the one that does"
run 0 "a dry run is none" lc apply --dry-run "$one"
is "$(in_force)" two "what waits is in force all along"
run 0 "confirm" lc confirm "$id"
matches "$OUT" "^two .* stays in force, and is saved" "says what it did"
isnt "$(cat "$STATE/running.yaml")" "$saved" "it is saved"
run 0 "status --check" lc status --check
run 1 "confirm once more" lc confirm "$id"
matches "$OUT" "nothing waits" "there is nothing left to do"
is "$(lc apply --confirm 60 "$two" 2>/dev/null | grep -c pending)" 0 \
	"what is in force already waits for nothing"
finish
