#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# report --merge: one report of many sites, in which a device that two of them
# saw counts once in the total and at each site; merged files merge again.
. "$(dirname "$0")/lib.sh"

LENSCAP=${LENSCAP:-$CLI_ROOT/build/lenscap}
DIR=$(mktemp -d "${TMPDIR:-/tmp}/$NS.XXXXXX") || exit 1
trap 'rm -rf "$DIR"' EXIT
make_site="$CLI_ROOT/selftests/cli/_report.py"

report()
{
	"$LENSCAP" report "$@"
}

plan 22
# 1..40 and 31..60: ten are at both
"$make_site" --site north --devices 40 >"$DIR/north.json"
"$make_site" --site south --devices 30 --first 31 >"$DIR/south.json"
run 0 "two sites" report --merge "$DIR/north.json" "$DIR/south.json"
matches "$OUT" "At least 60 cameras of 5 makes were counted at 2 sites" \
	"who is at both counts once"
matches "$OUT" "^north +40 " "and at one site"
matches "$OUT" "^south +30 " "and at the other"
report --merge "$DIR/north.json" "$DIR/south.json" --json >"$DIR/both.json"
is "$(field totals.sites totals.devices totals.seen_at_several_sites \
	totals.outside_peers totals.frames.drop <"$DIR/both.json" | paste -sd' ')" \
	"2 60 10 5 37030" "totals"
is "$("$PYTHON" -c '
import json, sys
sites = json.load(sys.stdin)["sites"]
print(len({row["mac"] for site in sites for row in site["devices"]}),
      len({row["mac"] for site in sites for row in site["attempts"]
           if row["reach"] == "outside"}))' <"$DIR/both.json")" \
	"$(field totals.devices totals.attempting <"$DIR/both.json" | paste -sd' ')" \
	"are what the rows say"
report --merge "$DIR/both.json" --json >"$DIR/again.json"
is "$(field totals sites <"$DIR/again.json")" "$(field totals sites <"$DIR/both.json")" \
	"what was merged merges again"
report --merge "$DIR/north.json" "$DIR/north.json" --json >"$DIR/twice.json"
is "$(field totals.devices totals.seen_at_several_sites <"$DIR/twice.json" |
	paste -sd' ')" "40 40" "a site twice adds no device"
sed 's/"totals": {}/"totals": {"devices": 7}/' "$DIR/north.json" >"$DIR/lie.json"
is "$(report --merge "$DIR/lie.json" --json | field totals.devices)" 40 \
	"totals are added up anew"

# each of north on a second VLAN of its zone and on another port, active there
"$PYTHON" -c '
import json, sys
data = json.load(sys.stdin)
rows = data["sites"][0]["devices"]
rows += [dict(row, vlan=4000, active=True) for row in rows] + [
    dict(row, interface="lan9", active=False) for row in rows]
json.dump(data, sys.stdout)' <"$DIR/north.json" >"$DIR/vlans.json"
matches "$(report --merge "$DIR/vlans.json" "$DIR/south.json")" "^north +40 +40 " \
	"who is on several VLANs and ports counts once at the site, active if it is on one"
is "$(report --merge "$DIR/vlans.json" |
	awk '$1 == "lan0" && $3 != $4' | wc -l)" 0 "and so in its zone"

run 0 "as a page" report --merge "$DIR/north.json" "$DIR/south.json" \
	--html "$DIR/both.html"
matches "$(cat "$DIR/both.html")" "10 devices were seen at more than one site" \
	"says who was seen twice"
is "$(grep -c '<small>at 2 sites</small>' "$DIR/both.html")" 20 \
	"and marks them at both sites"
run 0 "as CSV, every table, in a directory that it makes" \
	report --merge "$DIR/north.json" "$DIR/south.json" --csv "$DIR/csv/"
run 0 "and in the same again" report --merge "$DIR/north.json" --csv "$DIR/csv"
report --merge "$DIR/north.json" "$DIR/south.json" --csv "$DIR/csv/"
is "$(cd "$DIR/csv" && echo *)" \
	"attempts.csv devices.csv frames.csv gaps.csv interfaces.csv notes.csv permits.csv terms.csv vendors.csv warnings.csv" \
	"a file each"
is "$("$PYTHON" -c '
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
print(len(rows), len({row["mac"] for row in rows}),
      sorted({row["site"] for row in rows}))' "$DIR/csv/devices.csv")" \
	"70 60 ['north', 'south']" "with the site in each row"

run 2 "--merge without files" report --merge
run 2 "files without --merge" report "$DIR/north.json"
run 2 "--merge with --from" report --merge --from 2026-01-01 "$DIR/north.json"
run 2 "a language that there is not" report --merge "$DIR/north.json" --lang tlh
finish
