#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# counters: an envelope around rows of known keys, the frames that were sent and
# no others, kept over a switch, gone with unload.
. "$(dirname "$0")/lib.sh"
place
plan 12
run 1 "nothing applied" lc counters
matches "$OUT" "no policy is in force" "it says so"
lc apply "$(policy one)" >/dev/null 2>&1
run 0 "nothing counted" lc counters
matches "$OUT" "nothing was counted" "it says so"
is "$(lc counters --json | field schema complete lost rows | paste -sd' ')" \
	"counters/1 true 0 []" "an empty envelope"
send cam0 44:19:b6:00:00:05 5
send cam0 02:00:5e:00:00:77 3
wait_counted drop 5
json=$(lc counters --json)
is "$(field rows <<<"$json" | "$PYTHON" -c '
import json, sys
for row in json.load(sys.stdin):
    size = row.pop("bytes")
    print(*row.keys(), size >= 60 * row["frames"])
    print(*row.values())')" \
	"interface zone direction group vendor verdict reason rule frames True
lan0 lan0 ingress banned hikvision drop default None 5" \
	"one row, with what was sent by the listed device"
"$PYTHON" -c '
import json, sys, datetime
data = json.load(sys.stdin)
times = [datetime.datetime.strptime(data[k], "%Y-%m-%dT%H:%M:%SZ")
         for k in ("since", "generated_at")]
sys.exit(not (times[0] <= times[1] and data["host"] and len(data["boot_id"]) == 36))
' <<<"$json"
result $? "since, generated_at, host and boot_id"
run 0 "the table" lc counters
matches "$OUT" "lan0 +lan0 +ingress +banned +hikvision +drop +default +- +5 +[0-9]+" \
	"shows the same"
lc apply "$(policy two lan0 lan1)" >/dev/null 2>&1
is "$(counted drop)" 5 "a switch keeps it"
lc unload >/dev/null 2>&1
lc apply "$(policy one)" >/dev/null 2>&1
is "$(counted drop)" 0 "after unload it begins again"
send cam0 44:19:b6:00:00:05 1
wait_counted drop 1
result $? "and counts"
finish
