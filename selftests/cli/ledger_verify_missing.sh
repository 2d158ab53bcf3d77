#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ledger verify: lines that are gone, from the middle, the end, the begin, and
# with a month's file.
. "$(dirname "$0")/lib_ledger.sh"
place
plan 15

records 6
cp "$(ledger_file)" "$DIR/whole"

sed -i 3d "$(ledger_file)"
verify 1 "jsonl:3: record 3 is missing before it" "a line"
cp "$DIR/whole" "$(ledger_file)"
sed -i 2,4d "$(ledger_file)"
verify 1 "jsonl:2: records 2 to 4 are missing before it" "some lines"
cp "$DIR/whole" "$(ledger_file)"
sed -i 1,2d "$(ledger_file)"
verify 1 "jsonl:1: the ledger begins with record 3" "the first ones"
cp "$DIR/whole" "$(ledger_file)"
sed -i 5,6d "$(ledger_file)"
verify 1 "jsonl:4: the ledger ends with record 4, but state.jsonl knows record 6" \
	"the last ones, against the checkpoint"
lc record >/dev/null 2>"$DIR/err"
matches "$(cat "$DIR/err")" "ledger verify" "the next record warns of it"
verify 1 "jsonl:5: records 5 to 6 are missing before it" \
	"and its number keeps them missing"

cp "$DIR/whole" "$(ledger_file)"
deal 2025-01.jsonl 2025-02.jsonl 2025-03.jsonl
verify 0 "the chain is whole" "dealt to months"
rm "$STATE/ledger/2025-02.jsonl"
verify 1 "2025-03.jsonl:1: record 2 is missing before it, or the file" \
	"a month"
finish
