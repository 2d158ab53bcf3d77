#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply killed at any instant: the old or the new policy is in force, whole, and
# the next apply succeeds; so does unload.
. "$(dirname "$0")/lib.sh"
place
plan 5

# kill_after SECONDS ARGUMENT...: lenscap killed after so long
kill_after()
{
	local delay=$1 pid

	shift
	# no function: the process in the background is lenscap itself
	nsenter --net="/run/netns/$NS" -- "$LENSCAP" "$@" --pin "$PIN" \
		--state "$STATE" >/dev/null 2>&1 &
	pid=$!
	STARTED="$STARTED $pid"
	sleep "$delay"
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
}

one=$(policy one lan0)
two=$(policy two lan0 lan1)
delays="0 .002 .004 .006 .008 .010 .013 .016 .020 .025 .030 .040"

bad=
for delay in $delays; do
	kill_after "$delay" apply "$two"
	name=$(in_force)
	case $name in
	two)	lc status --check >/dev/null 2>&1 || bad="$bad $delay:check" ;;
	-|null)	;;
	*)	bad="$bad $delay:$name" ;;
	esac
	lc apply "$one" >/dev/null 2>&1 || bad="$bad $delay:apply"
	lc status --check >/dev/null 2>&1 || bad="$bad $delay:status"
	lc unload >/dev/null 2>&1 || bad="$bad $delay:unload"
done
is "$bad" "" "a first apply"
is "$(footprint | grep -v rx-vlan)" "" "nothing is left after it"

lc apply "$one" >/dev/null 2>&1
bad=
for delay in $delays; do
	kill_after "$delay" apply "$two"
	name=$(in_force)
	case $name in
	one|two) ;;
	*)	bad="$bad $delay:$name" ;;
	esac
	# the port that both name is attached all the while
	[ "$(lc status --json 2>/dev/null | field interfaces.0.ingress.attached)" = true ] ||
		bad="$bad $delay:lan0"
	lc apply "$one" >/dev/null 2>&1 || bad="$bad $delay:apply"
	[ "$(in_force)" = one ] || bad="$bad $delay:other"
	lc status --check >/dev/null 2>&1 || bad="$bad $delay:status"
done
is "$bad" "" "a later apply"

bad=
for delay in $delays; do
	kill_after "$delay" unload
	lc unload >/dev/null 2>&1 || bad="$bad $delay:unload"
	footprint | grep -qv rx-vlan && bad="$bad $delay:left"
	lc apply "$one" >/dev/null 2>&1 || bad="$bad $delay:apply"
done
is "$bad" "" "an unload"
lc unload >/dev/null 2>&1
is "$(footprint | grep -v rx-vlan)" "" "nothing is left"
finish
