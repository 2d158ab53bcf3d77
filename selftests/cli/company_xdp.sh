#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Another XDP program takes the port while serve runs: ours is not attached
# beside it, nor in generic mode; that is said once, with its name. When it goes,
# ours comes back.
. "$(dirname "$0")/lib_serve.sh"
place
foreign lan1 xdp || skip "cannot load another XDP program"
plan 11
inside bpftool net detach xdp dev lan1
run 0 "apply" lc apply "$(policy one lan0 lan1)"
serve_start
ip -n "$NS" link del lan0
ip -n "$NS" link add lan0 type veth peer name cam0 &&
	foreign lan0 xdp
result $? "lan0 comes back with another XDP program on it"
until_true grep -q 'apply --again: .*lan0.*"foreign"' "$DIR/log"
result $? "it is named"
isnt_attached lan0 "it is left alone"
is "$(inside bpftool net show dev lan0 | grep -c generic)" 0 \
	"nor is ours there in generic mode"
is_attached lan1 "the other port stays attached"
tries=$(grep -c 'apply --again' "$DIR/log")
serve_tries
result $? "it is tried again"
is "$(grep -c 'apply --again' "$DIR/log")" "$tries" "it is said once"
run 0 "the other one goes" inside bpftool net detach xdp dev lan0
is_attached lan0 "ours is attached"
run 0 "status --check" lc status --check
finish
