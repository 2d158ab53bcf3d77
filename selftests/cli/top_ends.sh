#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# top ends on signals as on q, with the terminal as it was; goes on while the
# policy goes and comes; and refuses where there is no terminal, or none it knows.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_top.sh"
plan 12

run 1 "no terminal" lc top
matches "$OUT" "a terminal is needed" "it says so"
run 2 "no such interval" lc top --interval 0
top_start 80 24
top_shows "^lenscap: no policy is in force"
result $? "nothing applied"
top_shows "^END 1$"
result $? "status 1"
tm kill-server
lc apply "$(policy one)" >/dev/null 2>&1
for signal in INT TERM HUP; do
	top_start 80 24
	top_shows "^policy +one"
	kill -"$signal" "$TOP_PID"
	top_shows "^END 0$"
	result $? "SIG$signal"
	tm kill-server
done
top_start 80 24
top_shows "^policy +one"
lc unload >/dev/null 2>&1
top_shows "^no policy is in force"
result $? "unloaded under it"
lc apply "$(policy two)" >/dev/null 2>&1
top_shows "^policy +two"
result $? "applied under it"
tm send-keys C-c
top_shows "^END 0$"
result $? "^C"
tm kill-server
TERM=none run 1 "an unknown terminal" inside script -qec \
	"'$LENSCAP' top --pin '$PIN' --state '$STATE'" /dev/null
finish
