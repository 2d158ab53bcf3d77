#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The ledger's chain can be followed without lenscap, as docs/auditors.md says:
# each line has the SHA-256 of the line before it, the report has the last one's.
. "$(dirname "$0")/lib.sh"

place
plan 6
run 0 "apply" lc apply "$(policy one)"
send cam0 44:19:b6:00:00:05 2
run 0 "a record" lc record --why "by hand"
run 0 "and one more" lc record
file=$(ls "$STATE"/ledger/*-*.jsonl)
last=$(wc -l <"$file")

# follows LINE: does the next one have its hash?
follows()
{
	[ "$(sed -n "$1p" "$file" | tr -d '\n' | sha256sum | cut -d ' ' -f 1)" = \
		"$(sed -n "$(($1 + 1))p" "$file" | field prev_sha256)" ]
}

chained=0
for line in $(seq $((last - 1))); do
	follows "$line" && chained=$((chained + 1))
done
is "$chained" "$((last - 1))" "each of $last lines is in the next one"
is "$(lc report --json | field sites.0.ledger.head_seq sites.0.ledger.head_sha256 | xargs)" \
	"$last $(sed -n '$p' "$file" | tr -d '\n' | sha256sum | cut -d ' ' -f 1)" \
	"and the last one in the report"
sed -i '2s/by hand/by HAND/' "$file"
follows 2
isnt $? 0 "a line that was changed is not"
finish
