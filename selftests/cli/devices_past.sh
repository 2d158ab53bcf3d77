#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# devices, after the kernel's tables are gone: who was seen before stands there, as
# past, and stale only when a week is over; who comes back was first seen when it
# was. A ledger that cannot be read hides no device of now.
. "$(dirname "$0")/lib.sh"
place
plan 11

# rows KEY...: these of each row, a line each
rows()
{
	"$PYTHON" -c '
import json, sys
for row in json.load(sys.stdin)["rows"]:
    print(*(row[key] for key in sys.argv[1:]))' "$@"
}

lc apply "$(policy one)" >/dev/null 2>&1
"$PYTHON" "$CLI_ROOT/selftests/cli/_census.py" "$PIN" <<EOT
device mac=44:19:b6:00:00:05 first=90000 last=3600 vlan=7
device mac=44:19:b6:00:00:06 first=90000 last=3600
device mac=44:19:b6:00:00:08 first=900000 last=700000
EOT
before=$(lc devices --json | rows mac vlan zone vendor group first_seen last_seen)
is "$(wc -l <<<"$before")" 3 "three devices"
run 0 "on record" lc record
lc unload >/dev/null 2>&1
rm -rf "$PIN"
lc apply "$(policy one)" >/dev/null 2>&1
is "$(lc devices --json | rows past state frames)" "True active 0
True stale 0
True active 0" "past, in new tables, and stale when not seen for a week"
is "$(lc devices --json | rows mac vlan zone vendor group first_seen last_seen)" \
	"$before" "with all that was known"
matches "$(lc devices)" "44:19:b6:00:00:06 +hikvision +lan0 .* 25 h ago +60 min ago +active" \
	"in the table too"
matches "$(lc devices)" "3 hikvision; 1 not seen for a week; 3 known from the ledger alone" \
	"and the sum"
send cam0 44:19:b6:00:00:06 1
wait_counted drop 1
is "$(lc devices --json --mac 44:19:b6:00:00:06 | rows past state frames first_seen)" \
	"False active 1 $(grep "^44:19:b6:00:00:06 " <<<"$before" | cut -d' ' -f6)" \
	"who comes back was first seen when it was"
is "$(lc devices --json | rows past | paste -sd' ')" "False True True" \
	"and nobody else comes back"
is "$(inside "$LENSCAP" devices --json --pin "$PIN" --state "$DIR/none" | rows mac)" \
	"44:19:b6:00:00:06" "where there is no ledger, those of now"
for file in "$STATE"/ledger/*; do
	echo '{"no' >"$file"
done
run 0 "a ledger that cannot be read" lc devices
matches "$OUT" "44:19:b6:00:00:06 +hikvision" "hides no device of now"
finish
