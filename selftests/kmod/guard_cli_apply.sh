#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply hands the guard the table of what it puts in force: of every switch the
# new prefixes, everywhere, and no frame of others.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
plan 13
two=$(policy two lan0)
sed -i 's/44:19:b6/ac:cc:8e/' "$two"
run 0 "apply" lc apply "$(policy one lan0)"
drops lan0 cam0 0 "$CAM" "a judged port drops nothing of itself"
is "$(counted drop)" 3 "the program does"
is "$(port lan0 passed)" 0 "and what it dropped never came this far"
drops lan1 cam1 3 "$CAM" "a port that the policy does not name is closed"
drops lan1 cam1 3 46:19:b6:00:00:05 "for the second address too"
drops lan1 cam1 0 00:11:22:33:44:55 "and not for others"
detach xdp lan0
drops lan0 cam0 3 "$CAM" "without the program the other is closed"
run 0 "apply another policy" lc apply "$two"
is "$(told current.in_force)" true "the guard has its table"
drops lan1 cam1 0 "$CAM" "prefixes that it lacks are forgotten"
drops lan1 cam1 3 ac:cc:8e:00:00:01 "its own are known"
is "$(told state)" open "the program is attached again"
finish
