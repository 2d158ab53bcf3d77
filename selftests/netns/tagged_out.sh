#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Tagged frames to a camera are judged on their way out, in the zone of their
# VLAN, IPv4 and IPv6.
. "$(dirname "$0")/lib.sh"

plan 10
need_lenscap
lab_up
tap near cam eth0

# out VLAN SOURCE PORT COUNT: from SOURCE to the camera's PORT
out()
{
	local to=$CAM4

	[ "${2#*:}" = "$2" ] || to=$CAM6
	frames rtr lan0 --src-mac "$LAN_MAC" --dst-mac "$CAM_MAC" --vlan "$1" \
		--src "$2" --dst "$to" --proto tcp --sport 40000 \
		--dport "$3" --count "$4"
}

ok "apply a policy with VLAN zones" enforce zones='zones:
  - {name: hall, interface: lan0, vlans: [101]}
  - {name: gate, interface: lan0, vlans: [102], mode: monitor}'
out 101 "$REC4" 554 2 && out 101 "$REC6" 554 3
out 101 "$NET4" 554 4 && out 101 "$NET6" 554 5
out 101 "$REC4" 80 6 && out 102 "$NET4" 554 7 && out "" "$NET4" 554 8
settle near "$CAM4"

is "$(seen near "vlan 101 and ip and src host $REC4 and tcp dst port 554")" 2 \
	"the recorder's frames arrive, IPv4"
is "$(seen near "vlan 101 and ip6 and src host $REC6 and tcp dst port 554")" 3 \
	"the recorder's frames arrive, IPv6"
is "$(seen near "vlan 101 and src host $NET4")" 0 "the internet's do not, IPv4"
is "$(seen near "vlan 101 and src host $NET6")" 0 "the internet's do not, IPv6"
is "$(seen near "vlan 101 and tcp dst port 80")" 0 "nor another port's"
is "$(seen near "vlan 102 and src host $NET4")" 7 "a watched zone lets them out"
is "$(seen near "src host $NET4 and tcp dst port 554")" 0 "untagged: none"
is "$(counted direction=egress group=cameras vendor=hikvision zone=hall \
	verdict=drop reason=default)" 15 "counted in the zone"
is "$(counted direction=egress group=cameras zone=gate verdict=would-drop \
	reason=default)" 7 "counted in the watched zone"
finish
