#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# record --keep: months that ended before are removed, the chain says so, and
# what is left verifies.
. "$(dirname "$0")/lib_ledger.sh"
place
plan 13

records 5
deal 2020-01.jsonl 2020-02.jsonl "$(basename "$(ledger_file)")"
lc record >/dev/null
is "$(find "$STATE/ledger" -name '20*' | wc -l)" 3 "none without being told"
OUT=$(lc record --keep 400)
is $? 0 "a record"
matches "$OUT" "2 months removed" "removes two months"
is "$(ls "$STATE/ledger")" "$(basename "$(ledger_file)")
state.jsonl" "their files are gone"
is "$(last pruned.files.1 pruned.first_seq)" "2020-02.jsonl
3" "it says which, and what is first now"
verify 0 "5 records, 3 to 7.*whole" "the rest"
lc record --keep 400 >/dev/null
verify 0 "6 records, 3 to 8.*whole" "and what comes behind"
is "$(last pruned 2>/dev/null)" "" "which has nothing to remove"

# more than it says
sed -i 1d "$(ledger_file)"
verify 1 "jsonl:1: record 3 is missing before it" "a line more"

# a clock that is wrong once takes nothing away
rm -r "$STATE/ledger"
records 2
deal 2020-01.jsonl "$(basename "$(ledger_file)")"
sed -i 's/"time":"....-/"time":"2020-/' "$STATE"/ledger/*.jsonl
lc record --keep 400 >/dev/null 2>&1
is "$(find "$STATE/ledger" -name '20*' | wc -l)" 2 \
	"nothing that was young as of the record before"
finish
