#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply --dry-run goes through everything, says what would be, and changes
# nothing.
. "$(dirname "$0")/lib.sh"
place
plan 13
before=$(footprint)
run 0 "dry run of a first apply" lc apply "$(policy one)" --dry-run
matches "$OUT" "would be put in force on lan0" "it says what would be"
is "$(footprint)" "$before" "nothing is changed"
is "$(test -e "$PIN" || test -e "$STATE"; echo $?)" 1 "no directory is made"
run 0 "apply" lc apply "$(policy one)"
before=$(footprint)
run 0 "dry run of another" lc apply "$(policy two lan0 lan1)" --dry-run --json
is "$(sed -n '/^{/,/^}/p' <<<"$OUT" | field changed)" true "it would change"
run 0 "dry run of the same" lc apply "$(policy one)" --dry-run --json
is "$(sed -n '/^{/,/^}/p' <<<"$OUT" | field changed)" false "it would not"
is "$(footprint)" "$before" "nothing is changed"
run 1 "dry run with a missing device" lc apply "$(policy one lan7)" --dry-run
run 0 "dry run of a draft" lc apply "$(policy two)" --confirm 60 --dry-run
is "$(in_force)" one "the policy stays"
finish
