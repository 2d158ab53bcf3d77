#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A draft by mistake cuts a camera's video off; nobody can confirm it, so the
# kernel takes it back, and the session that the recorder had open goes on.
. "$(dirname "$0")/lib.sh"

plan 11
need_lenscap
lab_up
serve_video

VIDEO='{name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}'

opened()
{
	counted direction=egress verdict=pass reason=rule
}

# two of the film's frames, sent again and again, are stopped
cut()
{
	[ "$(counted direction=ingress verdict=drop)" -ge 2 ]
}

is_back()
{
	[ "$(state policy.pending)" = null ]
}

ok "a policy that lets the recorder in" enforce rules="
      - $VIDEO"
film film rec "$CAM4"
ok "video flows" films film 10
had=$(opened)
policy rules="[]" >"$LAB_DIR/mistake.yaml"
said=$(apply "$LAB_DIR/mistake.yaml" --confirm 3 2>/dev/null)
matches "$said" "^pending [0-9a-f]{6}$" "a draft without that rule"
ok "the video is cut" wait_for 10 cut
isnt "$(state policy.pending)" null "it waits to be confirmed"
ok "the kernel takes it back" wait_for 20 is_back
ok "video flows on" films film 10
is "$(opened)" "$had" "in the flow that was open before"
ok "all is as it was" lc status --check
stop film
is "$(state policy.saved)" true "what was saved is in force"
ok "unload" lc unload
finish
