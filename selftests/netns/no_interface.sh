#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An interface that is not there: one line with cause and remedy, status 1, and
# what was in force stays.
. "$(dirname "$0")/lib.sh"

plan 7
need_lenscap
lab_up
serve_web

policy | sed 's/name: lan0/name: lan9/' >"$LAB_DIR/missing.yaml"
said=$(apply "$LAB_DIR/missing.yaml" 2>&1)
is $? 1 "first apply fails with status 1"
matches "$said" "lan9" "the message names the interface"
is "$(leftovers)" "" "nothing is left of the attempt"
ok "apply the isolating policy" enforce
apply "$LAB_DIR/missing.yaml" >/dev/null 2>&1
is $? 1 "a later apply fails the same"
fails "the policy before it is in force" http cam "$NET4"
is "$(state policy.path)" "$LAB_DIR/policy.yaml" "and status shows that one"
finish
