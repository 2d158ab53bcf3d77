#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What only watches, a file, a group or a zone, is never dropped by the guard,
# although no program judges the port.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
plan 9
file=$DIR/watch.yaml

# with MODE-OF-FILE MODE-OF-ZONE MODE-OF-GROUP: "" where there is none
with()
{
	cat >"$file" <<EOT
version: 1
mode: $1
interfaces: [{name: lan0}]
zones: [{name: hall, interface: lan0, vlans: [7]${2:+, mode: $2}}]
groups:
  - {name: banned${3:+, mode: $3}, prefixes: ["44:19:b6/24"]}
  - {name: second, prefixes: ["ac:cc:8e/24"]}
EOT
	lc apply "$file" >/dev/null 2>&1 || echo "not applied"
	detach xdp lan0
}

with monitor "" ""
is "$(told current.in_force current.prefixes | paste -sd' ')" "true 0" \
	"a file that watches makes an empty table"
drops lan0 cam0 0 "$CAM" "nothing is dropped"
with enforce "" monitor
drops lan0 cam0 0 "$CAM" "a group that watches is exempt"
drops lan1 cam1 0 "$CAM" "elsewhere too"
drops lan0 cam0 3 ac:cc:8e:00:00:01 "the others are not"
with enforce monitor ""
drops lan0 cam0 0 "$CAM" "a zone that watches is exempt" --vlan 7
drops lan0 cam0 3 "$CAM" "the other VLANs are not"
with enforce "" ""
drops lan0 cam0 3 "$CAM" "once it enforces, it is not" --vlan 7
drops lan0 cam0 0 00:11:22:33:44:55 "unlisted frames pass"
finish
