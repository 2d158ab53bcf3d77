#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The fallback's file where devices are missing: that of the same policy stays,
# for it knows more; where there is none, one is made that closes them by name.
. "$(dirname "$0")/lib_boot.sh"
boot_place
plan 14
file()
{
	[ -e "$STATE/fallback.nft" ] || { echo none; return; }
	sha256sum <"$STATE/fallback.nft"
}

# whose frames get through, once the file is loaded
closed()
{
	boot_new
	inside nft -f "$STATE/fallback.nft"
	arrive "$CAM" "$PC"
	inside nft flush ruleset
}

export EXTRA='zones: [{name: hall, interface: lan0, vlans: [101]}]'
policy=$(boot_policy one "lan*")
sed -i 's/name: lan\*/match: "lan*"/; s/name: banned/&\n    zones: [lan0]/' "$policy"
run 0 "apply" lc apply "$policy"
before=$(file)
isnt "$before" none "there is one"
boot_new
ip -n "$NS" link del lan0
ip -n "$NS" link del lan1
run 0 "again, with no device" lc apply --again
is "$(in_force)" one "the policy is in force"
is "$(file)" "$before" "the fallback is as it was"
boot_new
run 0 "again, with all of them" lc apply --again
is "$(file)" "$before" "as before"

unset EXTRA
run 0 "apply another" lc apply "$(boot_policy two)"
isnt "$(file)" "$before" "the fallback is another"
boot_new
ip -n "$NS" link del lan0
rm "$STATE/fallback.nft"
run 0 "again, with no device and no file" lc apply --again
is "$(closed)" "drop pass" "one is made that closes the device"
sed -i 's/name: lan0/match: "lan*"/' "$(boot_policy three)"
run 0 "apply one by a pattern" lc apply "$DIR/boot.yaml"
boot_new
ip -n "$NS" link del lan0
ip -n "$NS" link del lan1
rm "$STATE/fallback.nft"
run 0 "again, with nothing that fits it" lc apply --again
is "$(closed)" "drop pass" "likewise"
finish
