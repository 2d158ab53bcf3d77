#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Monitor keeps flows, addresses and rates as enforcing does, and drops nothing:
# what would be dropped is counted, and enforcing goes on with the same flows.
. "$(dirname "$0")/lib.sh"

plan 20
need_lenscap
lab_up
serve_video
tap far-net net eth0
tap far-rec rec eth0
group="    addresses: [$CAM4, \"$CAM6\"]
    rate: {per-device: 8mbit, burst: 64kib}"

# calls COUNT: so many each of two kinds
calls()
{
	frames cam eth0 --src-mac "$CAM_MAC" --dst-mac "$LAN_MAC" --src "$CAM4" \
		--dst "$NET4" --dport 8800 --count "$1"
	frames cam eth0 --src-mac "$CAM_MAC" --dst-mac "$LAN_MAC" --src 10.20.1.6 \
		--dst "$REC4" --dport 8801 --count "$1"
	settle far-net "$NET4" && settle far-rec "$REC4"
}

would()
{
	counted direction=ingress group=cameras verdict=would-drop "reason=$1"
}

opened()
{
	counted direction=egress verdict=pass reason=rule rule=video
}

ok "apply, mode: monitor" enforce mode=monitor rules="$(answer)" group="$group"
film film rec "$CAM4"
ok "video flows" films film 10
at_least "$(counted direction=ingress verdict=pass reason=flow rule=video)" 10 \
	"it is counted by the flow"
is "$(would default) $(would source-guard)" "0 0" "and nothing of it would drop"
calls 10
is "$(seen far-net "udp dst port 8800")" 10 "a call arrives"
is "$(seen far-rec "udp dst port 8801")" 10 "one from another address, too"
is "$(would default)" 10 "it would drop by default"
is "$(would source-guard)" 10 "the other for its source"
at_least "$(opened)" 1 "the recorder has opened a flow"
# one that nobody opened: from the port that answers
frames cam eth0 --src-mac "$CAM_MAC" --dst-mac "$LAN_MAC" --src "$CAM4" \
	--dst "$REC4" --proto tcp --sport 554 --dport 9 --flags ack
is "$(would default)" 11 "a call from its video port would drop"
is "$(would rate)" 0 "nothing would drop for its rate"
# 200,000 bytes to its clock, where 65,536 fit
on cam "$PYTHON" "$LAB_TOOLS/flood.py" eth0 udp "$CAM_MAC" "$LAN_MAC" "$CAM4" \
	"$LAN4" 10000-10199 123 958 >"$LAB_DIR/sent"
settle far-rec "$REC4"
at_least "$(would rate)" 50 "most of a burst would drop for its rate"
ok "video still flows" films film 5

before=$(opened)
ok "apply, mode: enforce" enforce rules="$(answer)" group="$group"
ok "video flows on" films film 10
is "$(opened)" "$before" "in the flow that was open"
calls 10
is "$(seen far-net "udp dst port 8800")" 10 "calls arrive no more"
is "$(seen far-rec "udp dst port 8801")" 10 "from another address neither"
at_least "$(counted direction=ingress verdict=drop reason=default)" 10 \
	"one is dropped by default"
at_least "$(counted direction=ingress verdict=drop reason=source-guard)" 10 \
	"the other for its source"
finish
