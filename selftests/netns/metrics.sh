#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The metrics of an isolated camera: its frames by group, vendor and reason.
. "$(dirname "$0")/lib.sh"

plan 6
need_lenscap
lab_up

ok "apply the isolating policy" enforce
for _ in 1 2 3; do
	udp cam "$NET4" 8800
done
said=$(lc metrics)
result $? "metrics"
# sample NAME LABEL...: the value of the one sample that has all the labels
sample()
{
	local lines label

	lines=$(grep "^$1{" <<<"$said")
	shift
	for label in "$@"; do
		lines=$(grep -F -- "$label" <<<"$lines")
	done
	echo "${lines##*\} }"
}
is "$(sample lenscap_frames_total 'interface="lan0"' 'zone="lan0"' \
	'direction="ingress"' 'group="cameras"' 'verdict="drop"' \
	'reason="default"')" 3 "frames by reason"
is "$(sample lenscap_vendor_frames_total 'vendor="hikvision"' \
	'verdict="drop"')" 3 "frames by vendor"
is "$(grep -c "^lenscap_policy_info{" <<<"$said")" 1 "the policy's identity"
is "$(grep -ci "$CAM_MAC\|$CAM4" <<<"$said")" 0 "no label holds an address"
finish
