#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# unload --disable: what boot would apply is forgotten, with its fallback; also
# when nothing is in force. unload alone keeps both.
. "$(dirname "$0")/lib_boot.sh"
boot_place
plan 22
there()
{
	(cd "$STATE" && echo running.yam[l] fallback.nf[t])
}

run 0 "apply" lc apply "$(boot_policy one)"
run 0 "unload" lc unload
is "$(there)" "running.yaml fallback.nft" "what boot applies stays"
run 0 "the unit" boot_unit
is "$(in_force)" one "applies it"
run 0 "unload --disable" lc unload --disable
matches "$OUT" "^lenscap is off .*open now; the next boot applies no policy and drops nothing$" \
	"says so"
is "$(there)" "running.yam[l] fallback.nf[t]" "what boot applies is gone"
boot_new
run 3 "the unit: its condition is not met" boot_unit
is "$(in_force), $(fallback)" "-, " "nothing stands after it"

run 0 "apply" lc apply "$(boot_policy one)"
boot_new
inside nft -f "$STATE/fallback.nft"
run 0 "unload --disable, where the fallback alone stands" lc unload --disable --json
is "$(field changed fallback_lifted disabled <<<"$OUT")" "true
true
true" "in JSON"
is "$(there), $(fallback)" "running.yam[l] fallback.nf[t], " "nothing is left"
run 0 "and once more" lc unload --disable --json
is "$(field changed <<<"$OUT")" false "changes nothing"

run 0 "apply" lc apply "$(boot_policy one)"
rm "$STATE/running.yaml"
mkdir "$STATE/running.yaml"
run 1 "unload --disable where that cannot be" lc unload --disable
matches "$OUT" "cannot remove $STATE/running.yaml.*nothing else is changed" \
	"says so"
is "$(in_force)" one "the policy is in force"
is "$(arrive "$CAM" "$PC")" "drop pass" "and judges"
rmdir "$STATE/running.yaml"
run 0 "unload" lc unload
finish
