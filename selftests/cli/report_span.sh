#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# report --from --to: the ledger's sums of a time, with its coverage, its gaps,
# its head, and the policies that were in force; also when nothing is applied.
. "$(dirname "$0")/lib.sh"
place
plan 16
from=$(date -u -d "-1 hour" +%FT%TZ)
lc apply "$(policy one)" >/dev/null 2>&1
send cam0 44:19:b6:00:00:05 5
wait_counted drop 5
lc record >/dev/null 2>&1
run 0 "the last hour" lc report --from "$from"
matches "$OUT" "At least 1 camera of 1 make was counted" "who was seen"
matches "$OUT" "1 camera attempted to reach 1 address outside" "whom it tried"
matches "$OUT" "All of these attempts were stopped: 5 frames" "was it stopped"
matches "$OUT" "^Coverage: [0-9.]+ % of the period, [1-9][0-9]* gap" "coverage"
# seconds are what the ledger counts in
sleep 1.1
send cam0 44:19:b6:00:00:05 4
wait_counted drop 9
lc record >/dev/null 2>&1
lc report --from "$from" --json >"$DIR/span.json"
is "$(field totals.frames.drop sites.0.ledger.used sites.0.from \
	sites.0.terms.0.name <"$DIR/span.json" | paste -sd' ')" \
	"9 true $from one" "sums, the time, the policy in force"
isnt "$(field sites.0.gaps <"$DIR/span.json")" "[]" \
	"the time before the first record is a gap"
head=$(tail -n 1 "$STATE"/ledger/2*.jsonl | tr -d '\n' | sha256sum | cut -d' ' -f1)
is "$(field sites.0.ledger.head_sha256 <"$DIR/span.json")" "$head" \
	"the head of the ledger"
lc report --from "$from" --html "$DIR/span.html"
grep -q "SHA-256 <bdi>$head" "$DIR/span.html"
result $? "which is on the page"
run 0 "a time before all records" lc report --from 2020-01-01 --to 2020-02-01
matches "$OUT" "No camera was counted" "says that nobody was counted"
matches "$OUT" "^Coverage: 0.0 % of the period" "and that nothing was recorded"
lc unload >/dev/null 2>&1
run 0 "with nothing applied" lc report --from "$from" --json
is "$(field totals.frames.drop sites.0.policy.in_force <<<"$OUT" | paste -sd' ')" \
	"9 false" "the ledger still knows"
run 2 "the end before the beginning" lc report --from "$from" --to 2020-01-01
run 2 "a day that is none" lc report --from 2026-02-30x
finish
