#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A frame is judged once: a device and one that stands on it are not both
# taken, a pattern skips what stands on another, its addresses count as the port's.
. "$(dirname "$0")/lib.sh"
place
ip -n "$NS" link add br0 type bridge 2>/dev/null || skip "no bridge here"
ip -n "$NS" link set br0 up
ip -n "$NS" link set lan0 master br0
plan 6
run 1 "a bridge and its port" lc apply "$(policy one lan0 br0)"
matches "$OUT" '"br0" stands on "lan0"' "it says which"
cat >"$DIR/match.yaml" <<'EOT'
version: 1
interfaces:
  - match: "*"
groups:
  - {name: banned, prefixes: ["44:19:b6/24"]}
EOT
run 0 "a pattern" lc apply "$DIR/match.yaml"
is "$(lc status --json | "$PYTHON" -c '
import json, sys
print(*[i["name"] for i in json.load(sys.stdin)["interfaces"]])')" \
	"cam0 cam1 lan0 lan1" "takes neither bridge nor loopback"
run 0 "only the bridge" lc apply "$(policy two br0)"
run 0 "status --check" lc status --check
finish
