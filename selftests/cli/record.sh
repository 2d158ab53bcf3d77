#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# record: what was counted and seen since the record before, chained to it.
. "$(dirname "$0")/lib_ledger.sh"
place
plan 18

lc apply "$(policy one)" >/dev/null 2>&1
is "$(last kind seq policy.name judging)" "apply
1
one
true" "apply makes a record by itself"
send cam0 "$CAM" 3
wait_counted drop 3
run 0 "record" lc record --by anna --why "before the audit"
is "$(last by why kind)" "anna
before the audit
manual" "with who and why"
is "$(last devices.0.mac devices.0.interface attempts.0.peer attempts.0.verdict)" \
	"$CAM
lan0
203.0.113.9
drop" "a new device and whom it tried to reach"
is "$(sums)" '{"attempts": [3], "counters": [3], "devices": [3]}' "with its frames"
send cam0 "$CAM" 2
wait_counted drop 5
lc record >/dev/null
is "$(last seen.counters.0.1 seen.devices.0.1)" "2
2" "then what was added"
is "$(last devices 2>/dev/null)" "" "and the device by its number"
lc record >/dev/null
is "$(last seen 2>/dev/null)" "" "nothing where nothing happened"
is "$(sums)" '{"attempts": [5], "counters": [5], "devices": [5]}' \
	"all of it comes to what was counted"

is "$(ledger_lines | head -n 1 | field prev_sha256 | tr -d 0)" "" \
	"the first is chained to nothing"
is "$(ledger_lines | tail -n 1 | field prev_sha256)" \
	"$(ledger_lines | tail -n 2 | head -n 1 | tr -d '\n' | sha256sum | cut -c -64)" \
	"each to the bytes of the line before"
is "$(lc record --json | field sha256)" \
	"$(ledger_lines | tail -n 1 | tr -d '\n' | sha256sum | cut -c -64)" \
	"it says its own"

# the checkpoint can be made anew
cp "$STATE/ledger/state.jsonl" "$DIR/before"
echo '{"version": 1' >"$STATE/ledger/state.jsonl"
send cam0 "$CAM" 1
wait_counted drop 6
lc record >/dev/null
is "$(sums)" '{"attempts": [6], "counters": [6], "devices": [6]}' \
	"without its checkpoint it counts on"
# an old one, as where a crash came between record and checkpoint
cp "$DIR/before" "$STATE/ledger/state.jsonl"
before=$(ledger_lines | wc -l)
send cam0 "$CAM" 1
wait_counted drop 7
lc record >/dev/null
is "$(sums)" '{"attempts": [7], "counters": [7], "devices": [7]}' \
	"and with an old one"
is "$(ledger_lines | wc -l)" $((before + 1)) "which takes no record away"
sed -i '2,$d' "$STATE/ledger/state.jsonl"
send cam0 "$CAM" 1
wait_counted drop 8
lc record >/dev/null
is "$(sums)" '{"attempts": [8], "counters": [8], "devices": [8]}' \
	"and with half of one"
run 2 "--keep takes days" lc record --keep 0
is "$(stat -c %a "$STATE/ledger" "$(ledger_file)" "$STATE/ledger/state.jsonl")" \
	"700
600
600" "nobody else reads who was seen"
finish
