#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A device that is not there is named, with the one that may be meant.
. "$(dirname "$0")/lib.sh"
place
plan 5
run 1 "apply" lc apply "$(policy one lan7 lan8)"
matches "$OUT" 'one.yaml:4:.*"lan7".*did you mean "lan[01]"' "it names the device"
matches "$OUT" 'one.yaml:5:.*"lan8"' "and the other one"
is "$(test -e "$PIN" || test -e "$STATE"; echo $?)" 1 "nothing is made"
cat >"$DIR/match.yaml" <<'EOT'
version: 1
interfaces:
  - match: "eth*"
groups:
  - {name: banned, prefixes: ["44:19:b6/24"]}
EOT
run 1 "a pattern that fits no device" lc apply "$DIR/match.yaml"
finish
