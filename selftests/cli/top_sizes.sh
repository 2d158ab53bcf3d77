#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# top on terminals of any size, changed under it: it draws what has room, goes on,
# and shows policy, devices, attempts and counters where there is room for them.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_top.sh"
plan 15

lc apply "$(policy one)" >/dev/null 2>&1
send cam0 44:19:b6:00:00:05 1 --count 3 --proto tcp --dport 8443 --flags syn
wait_counted drop 3
"$PYTHON" "$CLI_ROOT/selftests/cli/_census.py" "$PIN" <<EOT
name mac=44:19:b6:00:00:05 peer=203.0.113.9 port=8443 name=a\\x1b[31mb.example
device mac=44:19:b6:00:00:06 ipv6=fd20::5 last=9
EOT
export LC_ALL=C.UTF-8
top_start 80 24
top_shows "^policy +one \([0-9a-f]{12}\), enforce"
result $? "the policy"
top_shows "^devices +2 active: 2 hikvision"
result $? "the devices that are active, by makers"
top_shows "^frames +[0-9.]+/s dropped"
result $? "rates, after the second reading"
top_shows "^44:19:b6:00:00:05 hikvision +lan0 +10.20.0.5 +0 +0 "
result $? "a device"
tm send-keys Tab
top_shows "^44:19:b6:00:00:05 203.0.113.9 +tcp 8443 +drop +0 a\?\[31mb.exam"
result $? "after tab an attempt, nothing in its name obeyed"
tm send-keys c
top_shows "^lan0 +in +banned +hikvision +drop +default"
result $? "after c the counters"
tm send-keys h
top_shows "^q +quit"
result $? "after h, help"
tm send-keys x d
for size in "20 5" "5 2" "2 1" "1 1" "1 40" "300 2"; do
	read -r columns lines <<<"$size"
	tm resize-window -x "$columns" -y "$lines"
	tm send-keys Tab s
	# the beginning of its title; a terminal leaves its last cell blank
	title=lenscap
	top_shows "^${title:0:columns - 1}" && kill -0 "$TOP_PID"
	result $? "at $columns by $lines"
done
tm resize-window -x 200 -y 50
tm send-keys d
top_shows "^44:19:b6:00:00:06 hikvision +lan0 +fd20::5 .* banned "
result $? "large again, with more columns"
tm send-keys q
top_shows "^END 0$"
result $? "q quits, and leaves the terminal as it was"
finish
