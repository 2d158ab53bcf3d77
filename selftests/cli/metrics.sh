#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# metrics: the names and labels that are promised, refusals from 0 on, a text
# that promtool accepts, a text file replaced whole.
. "$(dirname "$0")/lib.sh"
place
plan 19

# has LINE-PATTERN NAME
has()
{
	matches "$OUT" "^$1\$" "$2"
}

run 0 "nothing applied" lc metrics
has 'lenscap_build_info\{version="[0-9.]+"\} 1' "the version"
lc apply "$(policy one lan0 lan1)" >/dev/null 2>&1
run 0 "applied" lc metrics
has 'lenscap_outbound_refused_total\{zone="lan0",group="banned",verdict="drop"\} 0' \
	"refusals begin at 0"
send cam0 44:19:b6:00:00:05 4
wait_counted drop 4
run 0 "after four refused frames" lc metrics
has 'lenscap_outbound_refused_total\{zone="lan0",group="banned",verdict="drop"\} 4' \
	"refusals"
has 'lenscap_frames_total\{interface="lan0",zone="lan0",direction="ingress",group="banned",verdict="drop",reason="default"\} 4' \
	"frames"
has 'lenscap_bytes_total\{interface="lan0",zone="lan0",direction="ingress",group="banned",verdict="drop"\} [0-9]+' \
	"bytes"
has 'lenscap_vendor_frames_total\{zone="lan0",vendor="hikvision",verdict="drop"\} 4' \
	"frames by vendor"
has 'lenscap_interface_attached\{interface="lan1",direction="egress"\} 1' \
	"attached"
has 'lenscap_interface_info\{interface="lan0",xdp="native",tc="'"$(tc_kind)"'",driver="veth"\} 1' \
	"how"
has 'lenscap_policy_info\{name="one",revision="",sha256="[0-9a-f]{64}",mode="enforce"\} 1' \
	"the policy"
has 'lenscap_confirm_deadline_timestamp_seconds 0' "no deadline"
has 'lenscap_table_entries\{table="prefixes"\} 1' "tables"
if command -v promtool >/dev/null; then
	promtool check metrics <<<"$OUT"
	result $? "promtool accepts it"
else
	skip_one "promtool accepts it" "no promtool: package prometheus"
fi
detach tc lan1
OUT=$(lc metrics)
has 'lenscap_interface_attached\{interface="lan1",direction="egress"\} 0' \
	"taken off"
run 0 "a text file" lc metrics --textfile "$DIR/a.prom"
is "$(grep -v _seconds "$DIR/a.prom")" "$(lc metrics | grep -v _seconds)" \
	"holds the same"
run 1 "a text file nowhere" lc metrics --textfile "$DIR/none/a.prom"
finish
