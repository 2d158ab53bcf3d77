#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A tag that the sending side keeps beside the frame (veth's default) opens no
# way around: without VLAN zones the frame is judged the same, tag or none.
. "$(dirname "$0")/lib.sh"

plan 6
need_lenscap
lab_up
tap in rtr lan0

ok "apply the isolating policy" enforce
for vlan in "" 101 101,7; do
	frames cam eth0 --src-mac "$CAM_MAC" --dst-mac "$LAN_MAC" \
		--vlan "$vlan" --src "$CAM4" --dst "$NET4" --count 3
done
frames cam eth0 --src-mac "$PC_MAC" --dst-mac "$LAN_MAC" --vlan 101 \
	--src "$PC4" --dst "$NET4" --dport 8801 --count 4
ok "a marker of the PC arrives" settle in "$LAN4"
is "$(dropped ingress)" 9 "all are dropped and counted"
is "$(seen in "ether src $CAM_MAC and udp dst port 8800")" 0 \
	"none gets in, untagged"
is "$(seen in "ether src $CAM_MAC and vlan")" 0 "none gets in, tagged"
is "$(seen in "ether src $PC_MAC and vlan 101")" 4 "a PC's frames do"
finish
