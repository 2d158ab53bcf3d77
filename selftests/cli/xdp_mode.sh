#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# xdp: generic forces the generic mode, native goes back, and status tells what
# is so. auto takes native where the driver has it, generic where it has not.
. "$(dirname "$0")/lib.sh"
place
plan 12

mode()
{
	lc status --json | field interfaces.0.ingress.mode
}

for want in generic native; do
	export ENTRY="xdp: $want"
	run 0 "apply with xdp: $want" lc apply "$(policy "$want")"
	is "$(mode)" "$want" "it is $want"
done
run 0 "status --check" lc status --check
lc unload >/dev/null
export ENTRY=
run 0 "apply with xdp: auto" lc apply "$(policy auto)"
is "$(mode)" native "a veth is native"
lc unload >/dev/null
ip -n "$NS" link add br0 type bridge && ip -n "$NS" link set br0 up
export ENTRY="xdp: native"
run 1 "xdp: native on a driver without it" lc apply "$(policy bridge br0)"
matches "$OUT" "br0.*no native XDP" "it says so"
export ENTRY=
run 0 "xdp: auto on a driver without it" lc apply "$(policy bridge br0)"
is "$(mode)" generic "it is generic"
matches "$OUT" "generic" "and apply says so"
finish
