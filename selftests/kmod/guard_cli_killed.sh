#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply killed at any instant: what the policy in force lists is always in the
# guard's tables, and the next apply leaves exactly its own.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
plan 4

# The policy in force, name and identity; the guard's tables, likewise.
in_words()
{
	lc status | sed -n 's/^policy  *\([a-z]*\) (\([0-9a-f]*\)) from.*/\1 \2/p'
}

tables()
{
	lc guard status | sed -n 's/^\(table\|staged\)  *\([0-9a-f]*\), .*/\1 \2/p'
}

one=$(policy one lan0)
two=$(policy two lan0)
sed -i 's/44:19:b6/ac:cc:8e/' "$two"
lc apply "$one" >/dev/null 2>&1
began=${EPOCHREALTIME/./}
lc apply "$two" >/dev/null 2>&1
took=$((${EPOCHREALTIME/./} - began))
lc apply "$one" >/dev/null 2>&1
want="table $(in_words | cut -d' ' -f2)"
isnt "$want" "table " "a policy is in force"
is "$(tables)" "$want" "an apply that is not killed"
bad='' gone=0
for part in 1 2 3 4 5 6 7 8 9; do
	# the last ones more closely, where it switches
	micros=$((took * (part + 3) / 12))
	kill_after "$((micros / 1000000)).$(printf %06d $((micros % 1000000)))" \
		apply "$two"
	read -r name sha <<<"$(in_words)"
	grep -q " $sha" <<<"$(tables)" || bad="$bad $part:lost"
	case $name in
	one)	;;
	two)	gone=$((gone + 1)) ;;
	*)	bad="$bad $part:$name" ;;
	esac
	lc apply "$one" >/dev/null 2>&1 || bad="$bad $part:apply"
	[ "$(tables)" = "$want" ] || bad="$bad $part:left"
done
is "$bad" "" "the table of the policy in force is always there"
echo "# $gone of 9 got as far as the switch, of $took us each"
is "$(port lan0 state)" open "the port is open"
finish
