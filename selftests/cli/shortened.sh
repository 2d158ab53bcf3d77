#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Verbs that are not written out: taken where they mean one, refused with what
# fits where not, and never taken for what changes the router.
. "$(dirname "$0")/lib.sh"
place
plan 16
is "$("$LENSCAP" look 44:19:b6:00:00:01)" \
	"$("$LENSCAP" lookup 44:19:b6:00:00:01)" "one that means one verb"
run 2 "it goes by its whole name" "$LENSCAP" stat --nosuch
matches "$OUT" "^lenscap: status: unknown option" "in what it says"
run 2 "several fit" "$LENSCAP" re
matches "$OUT" '"re" begins more than one command: report, record, replay$' \
	"each is named"
lc apply "$(policy one)" >/dev/null 2>&1
before=$(footprint)
for word in appl confir permi rollb unl; do
	run 2 "$word is not taken" "$LENSCAP" "$word"
	matches "$OUT" "did you mean \"(apply|confirm|permit|rollback|unload)\"\?\): .* is never shortened, write it out" \
		"and told why"
done
is "$(footprint)" "$before" "nothing changed"
finish
