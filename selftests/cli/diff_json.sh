#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# diff --json: all keys are there, whatever differs, and hold what the text says.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_diff.sh"

# shape: the keys, in order, and the kind of each value
shape()
{
	"$PYTHON" -c '
import json, sys
data = json.load(sys.stdin)
print(*(f"{k}:{type(v).__name__}" for k, v in data.items()))
for key in ("live", "file", "mode", "prefixes", "flows"):
    print(key, *data[key])'
}

SHAPE="schema:str same:bool judged_same:bool pending:NoneType live:dict file:dict mode:dict policy:list interfaces:list zones:list endpoints:list groups:list rules:list prefixes:dict flows:dict permits:list
live name revision sha256 base_sha256 vendors_sha256
file name revision sha256 base_sha256 vendors_sha256
mode live file
prefixes gained lost
flows alive ending rows complete"

plan 20
lc apply "$DIR/base.yaml" >/dev/null 2>&1
cp "$DIR/base.yaml" "$DIR/new.yaml"
is "$(lc diff --json "$DIR/new.yaml" | shape)" "$SHAPE" "the same: the shape"
is "$(json schema)" diff/1 "its schema"
is "$(json live)" "$(json file)" "both are one"
is "$(json live.sha256)" "$(lc status --json | field policy.sha256)" \
	"the one in force"
is "$(json mode)" '{"live": "enforce", "file": "enforce"}' "its mode"
new=$(changed 's/mode: enforce/mode: monitor/' 's/revision: "1"/revision: "2"/' \
	's/10\.20\.0\.10/10.20.0.11/' '/name: time/d' 's/44:19:b6/44:19:b7/' \
	's/unlisted: pass/unlisted: drop/' 's/\[101, 102\]/[101]/')
is "$(lc diff --json "$new" | shape)" "$SHAPE" "another: the shape"
is "$(json same)" false "not the same"
is "$(json judged_same)" false "nor judged so"
isnt "$(json live.sha256)" "$(json file.sha256)" "two policies"
is "$(json file.revision)" 2 "the one to come"
is "$(json mode)" '{"live": "enforce", "file": "monitor"}' "modes"
is "$(json policy.0)" '{"key": "revision", "live": "1", "file": "2"}' \
	"a field is a key, what was and what would be"
is "$(json interfaces)" '[{"name": "lan0", "change": "changed", "fields": [{"key": "unlisted", "live": "pass", "file": "drop"}]}]' \
	"interfaces"
is "$(json zones)" '[{"name": "hall", "change": "changed", "fields": [{"key": "vlans", "gained": ["101"], "lost": ["101-102"]}]}]' \
	"zones"
is "$(json endpoints)" '[{"name": "recorder", "change": "changed", "fields": [{"key": "prefixes", "gained": ["10.20.0.11"], "lost": ["10.20.0.10"]}], "used_by": ["cameras/video"]}]' \
	"endpoints, and who uses them"
is "$(json groups)" '[{"name": "cameras", "change": "changed", "fields": [{"key": "prefixes", "gained": ["44:19:b7/24"], "lost": ["44:19:b6/24"]}]}]' \
	"groups"
is "$(json rules.0 | "$PYTHON" -c '
import json, sys
row = json.load(sys.stdin)
print(*row.keys())
print(row["group"], row["name"], row["change"], row["moved"],
      row["live_place"], row["file_place"], len(row["fields"]))')" \
	"group name change moved live_place file_place fields
cameras time removed False 2 None 4" "rules"
is "$(json prefixes.lost)" '[{"prefix": "44:19:b6/24", "group": "cameras", "vendor": "hikvision", "zones": ["lan0", "hall"]}]' \
	"prefixes, with vendor and zones"
is "$(json prefixes.gained.0.group)" cameras "gained ones too"
is "$(json permits)" "[]" "no permits"
finish
