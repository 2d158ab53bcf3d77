#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Tagged frames of a camera are judged in the zone of their VLAN: enforced in
# one, only watched in another, and an unnamed VLAN is the interface's zone.
. "$(dirname "$0")/lib.sh"

plan 12
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
		--src "$CAM4" --dst "$NET4" --dport 8800 --count "$2"
}

ok "apply a policy with VLAN zones" enforce zones='zones:
  - {name: hall, interface: lan0, vlans: [untagged, 101, "110-119"]}
  - {name: gate, interface: lan0, vlans: [102], mode: monitor}'
call 101 3 && call 115 2 && call "" 1 && call 102 4 && call 103 5
call 101,7 6 && call 102,7 7
settle in "$LAN4"

zone_drops()
{
	counted direction=ingress group=cameras vendor=hikvision \
		interface=lan0 "zone=$1" "verdict=$2" reason=default
}

is "$(zone_drops hall drop)" 12 "hall: VLAN 101, 115, untagged and 101 over 7"
is "$(zone_drops gate would-drop)" 11 "gate: VLAN 102 and 102 over 7, watched"
is "$(zone_drops gate drop)" 0 "gate: none dropped"
is "$(zone_drops lan0 drop)" 5 "VLAN 103: the interface's own zone"
is "$(seen in "vlan 101")" 0 "VLAN 101 does not get in"
is "$(seen in "vlan 102")" 11 "VLAN 102 gets in, it is only watched"
is "$(seen in "vlan 103")" 0 "VLAN 103 does not get in"
is "$(seen in "src host $CAM4 and udp dst port 8800")" 0 "untagged does not"

frames cam eth0 --src-mac "$CAM_MAC" --dst-mac "$LAN_MAC" --vlan 101 \
	--src "$CAM4" --dst "$REC4" --proto tcp --sport 554 --dport 40000 \
	--flags ack --count 8
frames cam eth0 --src-mac "$PC_MAC" --dst-mac "$LAN_MAC" --vlan 101 \
	--src "$PC4" --dst "$NET4" --dport 8801 --count 9
settle in "$LAN4"
is "$(seen in "vlan 101 and tcp src port 554")" 8 "what a rule allows gets in, tagged"
is "$(seen in "vlan 101 and udp dst port 8801")" 9 "a PC's frames get in, tagged"
call 101,7,9 2
is "$(counted direction=ingress group=cameras zone=hall verdict=drop \
	reason=vlan-depth)" 2 "three tags: dropped, and counted as such"
finish
