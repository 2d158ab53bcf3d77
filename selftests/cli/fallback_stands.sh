#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# While the fallback stands, status warns and metrics say so, with and without
# a policy in force; applying a policy and unload take it away.
. "$(dirname "$0")/lib_boot.sh"
boot_place
plan 21

# told STATUS: what the three say, status --check ending with STATUS
told()
{
	run "$1" "status --check" lc status --check
	matches "$OUT" "warning: the table lenscap_fallback" "status warns"
	matches "$(lc status --json | field warnings)" lenscap_fallback \
		"status --json warns"
	is "$(lc metrics | sed -n 's/^lenscap_fallback_active //p')" 1 "metrics"
}

file=$(boot_policy)
run 0 "apply" lc apply "$file"
is "$(lc metrics | sed -n 's/^lenscap_fallback_active //p')" 0 "metrics before"
run 0 "status --check before" lc status --check
inside nft -f "$STATE/fallback.nft"
told 1
run 0 "apply again" lc apply "$file"
matches "$OUT" "^the fallback of the boot is lifted$" "says so"
is "$(fallback)" "" "it is gone"
inside nft -f "$STATE/fallback.nft"
inside nft delete table bridge lenscap_fallback
run 0 "apply where one table is gone already" lc apply "$file"
is "$(fallback)" "" "the others are too"
inside nft -f "$STATE/fallback.nft"
run 0 "unload" lc unload
is "$(fallback)" "" "it takes it away"
inside nft -f "$STATE/fallback.nft"
told 1
run 0 "unload where only that stands" lc unload
matches "$OUT" "fallback.*open now" "says what it removed"
is "$(fallback)" "" "it is gone"
finish
