#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A permit lets one device open to one port of one peer, answers with it, and
# nothing else; and what it opened ends with it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_permit.sh"

plan 24
need_lenscap
lab_up
serve_echo net 9000
serve_echo net 9001
serve_echo rec 9000
serve_echo cam 9000

# by_permit DIRECTION: frames that passed by it, counted without a rule
by_permit()
{
	counted "direction=$1" verdict=pass reason=permit rule=null
}

# in_vain ARGUMENTS...: one frame of a device behind the switch is dropped
in_vain()
{
	local before

	before=$(refused)
	frames cam eth0 --dst-mac "$LAN_MAC" --proto tcp --sport 41000 "$@" ||
		return
	settle far "$NET4"
	[ "$(refused)" -gt "$before" ] && [ "$(by_permit ingress)" -eq 0 ]
}

tap far net eth0
ok "apply" enforce
fails "before: it cannot call" tcp cam "$NET4" 9000
is "$(active)" 0 "no permit is active"
ok "permit" permit "$CAM_MAC" to "$NET4" tcp 9000 for 1h
is "$(active)" 1 "one is"
ok "list shows who, what and why" grep -Eq \
	"^$ID .* $CAM_MAC +$NET4 +tcp 9000 +command .* a test" \
	<(lc permit list)
ok "another port: no" in_vain --src-mac "$CAM_MAC" --src "$CAM4" \
	--dst "$NET4" --dport 9001
ok "another peer: no" in_vain --src-mac "$CAM_MAC" --src "$CAM4" \
	--dst "$REC4" --dport 9000
ok "another protocol: no" in_vain --proto udp --src-mac "$CAM_MAC" \
	--src "$CAM4" --dst "$NET4" --dport 9000
ok "IPv6: no" in_vain --src-mac "$CAM_MAC" --src "$CAM6" \
	--dst "$NET6" --dport 9000
ok "another camera: no" in_vain --src-mac 44:19:b6:00:00:06 --src "$CAM4" \
	--dst "$NET4" --dport 9000
talk call "$NET4" 9000
ok "it calls, and is answered" talks call
at_least "$(by_permit ingress)" 5 "its frames are counted by the permit"
at_least "$(by_permit egress)" 5 "and so are the answers"
fails "nobody can call the camera by it" tcp net "$CAM4" 9000
ok "apply another policy" enforce \
	rules="$(answer)" mode=enforce
ok "the call goes on" talks call
at_least "$(by_permit egress)" 10 "by the permit still"
ok "end" lc permit end "$ID"
ok "the call has ended" silent call
fails "no other can be made" tcp cam "$NET4" 9000
fails "it cannot be ended twice" lc permit end "$ID"
is "$(active)" 0 "no permit is active"
ok "a permit for an endpoint of the policy" permit "$CAM_MAC" to recorder \
	any for 1m
finish
