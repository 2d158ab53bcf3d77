#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# serve's /metrics: all families that are promised, in both dialects, as the
# client asks for them; and an answer where no policy is in force.
. "$(dirname "$0")/lib_web.sh"
web_place
plan 30

FAMILIES="frames_total bytes_total vendor_frames_total rule_frames_total
	outbound_refused_total devices interface_attached interface_info
	policy_info policy_applied_timestamp_seconds
	confirm_deadline_timestamp_seconds table_entries table_capacity
	events_lost_total permits fallback_active build_info
	policy_in_force momentary_devices displaced_devices_total
	unplaced_frames_total unnamed_frames_total ledger_sequence
	ledger_timestamp_seconds ledger_info"
OPEN='application/openmetrics-text;version=1.0.0;q=0.8,text/plain;q=0.5'

# reads DIALECT NAME: a result; the families are left in $DIR/families
reads()
{
	"$PYTHON" "$(dirname "$0")/_exposition.py" "$1" <"$DIR/body" \
		>"$DIR/families"
	result $? "$2"
}

# What of $FAMILIES is not there
lacking()
{
	local each

	for each in $FAMILIES; do
		grep -q "^lenscap_$each " "$DIR/families" || echo "$each"
	done
}

serve_start
fetched 200 "nothing is applied" /metrics
reads classic "it can be read"
body_has 'lenscap_policy_in_force 0' "no policy is in force"
body_has 'lenscap_fallback_active 0' "and no fallback"
body_has 'lenscap_ledger_sequence 0' "no ledger"
body_has 'lenscap_build_info\{version="[0-9.]+"\} 1' "the version"

lc apply "$(policy one lan0 lan1)" >/dev/null 2>&1
fetched 200 "a policy is applied" /metrics
head_has 'Content-Type: text/plain; version=0\.0\.4; charset=utf-8' \
	"in the classic dialect"
head_has 'Vary: Accept' "which another client may not want"
reads classic "it can be read"
is "$(lacking)" "" "all families"
body_has 'lenscap_policy_in_force 1' "it is in force"
body_has 'lenscap_ledger_info\{sha256="[0-9a-f]{64}"\} 1' \
	"the head of the ledger's chain"
for verdict in drop would-drop; do
	body_has "lenscap_outbound_refused_total\\{zone=\"lan1\",group=\"banned\",verdict=\"$verdict\"\\} 0" \
		"$verdict from 0 on"
done
send cam0 44:19:b6:00:00:05 3
wait_counted drop 3
refused()
{
	fetch /metrics
	grep -q 'refused_total{zone="lan0",group="banned",verdict="drop"} 3$' \
		"$DIR/body"
}
until_true refused
result $? "three frames are refused"
body_has 'lenscap_devices\{zone="lan0",vendor="hikvision",group="banned",state="active"\} 1' \
	"a device"
body_has 'lenscap_devices\{zone="lan0",vendor="hikvision",group="banned",state="stale"\} 0' \
	"which is not stale"
body_has 'lenscap_table_entries\{table="devices"\} 1' "which takes a place"
body_has 'lenscap_table_entries\{table="attempts"\} 1' "and its attempt one"
body_has 'lenscap_momentary_devices\{interface="lan1"\} 0' \
	"none for a moment on the other port"
is "$(grep -ciE '44:19:b6|4419b6|10\.20\.|203\.0\.' "$DIR/body")" 0 \
	"no label holds an address"
strip()
{
	grep -vE '_seconds|events_lost' "$1"
}
lc metrics >"$DIR/command"
is "$(strip "$DIR/command")" "$(strip "$DIR/body")" "metrics says the same"
if command -v promtool >/dev/null; then
	promtool check metrics <"$DIR/body" | sed 's/^/# /'
	result "${PIPESTATUS[0]}" "promtool has nothing to say"
else
	skip_one "promtool has nothing to say" "no promtool: package prometheus"
fi

fetched 200 "OpenMetrics" /metrics -H "Accept: $OPEN"
head_has 'Content-Type: application/openmetrics-text; version=1\.0\.0; charset=utf-8' \
	"as its type says"
reads open "it can be read"
FAMILIES=$(sed 's/_total\>//g; s/_info\>//g' <<<"$FAMILIES")
is "$(lacking)" "" "all families"
fetched 200 "not asked for by weight" /metrics \
	-H "Accept: application/openmetrics-text;q=0.1,text/plain;q=0.2"
head_has 'Content-Type: text/plain.*' "classic"
finish
