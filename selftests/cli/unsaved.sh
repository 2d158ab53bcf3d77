#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A policy that cannot be saved is not put in force: boot would not know it.
. "$(dirname "$0")/lib.sh"
place
plan 6
before=$(footprint)
good=$STATE
echo "in the way" >"$DIR/file"
STATE=$DIR/file
run 1 "a first apply with a file for a directory" lc apply "$(policy one)"
matches "$OUT" "cannot save the policy .*--state" "it says what to do"
is "$(footprint)" "$before" "nothing is changed"
STATE=$good
run 0 "apply where it can be saved" lc apply "$(policy one)"
STATE=$DIR/file
run 1 "a later apply with a file for a directory" lc apply "$(policy two)"
is "$(in_force)" one "the policy before it is in force"
finish
