#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# report: whether it is stopped is answered by what became of the attempts to
# reach something outside, and by what is in force.
. "$(dirname "$0")/lib.sh"

LENSCAP=${LENSCAP:-$CLI_ROOT/build/lenscap}
DIR=$(mktemp -d "${TMPDIR:-/tmp}/$NS.XXXXXX") || exit 1
trap 'rm -rf "$DIR"' EXIT
"$CLI_ROOT/selftests/cli/_report.py" --devices 9 >"$DIR/site.json"

# answer CODE: the text of a report that Python changed, as site s, attempts a
answer()
{
	"$PYTHON" -c '
import json, sys
r = json.load(open(sys.argv[1]))
s = r["sites"][0]
a = [row for row in s["attempts"] if row["reach"] == "outside"]
exec(sys.argv[2])
json.dump(r, sys.stdout)' "$DIR/site.json" "$1" >"$DIR/changed.json"
	"$LENSCAP" report --merge "$DIR/changed.json" | paste -sd' '
}

# all VERDICT: what gives each attempt to the outside that verdict
all()
{
	echo "for row in a: row[\"verdict\"] = \"$1\""
}

plan 13
out=$(answer "$(all drop)")
matches "$out" "stopped\? Yes: every recorded attempt was stopped" "all stopped"
matches "$out" "All of these attempts were stopped: [1-9]" "and said so"
out=$(answer "$(all would-drop)")
matches "$out" "stopped\? No: watched, not stopped" "all watched"
matches "$out" "it only watched, and they were" "and said so"
out=$(answer "$(all drop)
a[0][\"verdict\"] = \"would-drop\"")
matches "$out" "stopped\? In part: some of it is only watched" "one watched"
out=$(answer "$(all drop)
a[0][\"verdict\"] = \"pass\"")
matches "$out" "stopped\? In part: the policy allows some of it" "one allowed"
out=$(answer 's["attempts"] = [row for row in s["attempts"] if row not in a]')
matches "$out" "stopped\? Nothing to stop was seen" "none to the outside"
matches "$out" "No camera was seen to attempt" "and said so"
out=$(answer 's["policy"]["in_force"] = False; s["ledger"]["used"] = False')
matches "$out" "stopped\? No policy is in force" "no policy"
out=$(answer 's["policy"]["whole"] = False')
matches "$out" "the policy was not attached everywhere" "not attached everywhere"
out=$(answer 's["policy"]["watches"] = True')
matches "$out" "a part of it only watches" "a part that only watches"
out=$(answer 's["devices"] = []; s["attempts"] = []; s["frames"] = []')
matches "$out" "No camera was counted at North depot" "nobody"
spied=$("$LENSCAP" report --merge "$DIR/site.json" --html "$DIR/page.html" &&
	grep -ciE "spied|spying|spionage|back ?door" "$DIR/page.html")
is "$spied" 0 "it accuses nobody"
finish
