#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# No fallback where there is nothing to drop: "boot: {on-failure: pass}", or a
# policy that only watches; one of an earlier policy goes.
. "$(dirname "$0")/lib_boot.sh"
boot_place
plan 12
there()
{
	test -e "$STATE/fallback.nft"
	echo $?
}

run 0 "apply" lc apply "$(boot_policy)"
is "$(there)" 0 "there is a fallback"
before=$(stat -c %i "$STATE/fallback.nft")
run 0 "apply once more" lc apply "$(boot_policy)"
is "$(stat -c %i "$STATE/fallback.nft")" "$before" "it is left as it is"
export EXTRA="boot: {on-failure: pass}"
run 0 "apply one that says pass" lc apply "$(boot_policy)"
is "$(there)" 1 "it is gone"
EXTRA="boot: {on-failure: drop}"
run 0 "apply one that says drop" lc apply "$(boot_policy)"
is "$(there)" 0 "it is back"
EXTRA="mode: monitor"
run 0 "apply one that watches" lc apply "$(boot_policy)"
is "$(there)" 1 "it is gone once more"
mkdir -p "$STATE/fallback.nft/in-the-way"
unset EXTRA
run 1 "apply where it cannot be written" lc apply "$(boot_policy)"
matches "$OUT" "in force, but: cannot write .*fallback.nft" "says so"
rm -r "$STATE/fallback.nft"
finish
