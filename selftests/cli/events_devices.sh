#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A device and what it attempts are told once: at once, after serve was away, and
# not again after it was ended, killed, or all was applied anew.
. "$(dirname "$0")/lib_serve.sh"
place
plan 23

CAM=44:19:b6:00:00:01

# all_told N: devices and attempts in this run of serve
all_told()
{
	is "$(event_count device-new) $(event_count attempt-new)" "$1" "$2"
}

run 0 "apply" lc apply "$(policy one lan0 lan1)"
serve_start
send cam0 $CAM 3 --vlan 0
told device-new LENSCAP_MAC=$CAM LENSCAP_ZONE=lan0 \
	LENSCAP_VENDOR=hikvision interface=lan0
cp "$DIR/event" "$DIR/kept"
is "$(field LENSCAP_POLICY <"$DIR/kept")" \
	"$(lc status --json | field policy.sha256)" "with the policy in force"
matches "$(field frame <"$DIR/kept")" \
	"^02005e0000014419b6000001(81000000)?0800.*6c656e73636170206c6162" \
	"and the frame's first bytes"
told attempt-new LENSCAP_MAC=$CAM LENSCAP_PEER=203.0.113.9 \
	LENSCAP_PROTO=udp LENSCAP_PORT=8800 LENSCAP_VERDICT=drop \
	LENSCAP_REASON=default LENSCAP_NAME=None interface=lan0
all_told "1 1" "each once, for three frames"
is "$("$PYTHON" -c 'import json,sys; print(*sorted(json.load(sys.stdin)))' \
	<"$DIR/event")" \
	"LENSCAP_EVENT LENSCAP_MAC LENSCAP_NAME LENSCAP_PEER LENSCAP_POLICY LENSCAP_PORT LENSCAP_PROTO LENSCAP_REASON LENSCAP_VENDOR LENSCAP_VERDICT LENSCAP_ZONE count direction frame gap_ms ifindex interface table text time" \
	"all keys are there"
matches "$(cat "$DIR/log")" \
	"attempt-new: $CAM \(hikvision\) on lan0 attempted to reach 203.0.113.9, udp port 8800: dropped" \
	"a line for people"
serve_stop KILL

# nobody runs
send cam0 44:19:b6:00:00:02 1
send cam0 $CAM 1 --dport 443 --proto tcp
serve_start
told attempt-new LENSCAP_MAC=$CAM LENSCAP_PROTO=tcp LENSCAP_PORT=443
told attempt-new LENSCAP_MAC=44:19:b6:00:00:02
send cam0 $CAM 1
send cam1 44:19:b6:00:00:03 1
told attempt-new LENSCAP_MAC=44:19:b6:00:00:03 interface=lan1
all_told "2 3" "what came meanwhile is told, and nothing again after a kill"
serve_stop TERM
serve_start
send cam0 $CAM 1
send cam1 44:19:b6:00:00:04 1
told attempt-new LENSCAP_MAC=44:19:b6:00:00:04
all_told "1 1" "nor after an end"

EXTRA="mode: monitor"
run 0 "monitor" lc apply "$(policy two lan0 lan1)"
send cam0 $CAM 1
told attempt-new LENSCAP_MAC=$CAM LENSCAP_PORT=8800 LENSCAP_VERDICT=would-drop
all_told "1 2" "another verdict is told"
# shellcheck disable=SC2034 # of lib.sh
EXTRA=
# so that it sees the new tables without having seen none
kill -STOP "$SERVE"
run 0 "unload" lc unload
run 0 "apply anew" lc apply "$(policy one lan0 lan1)"
kill -CONT "$SERVE"
send cam0 $CAM 1
send cam1 44:19:b6:00:00:05 1
told attempt-new LENSCAP_MAC=44:19:b6:00:00:05
isnt "$(field frame <"$DIR/event")" null "the new tables are listened to"
all_told "2 3" "and what was known is no news in them"
serve_stop TERM
is "$(stat -c %a "$STATE/told.json")" 600 "told.json is root's alone"
finish
