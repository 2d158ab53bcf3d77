#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A command of another build, of the same ABI, reads and switches what is there,
# says that the programs are not its own, and replaces them at apply alone.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_upgrade.sh"
place
command -v bpftool >/dev/null || skip "bpftool is missing: package bpftool"
plan 36
run 0 "apply" lc apply "$(policy one)"
old=$(programs) port=$(running lan0)
is "$(lc status --json | field programs.own warnings | paste -sd' ')" "true []" \
	"status: its own"
isnt "$(lc status --json | field programs.build)" null "of a build"
run 0 "the other: status --check" other status --check
matches "$OUT" "^warning: the programs .* another build .* apply the policy" \
	"it warns, with the remedy"
is "$(other status --json | field programs.own)" false "in JSON"
for verb in show counters metrics "diff $DIR/one.yaml" \
	"apply --dry-run $DIR/one.yaml"; do
	# shellcheck disable=SC2086 # words
	run 0 "the other: ${verb%% *}" other $verb
done
is "$(programs) $(running lan0)" "$old $port" "none of them replaces anything"

run 0 "a draft" lc apply --confirm 600 "$(policy two)"
id=$(lc status --json | field policy.pending.id)
run 1 "the other: apply while it waits" other apply "$DIR/one.yaml"
matches "$OUT" "pending $id .* nothing is changed" "is refused"
run 0 "the other: confirm" other confirm "$id"
is "$(in_force)" two "it stays"
run 0 "the other: rollback" other rollback
is "$(in_force)" one "it is back"
run 0 "a draft" lc apply --confirm 600 "$(policy two)"
run 0 "the other: rollback of it" other rollback
is "$(in_force)" one "it is back"
is "$(programs) $(running lan0)" "$old $port" "the programs are those of before"

run 0 "the other: apply, changes nothing else" other apply --json "$DIR/one.yaml"
is "$(grep -v '"schema"' <<<"$OUT" | sed -n '/^{/,/^}/p' | field changed)" true \
	"which is a change"
isnt "$(programs)" "$old" "they are its own"
is "$(running lan0)" "$(ids)" "on the port, too"
is "$(other status --json | field programs.own warnings | paste -sd' ')" "true []" \
	"it says so"
matches "$(lc status)" "^warning: the programs .* another build" \
	"and the first one warns"
new=$(programs)
run 0 "again" other apply "$DIR/one.yaml"
is "$(programs)" "$new" "is none"
run 0 "a draft by the first command" lc apply --confirm 600 "$(policy two)"
is "$(programs)" "$old" "brings its own programs"
run 0 "rollback" lc rollback
is "$(in_force) $(programs)" "one $old" "which stay"
run 0 "the other: unload" other unload
finish
