#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The fallback and a draft: it is lifted, because the draft judges; the file is
# of the policy that is saved, and becomes the draft's with the confirmation.
. "$(dirname "$0")/lib_boot.sh"
boot_place
plan 18
whose()
{
	sed -n 's/^# lenscap policy //p' "$STATE/fallback.nft" 2>/dev/null ||
		echo none
}

sha()
{
	lc status --json | field policy.sha256
}

run 0 "apply one" lc apply "$(boot_policy one)"
one=$(sha)
is "$(whose)" "$one" "the file is its"
boot_new
inside nft -f "$STATE/fallback.nft"
run 2 "apply what is no policy" lc apply /dev/null
run 1 "apply what cannot be attached" lc apply "$(boot_policy bad lan9)"
is "$(fallback)" "arp bridge inet" "the fallback stands"
run 0 "apply a draft" lc apply --confirm 600 "$(boot_policy two)"
matches "$OUT" "unless this one is confirmed, the cameras are open then" "it warns"
is "$(fallback)" "" "the fallback is lifted"
is "$(arrive "$CAM" "$PC")" "drop pass" "the draft judges"
is "$(whose)" "$one" "the file is the first one's"
two=$(sha)
run 0 "rollback" lc rollback
is "$(in_force), $(whose)" "-, $one" "nothing is in force, the file as it was"
inside nft -f "$STATE/fallback.nft"
run 0 "as at boot" lc apply --again
is "$(in_force), $(fallback)" "one, " "the saved one is in force, nothing beside it"

OUT=$(lc apply --confirm 600 "$(boot_policy two)" 2>"$DIR/said")
is "$(grep -c "cameras are open" "$DIR/said")" 0 \
	"no such warning where there is one to go back to"
inside nft -f "$STATE/fallback.nft"
run 0 "confirm" lc confirm "${OUT#pending }"
is "$(whose)" "$two" "the file is its"
is "$(fallback)" "" "and what stood is lifted"
finish
