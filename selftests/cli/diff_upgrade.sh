#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# diff compares with the prefixes really in force, not with those that the
# vendor table of this release would give the same policy.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_diff.sh"
plan 20
# so that ids are not what the file by itself would give
lc apply "$(changed 's/cameras/others/; s/hall/far/')" >/dev/null 2>&1
run 0 "apply" lc apply "$DIR/base.yaml"
run 0 "the same" lc diff "$DIR/base.yaml"
run 0 "what is in force is of another table" \
	"$(dirname "$0")/_upgrade.py" "$PIN" prefix 001122 001123
run 3 "the same file is another policy" lc diff "$DIR/base.yaml"
matches "$OUT" "^~ vendor table: [0-9a-f]{12} -> [0-9a-f]{12}$" \
	"the table is another"
matches "$OUT" "^prefixes: group cameras gains 1: 00:11:22/24$" \
	"a prefix is gained"
matches "$OUT" "^prefixes: group cameras loses 1: 00:11:23/24$" "one is lost"
is "$(grep -c '^[~+-]' <<<"$OUT")" 1 "no word of the file does"
cp "$DIR/base.yaml" "$DIR/new.yaml"
is "$(json prefixes.gained.0.zones)" '["lan0", "hall"]' "in JSON: where"
isnt "$(json live.vendors_sha256)" "$(json file.vendors_sha256)" \
	"in JSON: the table is another"
run 0 "apply" lc apply "$DIR/base.yaml"
run 0 "now it is the same" lc diff "$DIR/base.yaml"

# a vendor that this release does not know any more
run 0 "apply" lc apply "$(changed 's/^(    )prefixes/\1vendors: [abus]\n\1prefixes/')"
run 0 "the text in force names a vendor of old" \
	"$(dirname "$0")/_upgrade.py" "$PIN" vendor "[abus]" "[abvs]"
run 3 "another file" lc diff "$DIR/base.yaml"
matches "$OUT" "^the text .* cannot be read .* not compared" "it says so"
matches "$OUT" "^prefixes: group cameras loses [0-9]+: " "prefixes are compared"
matches "$OUT" "^flows: 0 of 0 would end" "and flows"
cp "$DIR/base.yaml" "$DIR/new.yaml"
is "$(json groups)" null "in JSON: not looked at"
is "$(json same)" false "and not the same"
finish
