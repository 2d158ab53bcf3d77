#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# forget: one device, out of the kernel's tables and of what the ledger knows.
# Its records stay, and the chain is whole.
. "$(dirname "$0")/lib_ledger.sh"
place
plan 13

lc apply "$(policy one)" >/dev/null 2>&1
send cam0 "$CAM" 2
send cam0 44:19:b6:00:00:06 2
wait_counted drop 4
lc record >/dev/null
run 2 "a prefix is none" lc forget 44:19:b6/24
run 1 "nor is one that nobody saw" lc forget 44:19:b6:00:00:07
matches "$OUT" "44:19:b6:00:00:07 is not known" "it says"
run 0 "forget" lc forget "$CAM" --why "sold"
is "$(last kind why forgot.mac)" "forget
sold
$CAM" "makes a record"
is "$(grep -c "$CAM" "$STATE/ledger/state.jsonl")" 0 "it is not known any more"
lc record >/dev/null
is "$(last seen devices 2>/dev/null)" "" "nor in the kernel's tables"
is "$(grep -c 44:19:b6:00:00:06 "$STATE/ledger/state.jsonl")" 2 \
	"the one beside it is"
run 1 "twice is once too often" lc forget "$CAM"
run 0 "the chain is whole" lc ledger verify
rm "$STATE/ledger/state.jsonl"
lc record >/dev/null
is "$(grep -c "$CAM" "$STATE/ledger/state.jsonl")" 0 \
	"also where all records are read anew"
send cam0 "$CAM" 1
wait_counted drop 5
lc record >/dev/null
is "$(last devices.0.mac devices.0.id)" "$CAM
3" "with its next frame it is new"
# known to the ledger alone
lc unload >/dev/null 2>&1
run 0 "one of before" lc forget "$CAM"
finish
