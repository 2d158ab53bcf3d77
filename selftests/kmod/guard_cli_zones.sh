#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A group with zones is listed there and nowhere else, by VLAN and by port; on
# a bond, the zone is on its ports.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
plan 12
cat >"$DIR/zones.yaml" <<EOF2
version: 1
interfaces: [{name: lan0}]
zones: [{name: hall, interface: lan0, vlans: [untagged, 7]}]
groups:
  - {name: a, zones: [hall], prefixes: ["44:19:b6/24"]}
EOF2
run 0 "apply a policy with zones" lc apply "$DIR/zones.yaml"
detach xdp lan0
drops lan0 cam0 3 "$CAM" "untagged is in the zone"
drops lan0 cam0 3 "$CAM" "so is VLAN 7" --vlan 7
drops lan0 cam0 0 "$CAM" "VLAN 8 is not" --vlan 8
drops lan1 cam1 0 "$CAM" "nor is the other port"
ip -n "$NS" link set lan0 name gate0
drops gate0 cam0 3 "$CAM" "a port that was renamed is the same"
ip -n "$NS" link set gate0 name lan0
lc unload >/dev/null 2>&1

made=no
if ip -n "$NS" link add bond0 type bond 2>/dev/null; then
	made=yes
	ip -n "$NS" link set lan1 down
	ip -n "$NS" link set lan1 master bond0
	ip -n "$NS" link set bond0 up
fi
if [ $made = yes ]; then
	# no VLANs: a bond does not show them
	sed '/^zones/d; s/lan0/bond0/; s/hall/bond0/' "$DIR/zones.yaml" \
		>"$DIR/bond.yaml"
	run 0 "apply it on a bond" lc apply "$DIR/bond.yaml"
	is "$(port lan1 state)" open "its program counts for its port"
	run 1 "its program cannot write tags" lc guard enable --proof tag
	is "$(told enabled proof | paste -sd' ')" "false program" \
		"and nothing is changed"
	detach xdp bond0
	drops lan1 cam1 3 "$CAM" "without it the port is closed"
	is "$(lc status --json | field guard.closed)" '["bond0"]' \
		"and status names the bond"
else
	for each in apply opens tags unchanged closes names; do
		skip_one "a bond: $each" "this kernel has no bonds"
	done
fi
finish
