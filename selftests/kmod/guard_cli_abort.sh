#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An apply that fails takes its table back: the guard keeps the one before, or
# none; and what an apply that was cut short left staged is not lost.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
foreign lan1 xdp || skip "cannot load another XDP program"
plan 12
one=$(policy one lan0)
both=$(policy both lan0 lan1)
sed -i 's/44:19:b6/ac:cc:8e/' "$both"
run 1 "a first apply fails on its second port" lc apply "$both"
is "$(told state current staged | paste -sd' ')" "empty null null" \
	"the guard has nothing of it"
run 0 "apply a good one" lc apply "$one"
sha=$(live)
run 1 "another fails" lc apply "$both"
is "$(told current.sha256 current.in_force staged | paste -sd' ')" \
	"$sha true null" "the table is the one before"
is "$(told state)" open "its port is open"
# as if it was cut short between switch and commit
genl simple --id 5 00:11:22 >/dev/null
cat >"$DIR/staged.json" <<EOT
{"id": "$sha", "classes": [{"listed": [0], "exempt": []}],
 "prefixes": [["44:19:b6", 24, 1]]}
EOT
run 0 "its own table is left staged" genl stage "$DIR/staged.json"
run 1 "then an apply fails" lc apply "$both"
is "$(told current.sha256 staged | paste -sd' ')" "$sha null" \
	"what was staged is current now"
genl simple --id 5 00:11:22 >/dev/null
genl simple --id 6 --stage 00:11:23 >/dev/null
run 1 "after another's, too" lc apply "$both"
is "$(told current.prefixes current.in_force staged | paste -sd' ')" \
	"1 false null" "which is not committed"
run 0 "the next apply mends it" lc apply "$one"
finish
