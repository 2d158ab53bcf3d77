#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Monitor judges and counts but drops nothing, whether it is asked for the
# whole file, a zone or a group.
. "$(dirname "$0")/lib.sh"

plan 16
need_lenscap
lab_up
serve_web

watched()
{
	counted "direction=$1" group=cameras vendor=hikvision \
		verdict=would-drop reason=default rule=null
}

both()
{
	local before_in before_out

	before_in=$(watched ingress)
	before_out=$(watched egress)
	ok "$1: the camera reaches the internet" http cam "$NET4"
	ok "$1: the internet reaches the camera" echoes net "$CAM6"
	at_least "$(watched ingress)" $((before_in + 3)) "$1: counted, from the camera"
	at_least "$(watched egress)" $((before_out + 3)) "$1: counted, to the camera"
}

ok "apply, mode: monitor" enforce mode=monitor
is "$(state policy.mode)" monitor "status says so"
both "whole file"
enforce zones='zones:
  - {name: lan0-all, interface: lan0, vlans: [untagged], mode: monitor}' \
	>/dev/null 2>&1
both "zone"
enforce group='    mode: monitor' >/dev/null 2>&1
both "group"
is "$(counted verdict=drop)" 0 "nothing was dropped all the while"
enforce >/dev/null 2>&1
fails "back to enforce: the camera does not reach the internet" http cam "$NET4"
finish
