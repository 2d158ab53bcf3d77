#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# serve tells that the guard closed a port whose programs went, and opened it when
# they came back; not of ports that were so before.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
plan 8

# event NAME: told of lan0, within some seconds
event()
{
	for _ in $(seq 300); do
		grep -q "\"LENSCAP_EVENT\":\"$1\".*\"interface\":\"lan0\"" \
			"$DIR/events" && return 0
		sleep .1
	done
	sed 's/^/# /' "$DIR/events" "$DIR/log"
	return 1
}

run 0 "apply" lc apply "$(policy one lan0 lan1)"
for _ in $(seq 100); do
	[ "$(port lan0 state)" = open ] && break
	sleep .1
done
is "$(port lan0 state)" open "the port is open"
nsenter --net="/run/netns/$NS" -- "$LENSCAP" serve --events json --pin "$PIN" \
	--state "$STATE" >"$DIR/events" 2>"$DIR/log" &
STARTED="$STARTED $!"
for _ in $(seq 300); do
	grep -q watching "$DIR/log" && break
	sleep .1
done
# so that nothing is attached again at once
exec 9<"$PIN"
flock 9
run 0 "detach" detach xdp lan0
for _ in $(seq 100); do
	[ "$(port lan0 state)" = closed ] && break
	sleep .1
done
is "$(port lan0 state)" closed "the guard closed it"
flock -u 9
event guard-closed
result $? "told: guard-closed"
event guard-opened
result $? "told: guard-opened, once it is attached again"
is "$(grep -c 'guard-' "$DIR/events")" 2 "once each, and nothing of lan1"
matches "$(cat "$DIR/log")" "guard-closed: lan0: the guard drops what listed devices send" \
	"in words"
finish
