#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Pins that a run cut short left behind are no policy and no obstacle.
. "$(dirname "$0")/lib.sh"
place
plan 8
run 0 "apply" lc apply "$(policy one)"
index=$(ip -n "$NS" -j link show lan0 | field 0.ifindex)
rm "$PIN/hot"
run 1 "a pin is missing under an attached port: apply refuses" \
	lc apply "$(policy two)"
matches "$OUT" "unload, then apply again" "it says what to do"
rm -f "$PIN/xdp-$index" "$PIN/tc-$index"
run 0 "with the links gone too: status" lc status
run 0 "apply works" lc apply "$(policy two)"
is "$(in_force)" two "and is in force"
rm "$PIN/hot"
run 0 "unload of an incomplete set" lc unload
is "$(test -e "$PIN"; echo $?)" 1 "leaves nothing"
finish
