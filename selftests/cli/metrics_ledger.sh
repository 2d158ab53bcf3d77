#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# metrics: the head of the ledger's chain, which then stands elsewhere too.
. "$(dirname "$0")/lib_ledger.sh"
place
plan 8

# sample NAME: its value, or of lenscap_ledger_info the label
sample()
{
	lc metrics | sed -n "s/^$1\({sha256=\"\(.*\)\"} 1\| \(.*\)\)\$/\2\3/p"
}

head_of_file()
{
	ledger_lines | tail -n 1 | tr -d '\n' | sha256sum | cut -c -64
}

is "$(lc metrics | grep ^lenscap_ledger)" "lenscap_ledger_sequence 0" "no ledger"
lc apply "$(policy one)" >/dev/null 2>&1
is "$(sample lenscap_ledger_sequence)" 1 "apply makes a record"
is "$(sample lenscap_ledger_info)" "$(head_of_file)" "its hash"
lc record >/dev/null
is "$(sample lenscap_ledger_sequence)" 2 "one more"
is "$(sample lenscap_ledger_info)" "$(head_of_file)" "the hash of that"
age=$(($(date +%s) - $(sample lenscap_ledger_timestamp_seconds)))
[ "$age" -ge 0 ] && [ "$age" -lt 300 ]
result $? "made just now"
if command -v promtool >/dev/null; then
	run 0 "promtool accepts it" promtool check metrics < <(lc metrics)
else
	skip_one "promtool accepts it" "no promtool: package prometheus"
fi
lc unload >/dev/null 2>&1
is "$(sample lenscap_ledger_info)" "$(head_of_file)" \
	"told where no policy is, too"
finish
