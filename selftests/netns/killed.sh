#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Enforcement needs no process: with every lenscap process killed, also in the
# middle of an apply, calls stay closed and video goes on.
. "$(dirname "$0")/lib.sh"

plan 8
need_lenscap
lab_up
serve_video
tap far net eth0
policy rules='[{name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: either}]' \
	>"$LAB_DIR/other.yaml"

kill_all()
{
	local pid

	for pid in $(lenscap_processes); do
		kill -KILL "$pid" 2>/dev/null
	done
}

none_left()
{
	[ -z "$(lenscap_processes)" ]
}

ok "apply the isolating policy" enforce
film film rec "$CAM4"
ok "video flows" films film 10
for delay in 0 .01 .02 .04 .08 .16; do
	start killed rtr "$LENSCAP" apply "$LAB_DIR/other.yaml" \
		--pin "$LAB_PIN" --state "$LAB_STATE"
	sleep "$delay"
	kill_all
	wait_for 5 none_left
	udp cam "$NET4" 8800
	udp cam "$NET6" 8800
done
ok "no lenscap process is left" none_left
ok "a marker of the PC arrives" settle far "$NET4"
is "$(seen far "udp dst port 8800")" 0 "none of the camera's calls arrived"
at_least "$(dropped ingress)" 12 "all of them are counted"
ok "video still flows" films film 20
ok "the next apply succeeds" enforce
finish
