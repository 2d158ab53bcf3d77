#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# report: what was sent is in the text, in JSON that --merge reads back to the
# same, and in CSV; whom it was sent to is told apart by where that is.
. "$(dirname "$0")/lib.sh"
place
plan 18
run 1 "nothing applied" lc report
matches "$OUT" "no policy is in force" "it says so"
cat >"$DIR/site.yaml" <<'EOT'
version: 1
policy: {name: site-7, revision: "2026.4", owner: noc, basis: decision 123}
interfaces:
  - name: lan0
groups:
  - name: banned
    prefixes: ["44:19:b6/24"]
    note: "What is listed <b>by law</b>."
    rules:
      - {name: time, peer: 203.0.113.123, proto: udp, ports: [123], initiated-by: device}
EOT
lc apply "$DIR/site.yaml" >/dev/null 2>&1
run 0 "nothing counted" lc report --site depot
matches "$OUT" "No camera was counted at depot" "it says so"
send cam0 44:19:b6:00:00:05 5 --dport 8800
send cam0 44:19:b6:00:00:06 2 --dport 8800
send cam0 44:19:b6:00:00:06 3 --dst 203.0.113.123 --dport 123
send cam0 44:19:b6:00:00:06 1 --dst 10.20.0.9 --dport 554
send cam0 02:00:5e:00:00:77 3 --dport 8800
wait_counted drop 8
wait_counted pass 3
run 0 "as text" lc report --site depot
matches "$OUT" "At least 2 cameras of 1 make were counted at depot" \
	"how many, of how many makes"
matches "$OUT" "2 cameras attempted to reach 2 addresses outside" "whom"
matches "$OUT" "203.0.113.9 .*udp 8800 +2 +7 +stopped" "what was stopped"
matches "$OUT" "203.0.113.123 .*udp 123 +1 +3 +passed by rule time" \
	"what passed, and by which rule"
grep -q "10.20.0.9" <<<"$OUT"
is $? 1 "what is on the link is not outside"

lc report --json --site depot >"$DIR/depot.json"
is "$(field schema totals.devices totals.vendors totals.attempting \
	totals.outside_peers totals.outside_frames.drop totals.frames.pass \
	sites.0.name sites.0.policy.owner sites.0.policy.basis \
	sites.0.notes.0.text <"$DIR/depot.json" | paste -sd'|')" \
	"report/1|2|1|2|2|7|3|depot|noc|decision 123|What is listed <b>by law</b>." \
	"as JSON"
is "$("$PYTHON" -c '
import json, sys
for row in sorted(json.load(sys.stdin)["sites"][0]["attempts"],
                  key=lambda row: (row["peer"], row["mac"])):
    print(row["mac"][-2:], row["peer"], row["reach"], row["proto"], row["port"],
          row["verdict"], row["rule"], row["frames"])' <"$DIR/depot.json")" \
	"06 10.20.0.9 link udp 554 drop None 1
06 203.0.113.123 outside udp 123 pass time 3
05 203.0.113.9 outside udp 8800 drop None 5
06 203.0.113.9 outside udp 8800 drop None 2" \
	"each attempt"
lc report --merge "$DIR/depot.json" --json >"$DIR/again.json"
is "$(field sites <"$DIR/again.json")" "$(field sites <"$DIR/depot.json")" \
	"JSON reads back to the same"

run 0 "as a page, German" lc report --site depot --html "$DIR/page.html" --lang de
matches "$(cat "$DIR/page.html")" "Mindestens 2 Kameras von 1 Hersteller wurden" \
	"it says the same"
grep -q '<b>by law' "$DIR/page.html"
is $? 1 "what the policy says is text there"
run 0 "as CSV" lc report --csv "$DIR/devices.csv" --site depot
is "$(cut -d, -f1,2,3,6 "$DIR/devices.csv" | tr -d '\r')" \
	"site,mac,interface,vendor
depot,44:19:b6:00:00:05,lan0,hikvision
depot,44:19:b6:00:00:06,lan0,hikvision" \
	"a row a device"
finish
