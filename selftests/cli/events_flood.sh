#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A flood of forged addresses is told as so many lines a minute and a number; each
# device of it counts in one of them. A device with more peers than its rows: once.
. "$(dirname "$0")/lib_serve.sh"
place
plan 9

# The sum of the lines, one each, and of the numbers
sum()
{
	"$PYTHON" -c '
import json, sys
rows = [json.loads(x) for x in open(sys.argv[1], encoding="utf-8")]
print(sum(x["count"] or 1 for x in rows if x["LENSCAP_EVENT"] == sys.argv[2]
          and not x["table"]))' "$DIR/events" "$1"
}

run 0 "apply" lc apply "$(policy one lan0 lan1)"
inside "$CLI_ROOT/selftests/cli/_peers.py" cam0 macs 400
serve_start
told device-new
until_true grep -q device-new "$DIR/log"
serve_stop TERM
is "$(event_count device-new count=None)" 60 "so many are told one by one"
is "$(sum device-new)" 400 "the others in a number, at the end at the latest"
is "$(sum attempt-new)" 400 "attempts likewise"
serve_start
inside "$CLI_ROOT/selftests/cli/_peers.py" cam0 peers 100
told table-full LENSCAP_MAC=44:19:b6:00:00:01
inside "$CLI_ROOT/selftests/cli/_peers.py" cam0 peers 100
send cam1 44:19:b6:ff:00:09 1
told attempt-new LENSCAP_MAC=44:19:b6:ff:00:09
event table-full
is "$(event_count table-full)" 1 "once"
matches "$(field text <"$DIR/event")" "more peers than the table keeps" "in words"
finish
