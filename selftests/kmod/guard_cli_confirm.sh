#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What a draft does not name stays in the guard's table until the draft is
# confirmed; what it adds is in there from the start; and each way back is exact.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
plan 16
NEW=ac:cc:8e:00:00:01
two=$(policy two lan0)
sed -i 's/44:19:b6/ac:cc:8e/' "$two"

draft()
{
	lc apply --confirm "$1" "$two" 2>/dev/null | sed -n 's/^pending //p'
}

back()
{
	for _ in $(seq 200); do
		[ "$(in_force)" = one ] && return 0
		sleep .1
	done
	return 1
}

# lan1 is in no policy, so the guard alone decides there
run 0 "apply" lc apply "$(policy one lan0)"
drops lan1 cam1 0 "$NEW" "a prefix of the next policy is not known"
draft 600 >/dev/null
is "$(told staged.prefixes)" 1 "the draft's table is staged"
drops lan1 cam1 3 "$CAM" "what it does not name is dropped still"
drops lan1 cam1 3 "$NEW" "what it names is, too"
run 0 "rollback" lc rollback
is "$(told staged)" null "nothing is staged"
drops lan1 cam1 3 "$CAM" "the policy before has its prefix"
drops lan1 cam1 0 "$NEW" "and no other"
id=$(draft 600)
run 0 "confirm" lc confirm "$id"
drops lan1 cam1 0 "$CAM" "what it does not name is forgotten"
drops lan1 cam1 3 "$NEW" "what it names is dropped"
is "$(told staged current.in_force | paste -sd' ')" "null true" \
	"the guard has its table"
run 0 "rollback of what was confirmed" lc rollback
draft 1 >/dev/null
back
is "$?" 0 "a draft whose time is over"
run 0 "apply" lc apply "$(policy one lan0)"
finish
