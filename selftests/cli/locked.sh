#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# One writer at a time: the second is refused and told who the first is.
. "$(dirname "$0")/lib.sh"
place
command -v flock >/dev/null || skip "flock is missing: package util-linux"
plan 10
run 0 "apply" lc apply "$(policy one)"
flock --no-fork "$PIN" sleep 60 &
STARTED=$!
for _ in $(seq 100); do
	flock -n "$PIN" true || break
	sleep .05
done
run 1 "a second apply is refused" lc apply "$(policy two)"
matches "$OUT" "process [0-9]+ .*by root" "it says who"
matches "$OUT" "again" "and what to do"
is "$(wc -l <<<"$OUT")" 2 "a line for it, one for the policy's warning"
run 1 "unload is refused too" lc unload
run 1 "so is confirm" lc confirm abcdef
run 1 "and rollback" lc rollback
is "$(in_force)" one "the policy stays; status does not wait"
kill "$STARTED"
wait "$STARTED" 2>/dev/null
for _ in $(seq 100); do
	flock -n "$PIN" true && break
	sleep .05
done
run 0 "once it is done, apply works" lc apply "$(policy two)"
finish
