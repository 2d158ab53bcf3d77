#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Pins that another ABI made, a newer one or an older one, are not touched, not
# even to confirm or take back: every verb says what to do, and changes nothing.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_diff.sh"
plan 60
ABI=$(sed -n 's/^#define LC_ABI_VERSION \([0-9]*\)u$/\1/p' "$CLI_ROOT/include/uapi/lenscap.h")
poke()
{
	"$PYTHON" "$(dirname "$0")/_poke.py" "$PIN/hot" "$1" "$2" || exit 1
}

# all: what is in force and saved, and every byte that a refusal might write
all()
{
	local map

	footprint
	bpftool net show
	for map in policy_info names ports confirm_timer; do
		bpftool -j map dump pinned "$PIN/$map" | sha256sum
	done
	find "$STATE" -type f -exec sha256sum {} +
} 2>&1

# refused VERB [ARGUMENT...]: with the remedy
refused()
{
	run 1 "$WHAT: $1 refuses" lc "$@"
	matches "$OUT" "made by an? $WHAT lenscap, of ABI $THEIRS, .* speaks $ABI: .*unload with the lenscap that made it, then apply" \
		"$WHAT: $1 says what to do"
}

run 0 "apply" lc apply "$DIR/base.yaml"
run 0 "a draft waits" lc apply --confirm 600 "$(policy two)"
ID=$(lc status --json | field policy.pending.id)
for WHAT in newer older; do
	[ "$WHAT" = newer ] && THEIRS=$((ABI + 1)) || THEIRS=$((ABI - 1))
	poke 4 "$THEIRS"
	before=$(all)
	for verb in "apply $DIR/base.yaml" "apply --dry-run $DIR/base.yaml" \
		"apply --confirm 9 $DIR/base.yaml" "confirm $ID" rollback \
		"diff $DIR/base.yaml" unload status "status --check" counters \
		metrics show; do
		# shellcheck disable=SC2086 # words
		refused $verb
	done
	if "$LENSCAP" permit --help >/dev/null 2>&1; then
		refused permit list
	else
		skip_one "$WHAT: permit refuses" "this lenscap has no permits"
		skip_one "$WHAT: permit says what to do" "likewise"
	fi
	is "$(all)" "$before" "$WHAT: nothing is changed"
done
poke 4 "$ABI"
poke 0 1234
run 1 "another magic: apply refuses" lc apply "$(policy two)"
matches "$OUT" "no lenscap of this version made: unload with" "and says what to do"
poke 0 $((0x4c434150))
run 0 "both as they were: confirm works" lc confirm "$ID"
is "$(in_force)" two "and it stays"
finish
