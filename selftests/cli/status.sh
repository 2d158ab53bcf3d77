#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# status tells what is so by looking, in text and JSON; --check exits 1 unless
# all is attached and saved.
. "$(dirname "$0")/lib.sh"
place
plan 19
run 0 "nothing applied: status" lc status
matches "$OUT" "no policy is in force" "it says so"
is "$(lc status --json | field policy interfaces warnings guard.loaded | paste -sd' ')" \
	"null [] [] false" "JSON says so"
run 1 "nothing applied: --check" lc status --check
run 0 "apply" lc apply "$(policy one)"
run 0 "--check" lc status --check
json=$(lc status --json)
is "$(field policy.name policy.mode policy.slot policy.saved policy.pending \
	<<<"$json" | paste -sd' ')" "one enforce 1 true null" "the policy"
is "$(field policy.path <<<"$json")" "$DIR/one.yaml" "its path"
is "$(field policy.sha256 <<<"$json" | wc -c)" 65 "its identity"
matches "$(field policy.applied_at <<<"$json")" \
	'^20[0-9-]+T[0-9:]+Z$' "when it was applied"
is "$(field interfaces.0.name interfaces.0.driver interfaces.0.rx_vlan_strip \
	interfaces.0.ingress.attached interfaces.0.ingress.mode \
	interfaces.0.egress.attached interfaces.0.egress.kind <<<"$json" |
	paste -sd' ')" "lan0 veth true true native true $(tc_kind)" "the port"
is "$(field guard.state warnings <<<"$json" | paste -sd' ')" "absent []" \
	"guard and warnings"
echo "# edited" >>"$STATE/running.yaml"
run 1 "another policy is saved: --check" lc status --check
matches "$OUT" "not saved" "it says so"
rm "$STATE/running.yaml"
run 1 "no policy is saved: --check" lc status --check
run 0 "the same policy again saves it" lc apply "$(policy one)"
run 0 "--check" lc status --check
detach xdp lan0
run 1 "the program is taken off: --check" lc status --check
matches "$OUT" "ingress is not attached" "it says which"
finish
