#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply --again where there is nothing to put in force, or not this one: it says
# so and changes nothing. What was unloaded stays so where only what is in force
# counts. A draft is not what boot applies.
. "$(dirname "$0")/lib.sh"
place
plan 22
live()
{
	LENSCAP_AGAIN=live lc apply --again
}

run 1 "nothing is in force, and none saved" lc apply --again
matches "$OUT" "none is saved in $STATE" "says so"
is "$(test -e "$PIN" -o -e "$STATE"; echo $?)" 1 "and leaves nothing"
file=$(policy one)
run 2 "with a file" lc apply --again "$file"
run 2 "with --confirm" lc apply --again --confirm 60
run 2 "without either" lc apply
run 0 "apply" lc apply "$file"
run 0 "only what is in force" live
run 0 "unload" lc unload
run 1 "only what is in force, when it is unloaded" live
matches "$OUT" "no policy is in force" "says so"
is "$(in_force)" - "it stays unloaded"
run 0 "else the saved one" lc apply --again
is "$(in_force)" one "is in force"

run 0 "a draft" lc apply --confirm 600 "$(policy draft lan1)"
run 1 "again, while it waits" lc apply --again
matches "$OUT" "^lenscap: pending [0-9a-f]{6} by .* left: " "says so"
run 0 "unload" lc unload
run 0 "as at boot" lc apply --again
is "$(in_force)" one "the draft is forgotten"

"$CLI_ROOT/selftests/cli/_upgrade.py" "$PIN" prefix 4419b6 4419b7
before=$(lc status --json | field policy)
run 1 "again, by another vendor table" lc apply --again
is "$(lc status --json | field policy)" "$before" "what is in force stays"
finish
