#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# record killed at any instant: the chain is whole, the next record goes on, and
# no frame is counted twice or lost.
. "$(dirname "$0")/lib_ledger.sh"
place
command -v strace >/dev/null || skip "strace is missing: package strace"
plan 4

lc apply "$(policy one)" >/dev/null 2>&1

# once at each call that writes, then at random
bad=
sent=0
for call in pwrite64:1 fsync:1 fsync:2 fsync:3 rename:1 openat:20 write:1; do
	send cam0 "$CAM" 1
	sent=$((sent + 1))
	inside strace -f -qq -o /dev/null \
		-e "inject=${call%:*}:signal=KILL:when=${call#*:}" \
		"$LENSCAP" record --pin "$PIN" --state "$STATE" \
		>/dev/null 2>&1
	lc ledger verify >/dev/null 2>&1 || bad="$bad $call"
done
is "$bad" "" "whole after each call that writes"
bad=
for delay in 0 .002 .004 .006 .008 .010 .012 .015 .020 .025 .030; do
	send cam0 "$CAM" 1
	sent=$((sent + 1))
	nsenter --net="/run/netns/$NS" -- "$LENSCAP" record --pin "$PIN" \
		--state "$STATE" >/dev/null 2>&1 &
	pid=$!
	STARTED="$STARTED $pid"
	sleep "$delay"
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	lc ledger verify >/dev/null 2>&1 || bad="$bad $delay"
done
is "$bad" "" "whole at random instants"
wait_counted drop "$sent"
run 0 "the next record" lc record
is "$(sums)" "{\"attempts\": [$sent], \"counters\": [$sent], \"devices\": [$sent]}" \
	"every frame is counted once"
finish
