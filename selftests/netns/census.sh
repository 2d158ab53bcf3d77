#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The census counts each device and whom it tried to reach while nobody reads:
# where it is, its addresses, every frame; and what is no attempt is none.
. "$(dirname "$0")/lib.sh"

plan 19
need_lenscap
need ethtool ethtool
lab_up
serve_video
serve_web
# the tag shall stand in the frame, not beside it (see also tag_offload.sh)
on sw ethtool -K p-lan tx-vlan-hw-insert off tx-vlan-stag-hw-insert off \
	>/dev/null
tap in rtr lan0

# rows COMMAND [FIELD] KEY=VALUE...
rows()
{
	local command=$1

	shift
	lc "$command" --json | "$PYTHON" "$LAB_TOOLS/rows.py" sum "$@"
}

# row COMMAND FIELD KEY=VALUE...: of the one row that fits
row()
{
	local command=$1 field=$2

	shift 2
	lc "$command" --json | "$PYTHON" -c '
import json, sys
rows = [r for r in json.load(sys.stdin)["rows"]
        if all(str(r.get(k)) == v for k, v in
               (w.split("=", 1) for w in sys.argv[2:]))]
print(rows[0].get(sys.argv[1]) if len(rows) == 1 else len(rows))' "$field" "$@"
}

ok "apply a policy with VLAN zones" enforce rules="$(answer)" zones='zones:
  - {name: hall, interface: lan0, vlans: [101]}
  - {name: gate, interface: lan0, vlans: [102], mode: monitor}'
send()
{
	frames cam eth0 --src-mac "$1" --dst-mac "$LAN_MAC" --src "$CAM4" \
		--dst "$NET4" "${@:2}"
}
OTHER=44:19:b6:00:00:99
send "$OTHER" --vlan 101 --dport 8800 --count 300
send "$OTHER" --vlan 101 --dport 443 --proto tcp --flags syn --count 7
send "$OTHER" --vlan 102 --dport 8800 --count 20
send "$PC_MAC" --vlan 101 --dport 8800 --count 9
settle in "$LAN4"
is "$(row devices frames mac=$OTHER vlan=101)" 307 "each frame of the device"
is "$(row devices dropped_frames mac=$OTHER vlan=101)" 307 "and each that was dropped"
is "$(row devices zone mac=$OTHER vlan=101)" hall "in its zone"
is "$(row devices frames mac=$OTHER vlan=102)" 20 "in another VLAN it is another"
is "$(row devices dropped_frames mac=$OTHER vlan=102)" 0 "which is only watched"
is "$(row devices ipv4 mac=$OTHER vlan=101)" "$CAM4" "the address it used"
is "$(row devices vendor mac=$OTHER vlan=101)" hikvision "its make"
is "$(rows devices "mac=$PC_MAC")" 0 "who is not listed is not in it"
is "$(row attempts frames mac=$OTHER vlan=101 "peer=$NET4" proto=udp port=8800)" 300 \
	"whom it tried to reach, how often"
is "$(row attempts verdict mac=$OTHER vlan=101 proto=tcp port=443)" drop \
	"and what became of it"
is "$(row attempts verdict mac=$OTHER vlan=102 proto=udp port=8800)" would-drop \
	"where it is watched, that too"
frames cam eth0 --src-mac "$OTHER" --dst-mac "$LAN_MAC" --vlan 101 \
	--src "$CAM6" --dst "$NET6" --dport 8800 --count 5
settle in "$LAN4"
is "$(row devices ipv6 mac=$OTHER vlan=101)" "$CAM6" "its IPv6 address"
is "$(row attempts frames mac=$OTHER vlan=101 "peer=$NET6")" 5 "and peers of IPv6"

is "$(video rec "$CAM4" 20)" 20 "the recorder pulls video"
is "$(rows attempts "mac=$CAM_MAC" "peer=$REC4")" 0 "which is no attempt of the camera"
at_least "$(row devices frames "mac=$CAM_MAC" vlan=None)" 30 "though its frames are counted"
fails "the camera does not reach the internet" http cam "$NET4"
at_least "$(rows attempts "mac=$CAM_MAC" "peer=$NET4" proto=tcp port=80 verdict=drop)" 1 \
	"an attempt by a real connection"
finish
