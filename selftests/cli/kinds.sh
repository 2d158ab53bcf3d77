#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Each kind of device that this kernel has, named by a policy: accepted or
# refused, how XDP and tc get on it, what is judged there, and what when ports
# come and go after apply. docs/interfaces.md is the table of it; _kinds.py asks.
. "$(dirname "$0")/lib.sh"

# Two network cards wired back to back, as a virtual machine of these tests has
# them, and never those of a machine that somebody uses.
CARDS=()
find_cards()
{
	local driver

	[ -n "${LENSCAP_VM:-}" ] || return
	for driver in /sys/class/net/*/device/driver; do
		[ "$(basename "$(realpath "$driver")")" != virtio_net ] ||
			CARDS+=("$(cut -d/ -f5 <<<"$driver")")
	done
	[ ${#CARDS[@]} -eq 2 ] || CARDS=()
}

# They outlive the namespace, with their own names again
give_back()
{
	local i=0 dev

	[ ${#CARDS[@]} -eq 0 ] || lc unload >/dev/null 2>&1
	for dev in "${CARDS[@]}"; do
		ip -n "$NS" link set "card$i" down promisc off mtu 1500
		ip -n "$NS" link set "card$i" name "$dev" netns 1
		i=$((i + 1))
	done
	cleanup
}

place
ip -n "$NS" link del lan0
ip -n "$NS" link del lan1
find_cards
trap give_back EXIT
for i in "${!CARDS[@]}"; do
	ip link set "${CARDS[i]}" netns "$NS" name "card$i" || exit 1
done
export LENSCAP PIN STATE DIR
inside "$PYTHON" "$CLI_ROOT/selftests/cli/_kinds.py"
