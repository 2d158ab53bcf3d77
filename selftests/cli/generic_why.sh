#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply and status say why a port is judged in generic mode: the device has no
# native XDP, the policy wants it so, or the driver refused, in its own words.
. "$(dirname "$0")/lib.sh"
place
command -v strace >/dev/null || skip "strace is missing: package strace"
plan 16

ingress()
{
	lc status --json | field "interfaces.0.ingress.$1"
}

# offered VALUE: that, where the kernel tells what a driver offers (6.3)
offered()
{
	[ "$(printf '%s\n' 6.3 "$(uname -r)" | sort -V | head -n 1)" = 6.3 ] &&
		echo "$1" || echo null
}

ip -n "$NS" link add br0 type bridge && ip -n "$NS" link set br0 up
run 0 "a bridge" lc apply "$(policy bridge br0)"
matches "$OUT" "br0: .*generic.*such a device has no native XDP; name its ports" \
	"apply says why it is generic"
is "$(ingress cause) $(ingress native)" "missing $(offered false)" "so does JSON"
lc unload >/dev/null

export ENTRY="xdp: generic"
run 0 "a veth, xdp: generic" lc apply "$(policy asked)"
matches "$OUT" "lan0: .*generic.*the policy says xdp: generic" "it says why"
is "$(ingress cause) $(ingress native) $(ingress refusal)" \
	"asked $(offered true) null" "so does JSON"
export ENTRY="xdp: native"
run 0 "native once more" lc apply "$(policy native)"
is "$(lc status | grep -c generic)" 0 "no word of generic mode"
is "$(ingress cause)" null "nor in JSON"
lc unload >/dev/null

# A veth with too few queues has words, but no such errno as auto goes generic
# for; other drivers have both. So the errno is put in, and the words are real.
export ENTRY=
ip -n "$NS" link add lan2 numrxqueues 1 numtxqueues 1 type veth \
	peer name cam2 numtxqueues 2 numrxqueues 1
ip -n "$NS" link set lan2 up
words='XDP expects number of rx queues not less than peer tx queues'
# traced LOG [EXPRESSION...]: apply, its calls of bpf() in the log
traced()
{
	local log=$1 file

	shift
	file=$(policy queues lan2)
	inside strace -f -e trace=bpf "$@" -o "$log" "$LENSCAP" apply "$file" \
		--pin "$PIN" --state "$STATE"
}
run 1 "a veth with too few queues" traced "$DIR/calls"
nth=$(grep 'bpf(BPF' "$DIR/calls" | grep -n -m 1 BPF_LINK_CREATE | cut -d: -f1)
run 0 "the errno for no native mode, auto" traced "$DIR/again" \
	-e "inject=bpf:error=EOPNOTSUPP:when=${nth:-0}"
matches "$OUT" "lan2: .*generic.*veth, refused native mode: veth: $words" \
	"apply has the driver's words"
matches "$(lc status)" "warning: lan2: .*$words; its MTU is 1500 now" \
	"status, later, has them and the MTU"
is "$(ingress mode) $(ingress cause)" "generic refused" "JSON has the cause"
is "$(ingress refusal)" "veth: $words" "and the words"
ip -n "$NS" link set cam2 mtu 1400
ip -n "$NS" link set lan2 mtu 1400
matches "$(lc status)" "its MTU is 1400 now" "status looks at the MTU each time"
finish
