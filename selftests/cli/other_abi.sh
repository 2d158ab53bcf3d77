#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Pins that another version made are not touched: every verb says what to do.
. "$(dirname "$0")/lib.sh"
place
plan 12
ABI=$(sed -n 's/^#define LC_ABI_VERSION \([0-9]*\)u$/\1/p' "$CLI_ROOT/include/uapi/lenscap.h")
run 0 "apply" lc apply "$(policy one)"
before=$(footprint)
"$PYTHON" "$(dirname "$0")/_poke.py" "$PIN/hot" 4 99 || exit 1
run 1 "another ABI: apply refuses" lc apply "$(policy two)"
matches "$OUT" "ABI 99.*unload with the lenscap that made it" "it says what to do"
for verb in unload status counters metrics show; do
	run 1 "$verb refuses" lc "$verb"
done
is "$(footprint)" "$before" "nothing is changed"
"$PYTHON" "$(dirname "$0")/_poke.py" "$PIN/hot" 4 "$ABI" || exit 1
"$PYTHON" "$(dirname "$0")/_poke.py" "$PIN/hot" 0 1234 || exit 1
run 1 "another magic: apply refuses" lc apply "$(policy two)"
"$PYTHON" "$(dirname "$0")/_poke.py" "$PIN/hot" 0 $((0x4c434150)) || exit 1
run 0 "both as they were: apply works" lc apply "$(policy two)"
is "$(in_force)" two "and switches"
finish
