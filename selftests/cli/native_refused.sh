#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Where a driver has native XDP and refuses it, apply changes nothing and tells
# in the driver's words what it wants; --dry-run warns where it offers none.
. "$(dirname "$0")/lib.sh"
place
command -v strace >/dev/null || skip "strace is missing: package strace"
plan 11
words='XDP expects number of rx queues not less than peer tx queues'
ip -n "$NS" link add lan2 numrxqueues 1 numtxqueues 1 type veth \
	peer name cam2 numtxqueues 2 numrxqueues 1
ip -n "$NS" link set lan2 up
before=$(footprint)
for mode in auto native; do
	export ENTRY="xdp: $mode"
	run 1 "xdp: $mode" lc apply "$(policy "$mode" lan2)"
	matches "$OUT" "\"lan2\": its driver refuses native XDP: veth: $words \(.*; put that right" \
		"it has the driver's words"
done

# Some drivers say EBUSY for too few queues. Another program, or one above, would
# be in the way with that errno, too; here is none.
file=$(policy busy lan2)
traced()
{
	inside strace -f -e trace=bpf "$@" "$LENSCAP" apply "$file" \
		--pin "$PIN" --state "$STATE"
}
run 1 "the calls of apply" traced -o "$DIR/calls"
nth=$(grep 'bpf(BPF' "$DIR/calls" | grep -n -m 1 BPF_LINK_CREATE | cut -d: -f1)
run 1 "the errno for a port that is busy" traced -o "$DIR/again" \
	-e "inject=bpf:error=EBUSY:when=${nth:-0}"
matches "$OUT" "refuses native XDP: veth: $words \(.*busy" \
	"it has the driver's words"
is "$(footprint)" "$before" "nothing is left, and no program on the device"
is "$(ip -n "$NS" -d link show lan2 | grep -c xdp)" 0 "nor one of the asking"
run 0 "--dry-run" lc apply --dry-run "$(policy native lan2)"
if [ "$(printf '%s\n' 6.3 "$(uname -r)" | sort -V | head -n 1)" = 6.3 ]; then
	matches "$OUT" "lan2: it offers no native XDP" "it warns"
else
	echo "ok $((TAP_COUNT += 1)) it warns # SKIP before Linux 6.3 none tells"
fi
finish
