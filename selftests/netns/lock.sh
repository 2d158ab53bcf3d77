#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# One writer at a time: while an apply runs, a second one is told who holds the
# lock and changes nothing; an apply that is killed holds no lock.
. "$(dirname "$0")/lib.sh"

plan 8
need_lenscap
lab_up
policy >"$LAB_DIR/policy.yaml"

# hold: stops an apply as soon as it holds a lock; sets holder
hold()
{
	for _ in {1..50}; do
		nsenter --net="/run/netns/$LAB-rtr" "$LENSCAP" apply \
			"$LAB_DIR/policy.yaml" --pin "$LAB_PIN" \
			--state "$LAB_STATE" </dev/null >"$LAB_DIR/held" 2>&1 &
		holder=$!
		while kill -0 "$holder" 2>/dev/null; do
			grep -q " $holder " /proc/locks || continue
			kill -STOP "$holder" && return
		done
		wait "$holder"
	done
	return 1
}

hold
result $? "an apply holds the lock, and is stopped there"
said=$(apply "$LAB_DIR/policy.yaml" 2>&1)
is $? 1 "a second apply ends with status 1"
matches "$said" "(^|[^0-9])$holder([^0-9]|$)" "it says which process holds the lock"
kill -CONT "$holder"
wait "$holder"
is $? 0 "the first goes on and succeeds"
ok "then the second succeeds" apply "$LAB_DIR/policy.yaml"

hold
result $? "another apply holds the lock"
kill -KILL "$holder"
wait "$holder" 2>/dev/null
ok "it is killed, and the next succeeds" apply "$LAB_DIR/policy.yaml"
fails "the camera is closed in" tcp cam "$NET4" 80
finish
