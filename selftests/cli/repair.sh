#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The same policy again changes nothing, but puts back what was taken off.
. "$(dirname "$0")/lib.sh"
place
plan 10
one=$(policy one lan0 lan1)
run 0 "apply" lc apply "$one"
at=$(lc status --json | field policy.applied_at policy.slot)
run 0 "the same again" lc apply "$one" --json
is "$(sed -n '/^{/,/^}/p' <<<"$OUT" | field changed)" false "changed: false"
is "$(lc status --json | field policy.applied_at policy.slot)" "$at" \
	"no switch, the time stands"
for kind in xdp tc; do
	detach $kind lan1
	run 1 "$kind detached: status --check" lc status --check
	run 0 "the same policy repairs it" lc apply "$one"
	run 0 "status --check" lc status --check
done
finish
