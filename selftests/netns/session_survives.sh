#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A video session of a camera that only answers lives through changes of policy
# that do not concern it, and through those that still allow it; no other.
. "$(dirname "$0")/lib.sh"

plan 34
need_lenscap
lab_up
serve_video
tap far rec eth0

VIDEO='{name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}'
CLOCK='{name: clock, peer: clock, proto: udp, ports: [123], initiated-by: device}'

# rules RULE...: as a policy has them
rules()
{
	printf '\n      - %s' "$@"
}

opened()
{
	counted direction=egress verdict=pass reason=rule
}

by_flow()
{
	counted direction=ingress verdict=pass reason=flow "rule=$1"
}

# lives WHAT RULE: the film goes on in the flow that it had
lives()
{
	local before

	before=$(by_flow "$2")
	ok "$1: video flows on" films "$FILM" 10
	at_least "$(by_flow "$2")" $((before + 10)) "$1: counted by the flow"
	is "$(opened)" "$OPENED" "$1: no flow was opened"
}

stopped()
{
	[ "$(counted direction=ingress verdict=drop)" -ge "$1" ]
}

# ends WHAT: the camera goes on sending, and nothing of it arrives
ends()
{
	local before had

	before=$(counted direction=ingress verdict=drop)
	settle far "$REC4"
	had=$(seen far "src host $CAM4 and tcp src port 554")
	ok "$1: what the camera sends is dropped" \
		wait_for 10 stopped $((before + 3))
	settle far "$REC4"
	is "$(seen far "src host $CAM4 and tcp src port 554")" "$had" \
		"$1: nothing of it arrives"
	stop "$FILM"
}

# session NAME: a policy that allows it, and the film
session()
{
	FILM=$1
	enforce rules="$(rules "$VIDEO" "$CLOCK")" >/dev/null 2>&1
	film "$FILM" rec "$CAM4"
	ok "$1: video flows" films "$FILM" 10
	OPENED=$(opened)
}

session first
at_least "$OPENED" 1 "the recorder has opened it"
ok "apply: another rule behind it" enforce rules="$(rules "$VIDEO" "$CLOCK" \
	'{name: more, peer: 192.0.2.0/24, proto: udp, ports: [9], initiated-by: device}')"
lives "another rule" video
ok "apply: another group, and a note" enforce group='    note: "read me"' \
	rules="$(rules "$VIDEO" "$CLOCK")
  - name: others
    vendors: [axis]
    rules:
      - $CLOCK
"
lives "another group" video
WIDE='{name: video, peer: [recorder, 10.20.2.0/24], proto: tcp, '
WIDE+='ports: [554, "8000-8010"], initiated-by: peer}'
ok "apply: its rule is widened" enforce rules="$(rules "$WIDE" "$CLOCK")"
lives "widened" video
ok "apply: its rule gets another name and place" enforce rules="$(rules "$CLOCK" \
	'{name: pictures, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}')"
lives "renamed" pictures
ok "apply: its rule is gone" enforce rules="$(rules "$CLOCK")"
ends "gone"

session second
ok "apply: a drop rule before it" enforce rules="$(rules \
	'{name: never, peer: 10.20.2.0/24, action: drop}' "$VIDEO" "$CLOCK")"
ends "drop"

session third
ok "apply: its rule is for another port" enforce rules="$(rules "$CLOCK" \
	'{name: video, peer: recorder, proto: tcp, ports: [8554], initiated-by: peer}')"
ends "narrowed"

session fourth
ok "apply: its rule is for another recorder" enforce rules="$(rules "$CLOCK" \
	'{name: video, peer: 10.20.2.11, proto: tcp, ports: [554], initiated-by: peer}')"
ends "moved"
ok "unload" lc unload
finish
