#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The fallback on a port of a bridge: what is bridged through is dropped too,
# with any tag, and zones that are only watched pass by their tags.
. "$(dirname "$0")/lib_boot.sh"
boot_place

FAR=02:00:5e:00:00:09

# a bridge in the place of the router
bridge()
{
	ip -n "$NS" link del br0 2>/dev/null
	ip -n "$NS" link add br0 type bridge stp_state 0 forward_delay 0 \
		mcast_snooping 0 2>/dev/null || return
	ip -n "$NS" link set lan0 master br0
	ip -n "$NS" link set lan1 master br0
	ip -n "$NS" link set br0 up
}

across()
{
	arrive --dst-mac "$FAR" "$@"
}

bridge || skip "this kernel has no bridges"
plan 12
run 0 "apply" lc apply "$(boot_policy)"
boot_new
bridge
is "$(across "$CAM" "$PC")" "pass pass" "after a boot everything passes"
run 0 "the fallback" inside nft -f "$STATE/fallback.nft"
is "$(across "$CAM" "$PC" 44:19:b6:12:00:05 46:19:b6:00:00:05)" \
	"drop pass pass drop" "untagged"
is "$(across --vlan 7 "$CAM" "$PC" 44:19:b6:12:00:05 46:19:b6:00:00:05)" \
	"drop pass pass drop" "tagged"

boot_new
bridge
export EXTRA='zones:
  - {name: hall, interface: lan0, vlans: [101, "110-119"], mode: monitor}
  - {name: gate, interface: lan0, vlans: [untagged], mode: monitor}'
run 0 "apply with VLANs that are only watched" lc apply "$(boot_policy zones)"
boot_new
bridge
run 0 "its fallback" inside nft -f "$STATE/fallback.nft"
is "$(across "$CAM" "$PC")" "pass pass" "untagged, watched"
is "$(across --vlan 101 "$CAM" "$PC")" "pass pass" "one VLAN, watched"
is "$(across --vlan 115 "$CAM" "$PC")" "pass pass" "one of a range, watched"
is "$(across --vlan 109 "$CAM" "$PC")" "drop pass" "beside the range, enforced"
is "$(across --vlan 120 "$CAM" "$PC")" "drop pass" "after the range, enforced"
finish
