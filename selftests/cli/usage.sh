#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The command line: help, version, unknown words, missing and spare arguments.
. "$(dirname "$0")/lib.sh"
place
verbs="apply attempts check counters devices init lookup metrics replay show status top unload vendors"
plan 27
run 2 "no verb" "$LENSCAP"
matches "$OUT" "usage: lenscap" "prints the usage"
run 0 "--help" "$LENSCAP" --help
is "$("$LENSCAP" --help 2>&1 >/dev/null)" "" "goes to standard output"
run 0 "--version" "$LENSCAP" --version
matches "$OUT" "^lenscap [0-9]+\.[0-9]+" "tells the version"
run 2 "an unknown verb" "$LENSCAP" aply
matches "$OUT" 'did you mean "apply"' "gets a suggestion"
for verb in $verbs; do
	run 0 "$verb --help" "$LENSCAP" "$verb" --help
done
run 2 "an unknown option" "$LENSCAP" status --jsn
matches "$OUT" "did you mean --json" "gets a suggestion"
run 2 "a missing operand" "$LENSCAP" apply
run 2 "a spare operand" "$LENSCAP" unload now
run 2 "a missing value" "$LENSCAP" status --pin
finish
