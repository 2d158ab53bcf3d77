#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the tests share that cut lenscap short. Sourced; lab/faults.py does it,
# and which places they take stands in them.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Where each system call is slow, as in an emulated machine, few places do.
fault_seconds()
{
	[ -z "${LENSCAP_VM:-}" ] || { echo 1; return; }
	echo "$1"
}

# fault_place: the namespace, and policies one and two of lab/sight.py
fault_place()
{
	local name

	place
	command -v strace >/dev/null || skip "strace is missing: package strace"
	command -v bpftool >/dev/null || skip "bpftool is missing: package bpftool"
	inside sysctl -qw net.ipv6.conf.all.disable_ipv6=1
	for name in lan0 lan1 cam0 cam1; do
		ip -n "$NS" link set "$name" arp off
	done
	for name in one two; do
		{
			echo "version: 1"
			echo "policy: {name: $name}"
			echo "interfaces:"
			echo "  - {name: lan0}"
			if [ "$name" = two ]; then
				echo "  - {name: lan1}"
				echo "zones:"
				echo "  - {name: hall, interface: lan1, vlans: [untagged, 7]}"
			fi
			echo "groups:"
			echo "  - {name: g-$name, prefixes: [\"44:19:b6/24\"]}"
		} >"$DIR/$name.yaml"
	done
}

# needs_confirm: a lenscap that can take a policy back by itself
needs_confirm()
{
	lc apply --confirm 600 "$DIR/one.yaml" >/dev/null 2>&1
	[ $? -ne 2 ] || skip "this lenscap has no apply --confirm"
	lc rollback >/dev/null 2>&1
	lc unload >/dev/null 2>&1
}

# faults KIND SCENARIO SECONDS NAME: one result. In a mount namespace of its own:
# what a fault makes of the machine's mounts must not outlive it.
faults()
{
	local found status

	found=$(inside unshare --mount "$PYTHON" "$CLI_ROOT/selftests/lab/faults.py" \
		"$1" "$2" "$(fault_seconds "$3")" \
		"$LENSCAP" "$PIN" "$STATE" "$DIR" 2>"$DIR/did")
	status=$?
	sed 's/^/# /' "$DIR/did"
	[ "$status" -eq 0 ] || found="$found (status $status)"
	is "$found" "" "$4"
}
