#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What cannot be written is said: status 1, not an empty success.
. "$(dirname "$0")/lib.sh"
place
[ -c /dev/full ] || skip "no /dev/full"
lc apply "$(policy one)" >/dev/null 2>&1
plan 6
for what in status "status --json" counters "counters --json" metrics show; do
	# shellcheck disable=SC2086 # verb and option
	lc $what >/dev/full 2>"$DIR/err"
	is $? 1 "$what to a full device"
done
finish
