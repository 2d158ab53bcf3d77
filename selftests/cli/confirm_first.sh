#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A first policy on trial: when its time is over, or at rollback, the router is
# as open as before, and nothing was saved.
. "$(dirname "$0")/lib.sh"
place
plan 14
open_again()
{
	for _ in $(seq 200); do
		[ "$(in_force)" = - ] || [ "$(in_force)" = null ] && return 0
		sleep .05
	done
	return 1
}

run 0 "a first policy, to be confirmed" lc apply --confirm 1 "$(policy one)"
open_again
is "$?" 0 "its time is over: none is in force"
run 1 "status --check" lc status --check
is "$(test -e "$STATE/running.yaml"; echo $?)" 1 "nothing is saved"
run 0 "once more" lc apply --confirm 600 "$(policy one)"
is "$(in_force)" one "it is in force"
run 0 "rollback" lc rollback
matches "$OUT" "none is now: the cameras are open" "says what that means"
open_again
is "$?" 0 "none is in force"
is "$(find "$PIN" -name 'xdp-*' -o -name 'tc-*')" "" "no port is attached"
run 0 "for good" lc apply "$(policy one)"
is "$(in_force)" one "it is in force"
run 0 "status --check" lc status --check
run 1 "there is nothing to go back to" lc rollback
finish
