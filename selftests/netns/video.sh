#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The recorder pulls video from an isolated camera through the router, and
# only because a rule says so.
. "$(dirname "$0")/lib.sh"

plan 7
need_lenscap
lab_up
serve_video

ok "apply the isolating policy" enforce
is "$(video rec "$CAM4" 20)" 20 "video arrives, IPv4"
is "$(video rec "$CAM6" 20)" 20 "video arrives, IPv6"
at_least "$(counted direction=ingress group=cameras vendor=hikvision \
	verdict=pass reason=rule rule=video)" 20 "counted from the camera"
at_least "$(counted direction=egress group=cameras vendor=hikvision \
	verdict=pass reason=rule rule=video)" 5 "counted to the camera"
enforce rules='[{name: clock, peer: clock, proto: udp, ports: [123], initiated-by: either}]'
is "$(video rec "$CAM4" 20)" 0 "no rule, no video, IPv4"
is "$(video rec "$CAM6" 20)" 0 "no rule, no video, IPv6"
finish
