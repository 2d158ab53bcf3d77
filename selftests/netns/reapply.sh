#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Applying another policy switches without a gap: video that both allow goes
# on, calls that neither allows do not slip through, and the rest changes.
. "$(dirname "$0")/lib.sh"

plan 10
need_lenscap
lab_up
serve_video
serve_ntp
tap far net eth0

video_only='[{name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: either}]'

ok "apply policy one" enforce
one=$(state policy.sha256)
film film rec "$CAM4"
ok "video flows" films film 10
ok "the clock answers" ntp cam "$LAN4"
# frames of a call all the while, about 1 ms apart
start caller cam bash -c "while :; do
	echo call >/dev/udp/$NET4/8800; sleep .001; done"
count=0
for _ in 1 2 3 4 5; do
	enforce rules="$video_only" >/dev/null 2>&1 && count=$((count + 1))
	two=$(state policy.sha256)
	enforce >/dev/null 2>&1 && count=$((count + 1))
done
is "$count" 10 "ten switches"
isnt "$two" "$one" "status showed another policy between"
is "$(state policy.sha256)" "$one" "and shows the first again"
at_least "$(dropped ingress)" 50 "calls were made all the while"
stop caller
settle far "$NET4"
is "$(seen far "udp dst port 8800")" 0 "none arrived"
ok "video still flows" films film 20
enforce rules="$video_only" >/dev/null 2>&1
fails "what the last policy does not allow is closed" ntp cam "$LAN4"
finish
