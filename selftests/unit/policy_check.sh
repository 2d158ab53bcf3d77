#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap check: exit status, what goes to which stream, JSON, and ties of
# groups, which only show once vendors are looked up.
. "$(dirname "$0")/lib.sh"

# run ARGUMENT...: status, and the streams in $DIR/out and $DIR/err.
run() {
	$LENSCAP check "$@" >"$DIR/out" 2>"$DIR/err"
	status=$?
}

json() {
	/usr/bin/python3 -c '
import json, sys
d = json.load(open(sys.argv[1]))
sys.exit(not eval(sys.argv[2], {"d": d}))' "$DIR/out" "$1"
}

head='version: 1
policy: {name: office, revision: "7"}
interfaces: [{name: lan0}]
groups:'
cat >"$DIR/good.yaml" <<EOF
$head
- {name: a, prefixes: ["44:19:b6/24"], rules: [{name: r, peer: 10.0.0.1, initiated-by: device}]}
EOF
cat >"$DIR/bad.yaml" <<EOF
$head
- {name: a, vendors: [hikvison]}
- {name: a b, vendors: [dahua]}
EOF
cat >"$DIR/tie.yaml" <<EOF
$head
- {name: a, vendors: [hikvision]}
- {name: b, vendors: [hikvision]}
EOF

plan 13
run "$DIR/good.yaml"
[ $status -eq 0 ] && [ "$(wc -l <"$DIR/out")" -eq 1 ] &&
	grep -Eq 'good.yaml: valid: "office" 7, 1 group, 1 rule, 1 MAC prefix listed, 1 warning, sha256 [0-9a-f]{12}$' "$DIR/out"
ok "valid: status 0 and one line"
[ "$(wc -l <"$DIR/err")" -eq 1 ] && grep -q 'good.yaml:5:3: warning: group "a": ' "$DIR/err"
ok "its warning goes to standard error"

run "$DIR/bad.yaml"
[ $status -eq 2 ] && [ ! -s "$DIR/out" ] && [ "$(wc -l <"$DIR/err")" -eq 2 ]
ok "not valid: status 2, nothing on standard output"
grep -qF 'bad.yaml:5:23: group "a": unknown vendor "hikvison" (did you mean "hikvision"?)' "$DIR/err"
ok "its errors go to standard error"

run "$DIR/tie.yaml"
[ $status -eq 2 ] && grep -q 'tie.yaml:6:23: group "b" lists .* in zone "lan0", and so does group "a" (.*tie.yaml:5:23): ' "$DIR/err"
ok "a tie is an error that names both"

run --json "$DIR/good.yaml"
[ $status -eq 0 ] && [ ! -s "$DIR/err" ] &&
	json 'd["ok"] is True and d["errors"] == [] and len(d["sha256"]) == 64'
ok "valid as JSON"
json 'len(d["warnings"]) == 1 and d["warnings"][0]["line"] == 5 and d["warnings"][0]["column"] == 3 and d["warnings"][0]["file"].endswith("good.yaml") and "addresses" in d["warnings"][0]["text"]'
ok "its warning as JSON"

run "$DIR/bad.yaml" --json
[ $status -eq 2 ] && [ ! -s "$DIR/err" ] &&
	json 'd["ok"] is False and len(d["errors"]) == 2 and d["sha256"] is None'
ok "not valid as JSON, status 2"
run --json "$DIR/none.yaml"
[ $status -eq 2 ] &&
	json 'd["ok"] is False and d["errors"][0]["line"] is None and "No such file" in d["errors"][0]["text"]'
ok "a file that is missing as JSON"

run
[ $status -eq 2 ] && [ -s "$DIR/err" ]
ok "no file: status 2"
run --jsn "$DIR/good.yaml"
[ $status -eq 2 ] && grep -q -- '--json' "$DIR/err"
ok "an unknown option: status 2 and a suggestion"
run --help
[ $status -eq 0 ] && grep -q '^usage: lenscap check FILE' "$DIR/out"
ok "--help: status 0"
run "$DIR/good.yaml" && $LENSCAP check "$DIR/good.yaml" >/dev/full 2>/dev/null
[ $? -eq 1 ]
ok "standard output that is full: status 1"
