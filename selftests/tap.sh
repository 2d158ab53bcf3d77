# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# TAP for tests written in shell: plan, results, comparisons. Sourced.
# No topology and no lenscap; those are the libraries of cli/ and netns/.

TAP_COUNT=0
TAP_PLAN=0
TAP_FAILED=0

plan()
{
	TAP_PLAN=$1
	echo "TAP version 13"
	echo "1..$1"
}

# result STATUS NAME: one line for a status that was already computed
result()
{
	TAP_COUNT=$((TAP_COUNT + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $TAP_COUNT $2"
	else
		echo "not ok $TAP_COUNT $2"
		TAP_FAILED=$((TAP_FAILED + 1))
	fi
}

# skip_one NAME WHY: one result that cannot be had here
skip_one()
{
	TAP_COUNT=$((TAP_COUNT + 1))
	echo "ok $TAP_COUNT $1 # SKIP $2"
}

# is GOT WANTED NAME, and its opposite
is()
{
	[ "$1" = "$2" ] && { result 0 "$3"; return; }
	echo "# got \"$1\", wanted \"$2\""
	result 1 "$3"
}

isnt()
{
	[ "$1" != "$2" ] && { result 0 "$3"; return; }
	echo "# got \"$1\", wanted anything else"
	result 1 "$3"
}

# matches TEXT PATTERN NAME: extended regular expression
matches()
{
	grep -Eq -- "$2" <<<"$1" && { result 0 "$3"; return; }
	# shellcheck disable=SC2001 # each line gets its mark
	sed 's/^/# /' <<<"$1"
	echo "# does not match: $2"
	result 1 "$3"
}

# skip WHY: the whole test, before plan
skip()
{
	echo "TAP version 13"
	echo "1..0 # SKIP $1"
	exit 4
}

# The end: were as many results made as planned, and none failed?
finish()
{
	if [ "$TAP_COUNT" -ne "$TAP_PLAN" ]; then
		echo "# planned $TAP_PLAN results, made $TAP_COUNT"
		exit 1
	fi
	[ "$TAP_FAILED" -eq 0 ] || exit 1
	exit 0
}
