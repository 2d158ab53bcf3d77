#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Each reason for which a device's frame is refused is told by counters and by
# metrics, after such a frame came in at a real port.
. "$(dirname "$0")/lib.sh"

said()
{
	"$PYTHON" "$LAB_TOOLS/refused.py" "$@"
}

wants=$(said expect)
plan $((3 + 2 * $(wc -l <<<"$wants")))
need_lenscap
need ethtool ethtool
lab_up
said policy lan0 >"$LAB_DIR/all.yaml"
ok "apply" lc apply "$LAB_DIR/all.yaml"
# past the switch, which would keep some for itself; tags stay where they are
on sw ethtool -K p-lan tx-vlan-hw-insert off tx-vlan-stag-hw-insert off \
	>/dev/null 2>&1
ok "send one of each" on sw "$PYTHON" "$LAB_TOOLS/refused.py" send p-lan

# the frames were judged before send() returned: veth runs the program at once
lc metrics >"$LAB_DIR/metrics"
while read -r verdict reason; do
	at_least "$(counted direction=ingress "verdict=$verdict" \
		"reason=$reason")" 1 "counters: $verdict $reason"
	at_least "$(grep '^lenscap_frames_total{' "$LAB_DIR/metrics" |
		grep -F 'direction="ingress"' | grep -F "verdict=\"$verdict\"" |
		grep -cF "reason=\"$reason\"")" 1 "metrics: $verdict $reason"
done <<<"$wants"
ok "unload" lc unload
finish
