#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Devices with names that mean something to nft stand on a port of the policy:
# its file can be loaded all the same, and holds no less.
. "$(dirname "$0")/lib_boot.sh"
boot_place

# odd NAME: a device above lan0, which takes the router's frames there
odd()
{
	ip -n "$NS" link add "$1" link lan0 address 02:00:5e:00:00:02 \
		type macvlan mode bridge 2>/dev/null
}

odd 'x*' || skip "this kernel has no macvlan"
plan 10
ip -n "$NS" link del 'x*'
# shellcheck disable=SC1003,SC2016 # dollars and backslashes stay
for name in 'x*' 'a"b' '"' 'c\' 'd$e;#{}'; do
	odd "$name"
	file=$(boot_policy "${name//[^a-z]/-}z")
	lc apply "$file" >/dev/null 2>&1
	run 0 "$name: the fallback" inside nft -f "$STATE/fallback.nft"
	ip -n "$NS" link set "$name" up
	ip -n "$NS" addr flush dev lan0
	ip -n "$NS" addr add 10.20.0.1/24 dev "$name"
	lc unload >/dev/null
	inside nft -f "$STATE/fallback.nft"
	is "$(arrive --dst-mac 02:00:5e:00:00:02 "$CAM" "$PC")" "drop pass" \
		"$name: drops what comes by it"
	inside nft flush ruleset
	ip -n "$NS" link del "$name"
	boot_addresses
done
finish
