#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# docs/migration-nftables.md: nftables takes every ruleset that the page shows,
# and lenscap every policy, without an error. What they mean is not compared.
. "$(dirname "$0")/lib.sh"

place
command -v nft >/dev/null || skip "nft is missing, of package nftables"
pages=$CLI_ROOT/selftests/cli/_pages.py
page=$CLI_ROOT/docs/migration-nftables.md
mapfile -t rules < <("$PYTHON" "$pages" blocks "$page" "table " "$DIR")
mapfile -t policies < <("$PYTHON" "$pages" blocks "$page" "version:" "$DIR")

plan $((3 + ${#rules[@]} + ${#policies[@]}))
is "${#rules[@]}" "${#policies[@]}" "as many rulesets as policies"
isnt "${#rules[@]}" 0 "and there are some"
for file in "${rules[@]}"; do
	run 0 "nft: $(sed -n 1p "$file") ${file##*-}" \
		inside nft --check --file "$file"
done
for file in "${policies[@]}"; do
	run 0 "policy ${file##*-}" inside "$LENSCAP" check "$file"
done
echo 'table inet x { chain y { drop everything; }; }' >"$DIR/wrong"
run 1 "a ruleset that is none is refused" inside nft --check --file "$DIR/wrong"
finish
