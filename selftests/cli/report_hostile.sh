#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# report --merge: a file that is no report, or lies about its types and sizes, is
# refused by name and place, and nothing is written.
. "$(dirname "$0")/lib.sh"

LENSCAP=${LENSCAP:-$CLI_ROOT/build/lenscap}
DIR=$(mktemp -d "${TMPDIR:-/tmp}/$NS.XXXXXX") || exit 1
trap 'rm -rf "$DIR"' EXIT
"$CLI_ROOT/selftests/cli/_report.py" --devices 3 >"$DIR/good.json"

# change NAME CODE: the good file, changed by Python that has it as `r`
change()
{
	"$PYTHON" -c '
import json, sys
r = json.load(open(sys.argv[1]))
s = r["sites"][0]
exec(sys.argv[2])
json.dump(r, sys.stdout)' "$DIR/good.json" "$2" >"$DIR/$1.json"
}

# refused NAME PATTERN WHAT: that file, beside a good one
refused()
{
	run 1 "$3" "$LENSCAP" report --merge "$DIR/good.json" "$DIR/$1.json" \
		--html "$DIR/out.html" --csv "$DIR/out.csv"
	matches "$OUT" "$1.json.*$2" "names the file, and what is wrong"
}

cases=(
	"schema|its schema is not|r[\"schema\"] = \"devices/1\""
	"sites|no sites|r[\"sites\"] = {}"
	"none|no sites|r[\"sites\"] = []"
	"many|more than 1024 sites|r[\"sites\"] *= 1100"
	"nameless|\"name\" is missing|s[\"name\"] = None"
	"policy|is no object|s[\"policy\"] = 7"
	"list|\"devices\" is no list|s[\"devices\"] = {}"
	"row|is no object|s[\"devices\"][1] = []"
	"absent|\"notes\" is no list|del s[\"notes\"]"
	"key|row 2: \"zone\" is missing|del s[\"devices\"][1][\"zone\"]"
	"mac|row 3: \"mac\" is no MAC|s[\"devices\"][2][\"mac\"] = \"44:19:b6:00:00:zz\""
	"type|\"frames\" is no number|s[\"devices\"][0][\"frames\"] = \"9\""
	"minus|\"frames\" is no number|s[\"devices\"][0][\"frames\"] = -1"
	"large|\"frames\" is no number|s[\"devices\"][0][\"frames\"] = 1 << 60"
	"port|\"port\" is no number|s[\"attempts\"][0][\"port\"] = 65536"
	"verdict|is none of pass|s[\"attempts\"][0][\"verdict\"] = \"spied\""
	"reach|is none of outside|s[\"attempts\"][0][\"reach\"] = \"moon\""
	"time|is no time|s[\"devices\"][0][\"first_seen\"] = \"yesterday\""
	"bool|is not true or false|s[\"devices\"][0][\"active\"] = 1"
	"long|\"text\" is too long|s[\"notes\"][0][\"text\"] = \"x\" * 9000"
	"rows|too many rows|s[\"notes\"] = [s[\"notes\"][0]] * 65537"
)
plan $((2 * ${#cases[@]} + 15))
for each in "${cases[@]}"; do
	IFS='|' read -r name pattern code <<<"$each"
	change "$name" "$code"
	refused "$name" "$pattern" "$name"
done
head -c 3000 "$DIR/good.json" >"$DIR/cut.json"
refused cut "no JSON" "a file cut short"
sed 's/"name":/"name": "x", "name":/' "$DIR/good.json" >"$DIR/double.json"
refused double "no JSON: duplicate" "a key twice"
"$PYTHON" -c 'print("[" * 100000)' >"$DIR/deep.json"
refused deep "" "a hundred thousand brackets"
"$PYTHON" -c 'print("[" + "1," * 1000000 + "1]")' >"$DIR/dense.json"
refused dense "more values" "a million values of an octet"
truncate -s 70M "$DIR/huge.json"
refused huge "more than 64 MiB" "a file of 70 MiB"
refused missing "No such file" "a file that is not there"
change more 's["devices"][0]["colour"] = "red"; r["x"] = 1'
run 0 "what a later version adds is passed over" \
	"$LENSCAP" report --merge "$DIR/more.json"
test -e "$DIR/out.html" -o -e "$DIR/out.html.new"
is $? 1 "no page was written"
test -e "$DIR/out.csv" -o -e "$DIR/out.csv.new"
is $? 1 "and no CSV"
finish
