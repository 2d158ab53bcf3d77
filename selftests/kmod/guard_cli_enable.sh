#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# guard enable and disable beside a policy in force: table, proof and record
# come and go, and frames that the program passes are never dropped for it.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
plan 30
cat >"$DIR/clock.yaml" <<EOT
version: 1
interfaces: [{name: lan0}]
endpoints: {clock: [203.0.113.9]}
groups:
  - name: cams
    prefixes: ["44:19:b6/24"]
    rules:
      - {name: time, peer: clock, proto: udp, initiated-by: either}
EOT

# judged: frames of a camera that its rule allows, passed and dropped by guard
judged()
{
	echo "$(counts lan0 passed cam0 3 "$CAM") $(port lan0 dropped)"
}

guard_unload
run 0 "apply before there is a guard" lc apply "$DIR/clock.yaml"
run 1 "enable, and the module is nowhere" lc guard enable
matches "$OUT" "make kmod" "it says how to get one"
is "$(told enabled)" false "and it is not enabled"
guard_load
is "$(told state)" empty "a module loaded by hand has no table"
run 0 "enable" lc guard enable
matches "$OUT" "^guard +open, enabled, proof program" "it says what is so"
matches "$OUT" "of the policy in force" "the policy's table is handed over"
is "$(told current.sha256)" "$(live)" "it is that of the policy in force"
is "$(judged)" "3 0" "what the program passes, passes"
run 0 "status --check" lc status --check
run 0 "enable with proof tag" lc guard enable --proof tag
is "$(told enabled proof | paste -sd' ')" "true tag" "it counts from now on"
is "$(judged)" "3 0" "what the program passes bears a tag"
run 0 "apply again" lc apply "$DIR/clock.yaml"
is "$(judged)" "3 0" "and still does"
lc unload >/dev/null 2>&1
run 0 "unload and apply" lc apply "$DIR/clock.yaml"
is "$(judged)" "3 0" "new programs write tags as well"
guard_unload
run 1 "the module is gone: status --check" lc status --check
matches "$OUT" "enabled, but its module is not loaded" "it says why"
guard_load
run 0 "loaded anew: apply" lc apply "$DIR/clock.yaml"
is "$(told proof) $(judged)" "tag 3 0" "proof and key are the new module's"
run 0 "proof program again" lc guard enable --proof program
is "$(told proof) $(judged)" "program 3 0" "nothing is dropped for it"
run 2 "a proof that is none" lc guard enable --proof seal
run 2 "a verb that is none" lc guard enforce
run 0 "disable" lc guard disable
is "$(told enabled state current | paste -sd' ')" "false empty null" \
	"nothing is guarded"
is "$(test -e "$STATE/guard.json"; echo $?)" 1 "nothing is noted"
run 0 "disable again" lc guard disable
finish
