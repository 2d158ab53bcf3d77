#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The fallback on VLAN devices above a port: those that were there when it was
# written get what their zone gets, those that came later are dropped from.
. "$(dirname "$0")/lib_boot.sh"
boot_place

# vlan DEV LOWER ID: and it is what 10.20.0.0/24 is behind
vlan()
{
	ip -n "$NS" link add "$1" link "$2" type vlan id "$3" 2>/dev/null ||
		return
	ip -n "$NS" link set "$1" up
}

# behind DEV: the cameras are reached by that device now
behind()
{
	ip -n "$NS" addr flush dev lan0
	ip -n "$NS" addr flush to 10.20.0.0/24
	ip -n "$NS" addr add 10.20.0.1/24 dev "$1"
}

vlan hall0 lan0 101 || skip "this kernel has no VLAN devices"
plan 9
vlan gate0 lan0 102
vlan up0 lan1 105
export EXTRA='zones:
  - {name: hall, interface: lan0, vlans: [101]}
  - {name: gate, interface: lan0, vlans: [102], mode: monitor}'
run 0 "apply" lc apply "$(boot_policy)"
boot_new
vlan hall0 lan0 101
vlan gate0 lan0 102
vlan new0 lan0 103
run 0 "the fallback" inside nft -f "$STATE/fallback.nft"
behind hall0
is "$(arrive --vlan 101 "$CAM" "$PC" 46:19:b6:00:00:05 44:19:b6:12:00:05)" \
	"drop pass drop pass" "a zone that is enforced"
is "$(arrive --arp --vlan 101 "$CAM" "$PC")" "drop pass" "ARP there"
behind gate0
is "$(arrive --vlan 102 "$CAM" "$PC")" "pass pass" "a zone that is watched"
behind new0
is "$(arrive --vlan 103 "$CAM" "$PC" 44:19:b6:12:00:05)" "drop pass pass" \
	"a device that came later"
behind lan0
is "$(arrive "$CAM" "$PC")" "drop pass" "the port itself"

ip -n "$NS" link del hall0
vlan up0 lan0 101
behind up0
is "$(arrive --vlan 101 "$CAM" "$PC")" "pass pass" \
	"one that stood on a port of no policy"
ip -n "$NS" link del up0
vlan up1 lan0 101
behind up1
is "$(arrive --vlan 101 "$CAM" "$PC")" "drop pass" "a name that is new"
finish
