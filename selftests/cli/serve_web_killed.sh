#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The process that speaks HTTP is one of its own: killed, it comes back, and serve
# goes on; when serve is gone, however, it is gone too.
. "$(dirname "$0")/lib_web.sh"
web_place
plan 9

# comes_back: somebody answers, and it is not the first
comes_back()
{
	for _ in $(seq 20); do
		fetch /healthz --max-time 1
		[ "$STATUS" = 200 ] && [ "$(web_pid)" != "$first" ] && return 0
		sleep .3
	done
	return 1
}

gone()
{
	[ ! -d "/proc/$1" ]
}

lc apply "$(policy one lan0 lan1)" >/dev/null 2>&1
serve_start
fetched 200 "it answers" /healthz
first=$(web_pid)
kill -KILL "$first"
comes_back
result $? "killed, it comes back"
until_true grep -q "what speaks HTTP ended by itself (signal 9)" "$DIR/log"
result $? "and so serve says"
detach xdp lan0
is_attached lan0 "serve goes on"

# as when it was made to do what it should not
first=$(web_pid)
kill -SEGV "$first"
comes_back
result $? "dead by a fault, it comes back"
waits=$(grep -o "again in [0-9]* ms" "$DIR/log" | tr -dc '0-9\n' | tr '\n' ' ')
is "$waits" "500 1000 " "ever more rarely"

web=$(web_pid)
kill -STOP "$web"
send cam0 44:19:b6:00:00:05 2
detach xdp lan1
is_attached lan1 "serve does not wait for it"
kill -CONT "$web"
serve_stop KILL
until_true gone "$web"
result $? "gone with serve"
serve_start
fetched 200 "the next serve answers" /healthz
finish
