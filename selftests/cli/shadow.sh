#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply --shadow counts what a candidate would decide otherwise, both ways, and
# changes nothing: not what is in force, attached or saved, nor the counters.
. "$(dirname "$0")/lib.sh"
place
plan 20
# candidate NAME MAC-PREFIX [RULE]
candidate()
{
	{
		echo "version: 1"
		echo "policy: {name: $1}"
		echo "interfaces: [{name: lan0}, {name: lan1}]"
		echo "groups:"
		echo "  - name: banned"
		echo "    prefixes: [\"$2\", \"00:11:22/24\"]"
		[ -z "${3:-}" ] || echo "    rules: [$3]"
	} >"$DIR/$1.yaml"
	echo "$DIR/$1.yaml"
}

# rows FIELD...: these of each row, a line each
rows()
{
	lc shadow --json | "$PYTHON" -c '
import json, sys
for r in json.load(sys.stdin)["rows"]:
    print(*(r[x] for x in sys.argv[1:]))' "$@"
}

FAR='{name: far, peer: 203.0.113.9, proto: udp, ports: [8800], initiated-by: device}'
lc apply "$(policy one)" >/dev/null 2>&1
# the text of the candidate is no part of what is in force
seen()
{
	footprint | grep -v "text_"
	cat "$STATE/running.yaml"
}
before=$(seen)
run 0 "apply --shadow" lc apply --shadow "$(candidate two 44:19:b6/24 "$FAR")"
matches "$OUT" "warning: lan1 is not attached: nothing is compared there" \
	"a port that only the candidate names is told"
is "$(in_force)" one "the policy in force stays"
is "$(seen)" "$before" \
	"nothing else is attached or saved"
is "$(lc status --json | field policy.idle policy.shadow.name \
	policy.shadow.by | paste -sd' ')" "shadow two root" "status says so"
matches "$(lc status)" "^idle slot +shadow: two " "in text, too"

send cam0 44:19:b6:00:00:01 3 --dport 8800
send cam0 44:19:b6:00:00:01 2 --dport 8801
send cam0 00:11:22:00:00:01 4 --dport 8801
send cam0 02:00:5e:00:00:05 5 --dport 8801
wait_counted drop 5
is "$(counted drop) $(counted pass)" "5 0" "counters count as before"
fields="direction live_group live_rule live_verdict live_reason group rule
	verdict reason peer proto port frames"
# shellcheck disable=SC2086 # words
is "$(rows $fields)" \
	"ingress None None pass unlisted banned None drop default 203.0.113.9 udp 8801 4
ingress banned None drop default banned far pass rule 203.0.113.9 udp 8800 3" \
	"what differs, either way; most frames first"
is "$(rows interface zone | sort -u)" "lan0 lan0" "and where"
is "$(lc shadow --json | field schema compared differing lost complete \
	policy.name | paste -sd' ')" "shadow/1 9 7 0 true two" "how many"
matches "$(lc shadow)" \
	'drop banned, default +pass banned/far, rule +203.0.113.9 +udp +8800 +3' \
	"in text, too"

run 0 "another takes its place" lc apply --shadow --json \
	"$(candidate three 44:19:b6/24)"
is "$(sed -n '/^{/,/^}/p' <<<"$OUT" | field changed shadow | paste -sd' ')" \
	"true true" "it says so"
is "$(lc shadow --json | field compared policy.name | paste -sd' ')" "0 three" \
	"and begins anew"
send cam0 44:19:b6:00:00:01 1 --dport 8800
wait_counted drop 6
is "$(lc shadow --json | field compared differing | paste -sd' ')" "1 0" \
	"by its own rules"
run 0 "shadow stop" lc shadow stop
is "$(lc status --json | field policy.idle policy.shadow | paste -sd' ')" \
	"empty null" "status says so"
send cam0 44:19:b6:00:00:01 1 --dport 8800
is "$(wait_counted drop 7; counted drop)" 7 "what is in force judges on"
run 0 "a candidate that is in force" lc apply "$(candidate two 44:19:b6/24 "$FAR")"
send cam0 44:19:b6:00:00:01 1 --dport 8800
is "$(wait_counted pass 1; counted pass)" 1 "decides as was told"
finish
