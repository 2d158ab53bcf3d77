#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# After unload no pin, link, program or queueing discipline of lenscap remains
# and traffic flows as before.
. "$(dirname "$0")/lib.sh"

plan 13
need_lenscap
need bpftool bpftool
lab_up
serve_web

is "$(leftovers)" "" "before: nothing of lenscap on the router"
links=$(ip -n "$LAB-rtr" -d link show lan0)
ok "apply the isolating policy" enforce
isnt "$(leftovers)" "" "during: it is to be seen"
ids=$(link_ids)
at_least "$(wc -w <<<"$ids")" 1 "links are pinned"
fails "the camera does not reach the internet" http cam "$NET4"
fails "the internet does not reach the camera" echoes net "$CAM4"
said=$(lc unload 2>&1)
result $? "unload"
matches "$said" "open" "it says that the cameras are open now"
is "$(leftovers)" "" "after: nothing remains on the router"
for id in $ids; do
	link_exists "$id" >/dev/null 2>&1 && echo "# link $id is still there"
done | grep . ; is "${PIPESTATUS[1]}" 1 "after: its links are gone"
is "$(ip -n "$LAB-rtr" -d link show lan0)" "$links" "the port is as it was"
ok "the camera reaches the internet" http cam "$NET4"
ok "the internet reaches the camera" echoes net "$CAM4"
finish
