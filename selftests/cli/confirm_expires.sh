#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A draft that is not confirmed goes back by the kernel's timer, with no process
# of lenscap there; too late is too late, and the next apply works.
. "$(dirname "$0")/lib.sh"
place
plan 14
# so long that what is sent meanwhile is judged by the draft
seconds=$([ -n "${LENSCAP_VM:-}" ] && echo 30 || echo 3)

back()
{
	for _ in $(seq 600); do
		[ "$(in_force)" = "$1" ] && return 0
		sleep .05
	done
	return 1
}

run 0 "apply" lc apply "$(policy one)"
run 0 "apply --confirm" lc apply --confirm "$seconds" "$(policy two lan0 lan1)"
id=$(sed -n 's/^pending //p' <<<"$OUT")
send cam1 44:19:b6:00:00:05 1
is "$(wait_counted drop 1; echo $?)" 0 "the draft judges"
back one
is "$?" 0 "its time is over: the policy before is in force"
run 1 "confirm comes too late" lc confirm "$id"
matches "$OUT" "$id was not confirmed in time" "and says so"
run 1 "rollback goes no further" lc rollback
is "$(lc status --json | field policy.pending policy.saved | paste -sd' ')" \
	"null true" "nothing waits, and what is in force is saved"
matches "$(lc status)" "lan1 is attached but not in the policy" \
	"the draft's port is told of"
run 0 "apply of the same" lc apply "$(policy one)"
is "$(link_pin xdp lan1 | xargs ls 2>/dev/null)" "" "takes it off"
run 0 "status --check" lc status --check
run 0 "another draft" lc apply --confirm 600 "$(policy three)"
run 0 "is confirmed" lc confirm "$(sed -n 's/^pending //p' <<<"$OUT")"
finish
