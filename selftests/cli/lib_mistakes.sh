#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What people do wrong, as a table: each line of a mistakes_*.sh is a command and
# what must come of it. Sourced after lib.sh.
#
#   mistake STATUS "NAME" "WHAT, TO WHAT" "REMEDY" COMMAND...
#
# passes when the command ends with that status, standard error has both of the
# texts (extended regular expressions), standard output nothing, and all that
# there is of lenscap is as it was before: pins, programs, offloads, files.

MISTAKES_BEFORE=

# What must be as it was
mistakes_seen()
{
	footprint
	find "$STATE" ! -name ledger -type f -exec sha256sum {} + 2>/dev/null |
		sort
	in_force
	ls -A "$DIR"
}

# One result for each line that begins with "mistake"
mistakes_plan()
{
	plan "$(grep -c '^mistake ' "$0")"
	mistakes_begin
}

# Where the table has changed something on purpose
mistakes_begin()
{
	MISTAKES_BEFORE=$(mistakes_seen)
}

mistake()
{
	local want=$1 name=$2 what=$3 remedy=$4 said printed got wrong="" now

	shift 4
	said=$("$@" 2>&1 >"$DIR/.printed")
	got=$?
	printed=$(cat "$DIR/.printed")
	rm -f "$DIR/.printed"
	now=$(mistakes_seen)
	[ "$got" -eq "$want" ] || wrong="exit status $got, wanted $want"
	[ -z "$printed" ] || wrong="standard output is not empty"
	grep -Eq -- "$what" <<<"$said" || wrong="what happened, to what: $what"
	grep -Eq -- "$remedy" <<<"$said" || wrong="what to do: $remedy"
	[ "$now" = "$MISTAKES_BEFORE" ] || {
		diff <(echo "$MISTAKES_BEFORE") <(echo "$now") | sed 's/^/# /'
		wrong="something is changed"
	}
	MISTAKES_BEFORE=$now
	[ -z "$wrong" ] && { result 0 "$name"; return; }
	printf '%s\n' "$said" "$printed" | sed 's/^/# /'
	echo "# $wrong"
	result 1 "$name"
}
