#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The next serve starts though a process that the last one had forked still
# holds its lock for a moment.
. "$(dirname "$0")/lib_serve.sh"
place
plan 3
run 0 "apply" lc apply "$(policy one)"
serve_start
serve_stop TERM
[ -f "$STATE/serve.lock" ]
result $? "there is a lock"
flock --no-fork "$STATE/serve.lock" sleep .5 &
STARTED="$STARTED $!"
held()
{
	! flock -n "$STATE/serve.lock" true
}
until_true held
serve_start
grep -q watching "$DIR/log"
result $? "it waits for it"
finish
