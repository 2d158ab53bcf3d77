#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Without the guard's module everything works, nothing pretends that it is
# there, and a guard that was enabled is missed.
. "$(dirname "$0")/lib.sh"
place
[ ! -d /sys/module/lenscap_guard ] || skip "the module is loaded"
plan 21
run 0 "guard status" lc guard status
matches "$OUT" "^guard +not loaded, not enabled" "it says so"
is "$(lc guard status --json | field loaded state enabled proof boot current \
	staged ports | paste -sd' ')" \
	"false absent false null null null null []" "JSON says so"
if modinfo -n lenscap_guard >/dev/null 2>&1; then
	skip_one "enable" "the module is installed, and would be loaded"
	skip_one "enable says how to get it" "the module is installed"
else
	run 1 "enable" lc guard enable
	matches "$OUT" "cannot load.*make kmod" "it says how to get it"
fi
is "$(test -e "$STATE"; echo $?)" 1 "nothing is noted"
run 0 "disable" lc guard disable
matches "$OUT" "was not enabled" "it says that there was nothing"
run 2 "a verb that is none" lc guard enforce
run 2 "no verb" lc guard
run 2 "an option of another verb" lc guard status --proof tag
run 2 "a proof that is none" lc guard enable --proof seal
run 2 "half a path" lc guard enable --firmware lib/firmware

mkdir "$STATE"
echo '{"version": 1, "proof": "tag", "firmware": "/nowhere"}' >"$STATE/guard.json"
run 0 "apply where it was enabled" lc apply "$(policy one lan0)"
matches "$OUT" "warning: the guard is enabled, but its module is not loaded" \
	"warns"
run 1 "status --check" lc status --check
is "$(lc status --json | field guard.enabled guard.proof guard.state | paste -sd' ')" \
	"true tag absent" "status tells of it"
is "$(lc metrics | grep -c lenscap_guard_closed)" 0 "metrics know no port of it"
echo '{"version": 1}' >"$STATE/guard.json"
run 1 "apply with a note that cannot be read" lc apply "$(policy two lan0)"
matches "$OUT" "in force, but: .*guard.json.*guard enable" "says what to do"
rm "$STATE/guard.json"
run 0 "status --check without it" lc status --check
finish
