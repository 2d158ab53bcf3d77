#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A draft whose time runs out while an apply of the same policy is on its way is
# neither saved by that nor put in force for good.
. "$(dirname "$0")/lib.sh"
place
command -v strace >/dev/null || skip "strace is missing: package strace"
plan 8

# slow CALL ARGUMENT...: lenscap apply, which that call keeps for 5 s
slow()
{
	local call=$1

	shift
	inside strace -qq -o "$DIR/trace" -e "trace=$call" \
		-e "inject=$call:delay_enter=5000000:when=1" \
		"$LENSCAP" apply "$@" --pin "$PIN" --state "$STATE"
}

one=$(policy one)
two=$(policy two)
run 0 "apply" lc apply "$one"
saved=$(cat "$STATE/running.yaml")
run 0 "a draft for 4 s" lc apply --confirm 4 "$two"
run 1 "its file, and its time runs out at the save" slow fsync "$two"
is "$(cat "$STATE/running.yaml")" "$saved" "it is not saved"
is "$(lc status --json | field policy.saved | head -n 1)" \
	"$([ "$(in_force)" = one ] && echo true || echo false)" \
	"and nothing says that it is"
lc rollback >/dev/null 2>&1
run 0 "a draft for 4 s more" lc apply --confirm 4 "$two"
run 1 "apply --again, and its time runs out at the reading" \
	slow memfd_create --again
is "$(cat "$STATE/running.yaml")" "$saved" "it is not saved either"
finish
