#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A record that a crash cut short: cut off by the next one, which says so, and
# not taken for a change. In the midst of the ledger it is one.
. "$(dirname "$0")/lib_ledger.sh"
place
plan 18

records 3
printf '{"seq":4,"prev_sha' >>"$(ledger_file)"
verify 0 "jsonl:4: note: a crash left a part of a record, 18 bytes" "torn"
run 0 "the next record" lc record
is "$(last seq torn)" "4
18" "takes its place, and tells"
verify 0 "jsonl:4: note: a crash left a part of a record before it, 18" "then"

# longer than what comes, and where a file system kept no more than the length
head -c 100000 /dev/zero >>"$(ledger_file)"
lc record >/dev/null
is "$(last seq torn)" "5
100000" "a long one of nothing but zeros"
is "$(wc -c <"$(ledger_file)")" "$(ledger_lines | wc -c)" "is cut off"
verify 0 "5 records, 1 to 5.*whole" "then"

{
	printf '{"seq":6'
	head -c 500 /dev/zero
	echo '}'
} >>"$(ledger_file)"
verify 0 "jsonl:6: note: a crash left a part" "an end without its middle"
lc record >/dev/null
is "$(last seq torn)" "6
510" "is cut off, too"

# a month's first
printf '{"seq":7' >"$STATE/ledger/2099-01.jsonl"
lc record >/dev/null
is "$(last seq torn)" "7
8" "the first of a month"
verify 0 "7 records, 1 to 7.*whole" "then"

printf '{"se' >>"$STATE/ledger/$(cd "$STATE/ledger" && printf '%s\n' ????-??.jsonl | head -n 1)"
verify 1 "jsonl:7: is no record: changed or cut" "not the last of all"
finish
