#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The demo shows what it says and leaves nothing behind, also when interrupted.
. "$(dirname "$0")/lib.sh"

plan 8
lab_begin
need_lenscap

# background jobs of a shell ignore INT unless told not to
demo()
{
	env --default-signal=INT TMPDIR="$LAB_DIR" \
		"$LAB_ROOT/selftests/demo.sh" </dev/null >"$LAB_DIR/demo" 2>&1 &
	pid=$!
}

demo
wait "$pid"
status=$?
[ "$status" -eq 0 ] || sed 's/^/# /' "$LAB_DIR/demo"
is "$status" 0 "the demo ends with 0"
is "$(grep -c unexpected "$LAB_DIR/demo")" 0 "nothing in it is unexpected"
is "$(grep -c $'\e' "$LAB_DIR/demo")" 0 "no colours where there is no terminal"
ok "nothing remains" wait_for 20 lab_gone "$pid"

for signal in INT TERM; do
	demo
	ok "$signal: it got to the policy" \
		wait_for 60 grep -q 'lenscap apply' "$LAB_DIR/demo"
	kill "-$signal" "$pid"
	wait "$pid"
	ok "$signal: nothing remains" wait_for 20 lab_gone "$pid"
done
finish
