#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A port that was renamed is judged as before, by its old name, also when another
# device appears meanwhile and all is put in force again; one that takes the old
# name is attached, and so is the first once it has its name back.
. "$(dirname "$0")/lib_serve.sh"
place
plan 12

rename()
{
	ip -n "$NS" link set "$1" down
	ip -n "$NS" link set "$1" name "$2"
	ip -n "$NS" link set "$2" up
}

run 0 "apply" lc apply "$(policy one lan0 lan1)"
serve_start
old=$(ip -n "$NS" -j link show lan0 | field 0.ifindex)
rename lan0 old0
matches "$(lc status)" "lan0 is called old0 now" "status says what it is called"
run 0 "status --check" lc status --check
ip -n "$NS" link del lan1
ip -n "$NS" link add lan1 type veth peer name cam1
is_attached lan1 "another device is attached"
run 0 "status --check" lc status --check
is "$(lc status --json | field interfaces.0.name interfaces.0.ifindex)" \
	"lan0
$old" "the renamed one is still the policy's lan0"
send cam0 44:19:b6:00:00:01 1
wait_counted drop 1
result $? "and is judged"
ip -n "$NS" link add lan0 type veth peer name cam9
is_attached lan0 "another device takes the name: it is attached"
isnt "$(lc status --json | field interfaces.0.ifindex)" "$old" "it is lan0 now"
ip -n "$NS" link del lan0
rename old0 lan0
is_attached lan0 "it has its name back: it is attached"
is "$(lc status --json | field interfaces.0.ifindex)" "$old" "it is lan0 again"
run 0 "status --check" lc status --check
finish
