#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# On the way out only listed devices are judged: what goes to the PC, to all
# and to a multicast group passes and is not counted.
. "$(dirname "$0")/lib.sh"

plan 6
need_lenscap
lab_up
tap near cam eth0
tap beside pc eth0

# out MAC ADDRESS PORT COUNT
out()
{
	frames rtr lan0 --src-mac "$LAN_MAC" --dst-mac "$1" --src "$NET4" \
		--dst "$2" --dport "$3" --count "$4"
}

ok "apply the isolating policy" enforce
out ff:ff:ff:ff:ff:ff 10.20.1.255 7001 2
out 01:00:5e:00:00:fb 224.0.0.251 7002 3
out "$PC_MAC" "$PC4" 7003 4
out "$CAM_MAC" "$CAM4" 7004 5
settle near "$CAM4"
is "$(seen near "udp dst port 7001")" 2 "broadcast reaches the camera"
is "$(seen near "udp dst port 7002")" 3 "multicast reaches the camera"
wait_for 5 more_than beside "udp dst port 7003" 3
is "$(seen beside "udp dst port 7003")" 4 "unicast reaches the PC"
is "$(seen near "udp dst port 7004")" 0 "unicast does not reach the camera"
is "$(counted direction=egress verdict=drop)" 5 "only that is counted"
finish
