#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A device that was not seen for a week is told as stale, once; one that was seen
# before the boot and not since is not yet; that it comes back is no news, and none
# of them is new. The week is made in the ledger's checkpoint.
. "$(dirname "$0")/lib_serve.sh"
place
plan 14

OLD=44:19:b6:00:00:01

run 0 "apply" lc apply "$(policy one lan0 lan1)"
send cam0 $OLD 1
send cam0 44:19:b6:00:00:02 1
wait_counted drop 2
run 0 "record" lc record
run 0 "unload, as a boot would" lc unload
"$PYTHON" - "$STATE/ledger/state.jsonl" $OLD <<'EOT'
import json, sys
path, mac = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    lines = file.read().splitlines()
rows = [json.loads(x) for x in lines]
for row in rows:
    if row.get("def", {}).get("mac") == mac and "peer" not in row["def"]:
        row["last"] -= 8 * 24 * 3600
with open(path, "w", encoding="utf-8") as file:
    file.writelines(json.dumps(x, separators=(",", ":")) + "\n" for x in rows)
EOT
run 0 "apply anew" lc apply "$(policy one lan0 lan1)"
serve_start
told device-stale LENSCAP_MAC=$OLD LENSCAP_VENDOR=hikvision interface=lan0
matches "$(field text <"$DIR/event")" "was not seen for a week, last 20" "since when"
send cam1 44:19:b6:00:00:03 1
told device-new LENSCAP_MAC=44:19:b6:00:00:03
is "$(event_count device-stale) $(event_count device-new)" "1 1" \
	"who was there before the boot is neither stale nor new"
serve_stop TERM
serve_start
send cam0 $OLD 1
send cam1 44:19:b6:00:00:04 1
told device-new LENSCAP_MAC=44:19:b6:00:00:04
is "$(event_count device-stale) $(event_count device-new)" "0 1" \
	"not again, and that it comes back is no news"
is "$(event_count attempt-new LENSCAP_MAC=$OLD)" 1 "what it attempts is told"
run 0 "forget it" lc forget $OLD
send cam1 44:19:b6:00:00:05 1
told device-new LENSCAP_MAC=44:19:b6:00:00:05
send cam0 $OLD 1
told device-new LENSCAP_MAC=$OLD
finish
