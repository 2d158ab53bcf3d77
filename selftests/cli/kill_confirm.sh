#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply --confirm, confirm and rollback killed at any instant: what is in force is
# whole, only what was confirmed is saved, and a draft goes back by itself.
. "$(dirname "$0")/lib_faults.sh"
fault_place
needs_confirm
plan 6
faults random brief 8 "a draft whose time runs out"
faults kill draft 4 "a draft, before each call"
faults kill confirm 4 "its confirmation"
faults kill revoke 3 "its rollback"
faults kill back 4 "a rollback to the policy before"
lc apply "$DIR/one.yaml" >/dev/null 2>&1
run 0 "and apply works" lc apply "$DIR/two.yaml"
finish
