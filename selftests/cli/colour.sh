#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Colours: of verdicts, warnings and errors, on a terminal that has them and
# only there; never where NO_COLOR is set, and never in JSON and CSV.
. "$(dirname "$0")/lib.sh"
place
plan 18
red='\^\[\[31m' yellow='\^\[\[33m' off='\^\[\[39m'

# on VAR=VALUE... VERB ARGUMENT...: what the verb prints on a terminal
on()
{
	local set=()

	while [[ $1 == *=* ]]; do
		set+=("$1")
		shift
	done
	inside env -u NO_COLOR TERM=xterm "${set[@]}" "$PYTHON" \
		"$CLI_ROOT/selftests/cli/_terminal.py" -- "$LENSCAP" "$@" \
		--pin "$PIN" --state "$STATE"
}

# plain TEXT NAME: nothing of it is coloured
plain()
{
	is "$(grep -c '\^\[' <<<"$1")" 0 "$2"
}

file=$(policy one lan0 lan1)
sed -i 's/^groups:/zones: [{name: watched, interface: lan1, vlans: [untagged], mode: monitor}]\n&/' "$file"
lc apply "$file" >/dev/null 2>&1 || exit 1
send cam0 44:19:b6:00:00:05 1
send cam1 44:19:b6:00:00:06 1
wait_counted drop 1 && wait_counted would-drop 1
said=$(on counters)
matches "$said" "${red}drop$off" "a drop is red"
matches "$said" "${yellow}would-drop$off" "what would be one is yellow"
is "$(printf '%s\n' "$said" | sed 's/\^\[\[[0-9]*m//g')" "$(lc counters)" \
	"the table is the same but for that"
matches "$(on attempts)" "${red}drop$off" "attempts, too"
rm -rf "$STATE"
matches "$(on status)" "^${yellow}warning:$off " "a warning of status"
matches "$(on apply /nowhere)" "^${red}/nowhere: $off" "an error of a file"
matches "$(on check "$file")" ": ${yellow}warning:$off " "a warning of one"
matches "$(on status --nosuch)" "^${red}lenscap:$off status: unknown" "an error"

plain "$(on NO_COLOR=1 counters)" "none where NO_COLOR is set"
matches "$(on NO_COLOR= counters)" "${red}drop$off" "one that is empty is not set"
plain "$(on TERM=dumb counters)" "none on a terminal that has none"
plain "$(on TERM= counters)" "none on one that is not known"
plain "$(on NO_COLOR=1 status --nosuch; on NO_COLOR=1 check "$file")" \
	"none in errors and warnings then"
plain "$(on counters --json; on attempts --csv; on attempts --json)" \
	"none in JSON and CSV"
plain "$(lc counters | sed 's/\x1b/^[/g'; lc status --nosuch 2>&1 | sed 's/\x1b/^[/g')" \
	"none where it is no terminal"
matches "$(TERM=xterm lc counters 2>&1)" "drop" "(there is something to colour)"

# The screen has bold and reversed text, which are no colours
said=$(inside env NO_COLOR=1 TERM=xterm-256color "$PYTHON" \
	"$CLI_ROOT/selftests/cli/_terminal.py" q -- "$LENSCAP" top --pin "$PIN" \
	--state "$STATE")
matches "$said" "lenscap [a-z]+" "(the screen was there)"
is "$(grep -cE '\^\[\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7])(;[0-9;]*)?m' <<<"$said")" 0 \
	"none on the screen of top"
finish
