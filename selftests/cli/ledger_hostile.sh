#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A ledger that nobody wrote: lines without end, JSON without end, counts that
# cannot be. It is refused in words, and what changes the router goes on.
. "$(dirname "$0")/lib_ledger.sh"
place
plan 12

records 2
cp "$(ledger_file)" "$DIR/whole"
cp "$STATE/ledger/state.jsonl" "$DIR/checkpoint"

sed 's/"rows":\[[^]]*\]/"rows":[9000000000000000000,1,1]/' "$DIR/checkpoint" \
	>"$STATE/ledger/state.jsonl"
run 0 "a checkpoint with too many rows is made anew" lc record
verify 0 "3 records, 1 to 3.*whole" "and nothing is lost"

head -c 200000 /dev/zero | tr '\0' '[' >>"$(ledger_file)"
echo >>"$(ledger_file)"
verify 1 "jsonl:4: is no record" "brackets without end"
OUT=$(lc record 2>&1)
is $? 0 "a record behind them"
matches "$OUT" "lenscap ledger verify tells where" "warns"

cp "$DIR/whole" "$(ledger_file)"
cp "$DIR/checkpoint" "$STATE/ledger/state.jsonl"
head -c 34M /dev/zero | tr '\0' 'x' >>"$(ledger_file)"
verify 1 "jsonl:2: what comes behind it cannot be read: a line longer" \
	"a line without end"
run 1 "no record behind it" lc record
matches "$OUT" "cannot be read: .*ledger verify tells which" "says why"
lc apply "$(policy one)" >/dev/null 2>&1
is "$? $(in_force)" "0 one" "a policy comes in force all the same"
finish
