#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Under `initiated-by: device` a camera asks the clock and the resolver that it
# may ask, those answer what they were asked, and nobody else is reached.
. "$(dirname "$0")/lib.sh"

plan 20
need_lenscap
lab_up
serve_dnsmasq
serve_ntp
need toybox toybox
start far-ntp net toybox sntp -S ::
wait_for 10 listening net u 123
tap far-net net eth0
tap near cam eth0

# from_clock SPORT DPORT: a datagram of the router, asked for or not
from_clock()
{
	on rtr "$PYTHON" "$LAB_TOOLS/frames.py" lan0 --src-mac "$LAN_MAC" \
		--dst-mac "$CAM_MAC" --src "$LAN4" --dst "$CAM4" \
		--sport "$1" --dport "$2"
	settle near "$CAM4"
}

# asks SPORT: a datagram of the camera to the clock
asks()
{
	frames cam eth0 --src-mac "$CAM_MAC" --dst-mac "$LAN_MAC" \
		--src "$CAM4" --dst "$LAN4" --sport "$1" --dport 123
}

got()
{
	seen near "udp src port $1 and udp dst port $2"
}

ok "before: it asks any clock" ntp cam "$NET4"
from_clock 123 7777
is "$(got 123 7777)" 1 "before: it is told the time unasked"

ok "apply" enforce rules="
      - {name: clock, peer: clock, proto: udp, ports: [123], initiated-by: device}
      - {name: names, peer: $LAN4, proto: udp, ports: [53], initiated-by: device}"
ok "it asks its clock, IPv4" ntp cam "$LAN4"
ok "it asks its clock, IPv6" ntp cam "$LAN6"
ok "it asks its resolver" resolve cam "$LAN4" cloud.example
before=$(seen far-net "src host $CAM4")
fails "it does not ask another clock" ntp cam "$NET4"
fails "nor another resolver" resolve cam "$NET4" cloud.example
fails "nor its resolver over TCP" tcp cam "$LAN4" 53
udp cam "$NET4" 123
ok "a marker of the PC arrives" settle far-net "$NET4"
is "$(seen far-net "src host $CAM4")" "$before" "none of that arrives"
from_clock 123 7777
is "$(got 123 7777)" 1 "the clock cannot call it unasked"
from_clock 7777 123
is "$(got 7777 123)" 0 "nor on its own clock port"
asks 7778
from_clock 123 7778
at_least "$(got 123 7778)" 1 "what was asked is answered"
from_clock 123 7779
is "$(got 123 7779)" 0 "on another port not"
from_clock 124 7778
is "$(got 124 7778)" 0 "from another port not"
udp rec "$CAM4" 123
settle near "$CAM4"
is "$(seen near "src host $REC4")" 0 "the recorder cannot call it"
at_least "$(counted direction=ingress verdict=pass reason=rule rule=clock)" 3 \
	"its questions are counted by the rule"
at_least "$(counted direction=egress verdict=pass reason=flow rule=clock)" 3 \
	"the answers by the flow"
is "$(counted direction=egress verdict=pass reason=rule)" 0 \
	"and none of those by a rule"
finish
