#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Generic XDP judges tagged frames in the zone of their VLAN just as native does.
. "$(dirname "$0")/lib.sh"

plan 8
need_lenscap
need ethtool ethtool
lab_up
# the tag shall stand in the frame, not beside it (see also tag_offload.sh)
on sw ethtool -K p-lan tx-vlan-hw-insert off tx-vlan-stag-hw-insert off \
	>/dev/null
tap in rtr lan0

# call VLANS COUNT: what an isolated camera should not send
call()
{
	frames cam eth0 --src-mac "$CAM_MAC" --dst-mac "$LAN_MAC" --vlan "$1" \
		--src "$CAM6" --dst "$NET6" --dport 8800 --count "$2"
}

zone_drops()
{
	counted direction=ingress group=cameras vendor=hikvision \
		interface=lan0 "zone=$1" "verdict=$2" reason=default
}

ok "apply a policy with VLAN zones, xdp: generic" enforce \
	interface='    xdp: generic' zones='zones:
  - {name: hall, interface: lan0, vlans: [101]}
  - {name: gate, interface: lan0, vlans: [102], mode: monitor}'
call 101 3 && call 101,7 2 && call 102 4 && call "" 1
frames cam eth0 --src-mac "$CAM_MAC" --dst-mac "$LAN_MAC" --vlan 101 \
	--src "$CAM6" --dst "$REC6" --proto tcp --sport 554 --dport 40000 \
	--flags ack --count 6
ok "a marker of the PC arrives" settle in "$LAN4"
is "$(zone_drops hall drop)" 5 "hall: VLAN 101, and 101 over 7"
is "$(zone_drops gate would-drop)" 4 "gate: VLAN 102, watched"
is "$(zone_drops lan0 drop)" 1 "untagged: the interface's own zone"
is "$(seen in "vlan 101 and udp")" 0 "VLAN 101 does not get in"
is "$(seen in "vlan 102 and udp")" 4 "VLAN 102 gets in"
is "$(seen in "vlan 101 and tcp src port 554")" 6 "what a rule allows gets in, tagged"
finish
