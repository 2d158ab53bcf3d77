#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# diff compares and changes nothing: exit 0 what is in force, 3 something else,
# 2 not valid, 1 nothing to compare with; it waits for no writer.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_diff.sh"
plan 31
run 2 "no file named" lc diff
run 1 "nothing in force" lc diff "$DIR/base.yaml"
matches "$OUT" "no policy is in force" "it says so"
matches "$OUT" "apply" "and what to do"
is "$(test -e "$PIN" || test -e "$STATE"; echo $?)" 1 "no directory is made"
run 0 "apply" lc apply "$DIR/base.yaml"
before=$(footprint; cat "$STATE/running.yaml"; bpftool map dump pinned "$PIN/names")
run 0 "the same file" lc diff "$DIR/base.yaml"
matches "$OUT" "the same policy is in force: site-7 1 \([0-9a-f]{12}\)" \
	"it says so"
is "$(wc -l <<<"$OUT")" 1 "and nothing else"
lc show >"$DIR/shown.yaml"
run 0 "what show prints is the same" lc diff "$DIR/shown.yaml"
run 0 "the same in JSON" lc diff --json "$DIR/base.yaml"
is "$(field same <<<"$OUT")" true "it is the same"
new=$(changed 's/name: video/name: pictures/' 's/call/new-name/')
run 3 "another file" lc diff "$new"
matches "$OUT" "^in force: site-7 1 \(" "what is in force"
matches "$OUT" "^file: +site-7 1 \(" "what is compared"
run 3 "in JSON" lc diff --json "$new"
is "$(field same <<<"$OUT")" false "it is not the same"
is "$(footprint; cat "$STATE/running.yaml"; bpftool map dump pinned "$PIN/names")" \
	"$before" "nothing is changed, no name kept"
new=$(changed 's/revision: "1"/revision: "2"/')
run 3 "only a label" lc diff "$new"
matches "$OUT" "^every frame would be judged as it is now" \
	"frames are judged the same"
run 2 "not valid" lc diff "$(changed 's/default: drop/default: dropp/')"
matches "$OUT" "new.yaml:[0-9]+:[0-9]+: .*dropp" "it says where"
run 2 "no such file" lc diff "$DIR/none.yaml"
run 1 "a device that is not here" lc diff "$(changed 's/lan0/lan7/')"
matches "$OUT" "lan7.*no such device" "it says which"

ip -n "$NS" addr add 192.0.2.1/24 dev lan0
run 3 "an address more on the port" lc diff "$DIR/base.yaml"
matches "$OUT" "addresses or devices of this router" "it says so"
ip -n "$NS" addr del 192.0.2.1/24 dev lan0

if command -v flock >/dev/null; then
	flock --no-fork "$PIN" sleep 60 &
	STARTED=$!
	for _ in $(seq 100); do
		flock -n "$PIN" true || break
		sleep .05
	done
	run 0 "while somebody writes" lc diff "$DIR/base.yaml"
	kill "$STARTED"
else
	skip_one "while somebody writes" "flock is missing: package util-linux"
fi
run 1 "from another namespace" "$LENSCAP" diff "$DIR/base.yaml" --pin "$PIN"
matches "$OUT" "another network namespace" "it says so"
lc unload >/dev/null 2>&1
run 1 "after unload" lc diff "$DIR/base.yaml"
finish
