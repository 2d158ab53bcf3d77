#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# While somebody changes the router, serve waits, and says nothing of what is
# half done; afterwards it does what is left to do.
. "$(dirname "$0")/lib_serve.sh"
place
command -v flock >/dev/null || skip "flock is missing: package util-linux"
plan 7

is_locked()
{
	! flock -n "$PIN" true
}

run 0 "apply" lc apply "$(policy one)"
serve_start
flock --no-fork "$PIN" sleep 60 &
holder=$!
STARTED="$STARTED $holder"
until_true is_locked
result $? "somebody holds the lock"
detach xdp lan0
ip -n "$NS" link set lan1 alias news
serve_goes_on
isnt_attached lan0 "serve waits"
is "$(cat "$DIR/events")" "" "and tells of nothing"
kill "$holder"
told attach-lost interface=lan0 direction=ingress
is_attached lan0 "then it attaches"
is "$(grep -c 'apply --again' "$DIR/log")" 0 "no try failed"
finish
