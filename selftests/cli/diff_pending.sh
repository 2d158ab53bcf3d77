#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# While a policy waits to be confirmed, diff compares with that one, which is in
# force, and says so.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_diff.sh"
plan 15
run 0 "apply" lc apply "$DIR/base.yaml"
cp "$DIR/base.yaml" "$DIR/before.yaml"
new=$(changed 's/revision: "1"/revision: "2"/' '/name: time/d')
run 0 "a draft" lc apply --confirm 600 "$new"
id=$(lc status --json | field policy.pending.id)
run 0 "the draft is in force" lc diff "$new"
matches "$OUT" "^the same policy is in force: site-7 2 " "it says so"
matches "$OUT" "^pending $id by .*, [0-9]+ s left: .* not confirmed" \
	"and that it waits"
run 3 "the policy before is another one" lc diff "$DIR/before.yaml"
matches "$OUT" "^in force: site-7 2 " "compared with the draft"
matches "$OUT" "^pending $id by " "which waits"
matches "$OUT" "^\+ rule cameras/time " "and what it would change"
is "$(json pending.id)" "$id" "in JSON"
is "$(json same)" true "the same, too"
run 0 "rollback" lc rollback
run 0 "then the policy before is in force" lc diff "$DIR/before.yaml"
is "$(grep -c pending <<<"$OUT")" 0 "nothing waits"
is "$(json pending)" null "in JSON neither"
finish
