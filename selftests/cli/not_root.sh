#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Without root each command that needs it says so in one line, status 1.
. "$(dirname "$0")/lib.sh"
place
command -v setpriv >/dev/null || skip "setpriv is missing: package util-linux"
chmod 755 "$DIR"
cp "$LENSCAP" "$DIR/lenscap" && one=$(policy one)
plan 16
for verb in "apply $one" unload status show counters devices attempts metrics; do
	# shellcheck disable=SC2086 # verb and operand
	run 1 "$verb" inside setpriv --reuid=65534 --regid=65534 --clear-groups \
		"$DIR/lenscap" $verb --pin "$PIN"
	matches "$(wc -l <<<"$OUT") $OUT" "^1 .*root is needed" "one line says why"
done
finish
