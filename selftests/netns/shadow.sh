#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An answer-only candidate beside a policy that lets cameras call: the session of
# the recorder would go on and is no difference, a call to the internet is one.
. "$(dirname "$0")/lib.sh"

plan 16
need_lenscap
lab_up
serve_video
serve_web

# differing KEY=VALUE...: frames in the rows that fit
differing()
{
	lc shadow --json | "$PYTHON" "$LAB_TOOLS/rows.py" sum "$@"
}

# told PATH: of the table
told()
{
	lc shadow --json | "$PYTHON" "$LAB_TOOLS/rows.py" get "$1"
}

called()
{
	[ "$(differing peer="$REC4" port=8800)" -ge 1 ]
}

compared()
{
	[ "$(told compared)" -ge "$1" ]
}

ok "apply: cameras may call" enforce rules='[]' default=pass
film before rec "$CAM4"
ok "video flows" films before 5
policy rules="$(answer)" >"$LAB_DIR/closed.yaml"
ok "answer-only beside it" lc apply --shadow "$LAB_DIR/closed.yaml"
ok "video that began before flows on" films before 10
is "$(video rec "$CAM4" 20)" 20 "video that begins now arrives"
ok "a few frames are compared" wait_for 5 compared 40
is "$(differing port=554)" 0 "no frame of it would be judged otherwise"
is "$(told differing)" 0 "and no other"

tcp cam "$NET4" 80 >/dev/null 2>&1
tcp cam "$NET6" 80 >/dev/null 2>&1
udp cam "$REC4" 8800 >/dev/null 2>&1
ok "a call to the recorder would be dropped" wait_for 5 called
for peer in "$NET4" "$NET6"; do
	at_least "$(differing peer="$peer" proto=tcp port=80 direction=ingress \
		live_verdict=pass live_reason=default live_group=cameras \
		verdict=drop reason=default group=cameras rule=null)" 1 \
		"a call to $peer would be dropped"
	at_least "$(differing peer="$peer" proto=tcp port=80 direction=egress)" 1 \
		"and the answer to it"
done
is "$(counted verdict=drop)" 0 "nothing is dropped"
ok "shadow stop" lc shadow stop
ok "video flows on" films before 20
finish
