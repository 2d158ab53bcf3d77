#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# On a kernel that takes no tail calls all works but candidates, which are refused
# and leave what was in force before where it is.
. "$(dirname "$0")/lib.sh"
place
plan 8
export LENSCAP_SHADOW=none
run 0 "apply" lc apply "$(policy one)"
run 0 "another" lc apply "$(policy two)"
send cam0 44:19:b6:00:00:05 1
is "$(wait_counted drop 1; echo $?)" 0 "it judges"
run 1 "apply --shadow" lc apply --shadow "$(policy one)"
matches "$OUT" "no tail calls.*apply --confirm" "says why, and what instead"
run 0 "rollback" lc rollback
is "$(in_force)" one "goes back"
run 0 "status --check" lc status --check
finish
