#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The idle slot is previous, shadow or empty, or waits for a confirmation: what
# is refused between these, what is said, and what follows upon what.
. "$(dirname "$0")/lib.sh"
place
plan 32

idle()
{
	lc status --json | field policy.name policy.idle | paste -sd' '
}

pending()
{
	lc apply "$1" --confirm 600 2>/dev/null | sed -n 's/^pending //p'
}

# wants SAID NAME [COMMAND...]: status 1, and that; what is there stays
wants()
{
	local said=$1 name=$2 before

	shift 2
	before=$(idle 2>/dev/null)
	run 1 "$name: is refused" "$@"
	matches "$OUT" "$said" "$name: says why"
	is "$(idle 2>/dev/null)" "$before" "$name: nothing changes"
}

one=$(policy one) two=$(policy two) three=$(policy three)
wants "lenscap apply FILE puts one in force" "--shadow, and nothing in force" \
	lc apply --shadow "$one"
run 1 "shadow, and nothing in force" lc shadow
lc apply "$one" >/dev/null 2>&1
is "$(idle)" "one empty" "a first apply: empty"
wants "lenscap apply --shadow FILE begins" "shadow stop without one" \
	lc shadow stop
run 2 "--shadow with --confirm is wrong use" lc apply --shadow --confirm 60 "$two"
run 2 "--shadow with --dry-run is wrong use" lc apply --shadow --dry-run "$two"
run 2 "shadow of something else is wrong use" lc shadow end
lc apply "$two" >/dev/null 2>&1
is "$(idle)" "two previous" "a second: previous"

lc apply --shadow "$three" >/dev/null 2>&1
is "$(idle)" "two shadow" "--shadow takes its place"
wants "the shadow three .*took its place" "rollback" lc rollback
wants "nothing waits to be confirmed" "confirm" lc confirm 3f2a9c
lc shadow stop >/dev/null
is "$(idle)" "two empty" "shadow stop: empty"
run 1 "rollback then" lc rollback

lc apply --shadow "$three" >/dev/null 2>&1
lc apply "$one" >/dev/null 2>&1
is "$(idle)" "one previous" "apply ends the shadow"
run 0 "rollback then" lc rollback
is "$(idle)" "two previous" "and goes back"

lc apply --shadow "$three" >/dev/null 2>&1
id=$(pending "$one")
is "$(idle)" "one previous" "--confirm ends the shadow"
wants "^lenscap: pending $id by .*, [0-9]+ s left: lenscap confirm $id" \
	"--shadow while one waits" lc apply --shadow "$three"
wants "lenscap apply --shadow FILE begins" "shadow stop while one waits" \
	lc shadow stop
run 0 "it is confirmed" lc confirm "$id"
finish
