#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What cannot be meant is refused before anything is looked at.
. "$(dirname "$0")/lib.sh"
place
plan 17
file=$(policy one)
for seconds in 0 -1 1.5 86401 5s "" 99999999999999999999; do
	run 2 "apply --confirm '$seconds'" lc apply "$file" --confirm "$seconds"
done
for id in "" abc ABCDEF 1234567 000000; do
	run 2 "confirm '$id'" lc confirm "$id"
done
run 2 "confirm without an id" lc confirm
run 2 "a reason of two lines" lc apply "$file" --why "one
two"
run 2 "one with a control character" lc apply "$file" --why $'\xc2\x9b31m'
run 2 "one that is not UTF-8" lc apply "$file" --why $'\xff'
is "$(test -e "$PIN"; echo $?)" 1 "nothing was made"
finish
