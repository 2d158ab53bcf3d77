#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap(8) and the program have the same verbs and options.
. "$(dirname "$0")/lib_man.sh"
[ -x "$LENSCAP" ] || skip "$LENSCAP is not built: make"
plan 7

# What all verbs share stands once, before them
shared='--(help|pin|state)$'

verbs()
{
	"$LENSCAP" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'
}

options()
{
	local verb

	for verb in $(verbs); do
		"$LENSCAP" "$verb" --help |
			sed -n "s/^  \(--[a-z-]*\).*/$verb \1/p"
	done
}

same "verbs" "$(verbs)" "$(manual verbs | grep -v -- --)"
same "options" "$(options | grep -Ev -- "$shared")" "$(manual verbs | grep -- --)"
same "what options mean" "$(manual verbs | grep -e -- | grep -v -e '--json$')" \
	"$(manual described)"
is "$(options | grep -Eo -- "$shared" | sort -u | xargs)" \
	"$(sed -n '/^\.Ss Options of every/,/^\.Sh/s/^\.It Fl \(-[a-z]*\).*/-\1/p' \
		"$CLI_ROOT/man/lenscap.8" | sort | xargs)" \
	"what all verbs share"
finish
