#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the manual shows as an example holds: policies are valid, commands have
# verbs and options that there are.
. "$(dirname "$0")/lib_man.sh"
[ -x "$LENSCAP" ] || skip "$LENSCAP is not built: make"
plan 5
DIR=$(mktemp -d) || exit 1
trap 'rm -rf "$DIR"' EXIT
trap 'exit 1' INT TERM HUP

# shown PAGE: the lines of its displays, as they are read, a blank one between
shown()
{
	awk '
	/^\.Bd -literal/ { inside = 1; next }
	/^\.Ed/ { inside = 0; print ""; next }
	inside { gsub(/\\e/, "\\"); print }
	/^\.Dl / { sub(/^\.Dl /, ""); print; print "" }' "$CLI_ROOT/man/$1"
}

shown lenscap.yaml.5 | sed '/^$/,$d' >"$DIR/one.yaml"
run 0 "the policy of lenscap.yaml(5) is valid" "$LENSCAP" check "$DIR/one.yaml"
matches "$OUT" "1 group, 2 rules, [0-9]+ MAC prefixes listed" "and is all of it"
# the second adds zones to it
{ cat "$DIR/one.yaml"; shown lenscap.yaml.5 | sed '1,/^$/d'; } >"$DIR/two.yaml"
run 0 "with its zones, too" "$LENSCAP" check "$DIR/two.yaml"

# commands: VERB [--OPTION...] of each that is shown, continued lines joined
commands()
{
	local page

	for page in lenscap.8 lenscap.yaml.5 lenscap-metrics.7 lenscap_guard.4; do
		shown "$page" | sed -e ':again' -e '/\\$/N; s/\\\n//; tagain' |
			sed -n 's/^lenscap //p'
	done
}

bad=
while read -r verb words; do
	"$LENSCAP" --help | grep -q "^  $verb " || bad="$bad $verb"
	while read -r option; do
		"$LENSCAP" "$verb" --help | grep -qe "^  $option " ||
			bad="$bad $verb $option"
	done < <(grep -o -e '--[a-z-]*' <<<"$words")
done < <(commands)
is "$bad" "" "each command that is shown is one"
is "$(commands | grep -c -e '--confirm 300\|--why')" 2 "(they were found)"
finish
