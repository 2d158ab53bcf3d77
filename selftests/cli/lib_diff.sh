#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What tests of diff share: a policy with a bit of everything, and its changes.
# Sourced after lib.sh and place.

cat >"$DIR/base.yaml" <<'EOT'
version: 1
policy: {name: site-7, revision: "1", owner: noc}
mode: enforce
interfaces:
  - {name: lan0, unlisted: pass}
zones:
  - {name: hall, interface: lan0, vlans: [101, 102]}
endpoints:
  recorder: [10.20.0.10, "fd20::10"]
  clock: [10.20.0.1]
groups:
  - name: cameras
    prefixes: ["44:19:b6/24", "00:11:22/24"]
    macs: ["02:00:00:00:00:09"]
    addresses: [10.20.0.0/16]
    rules:
      - {name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}
      - {name: time, peer: clock, proto: udp, ports: [123], initiated-by: device}
      - {name: call, peer: 203.0.113.0/24, proto: udp, ports: [8800], initiated-by: device}
    default: drop
EOT

# changed SED...: base.yaml after these, at new.yaml
changed()
{
	local args=() each

	for each; do
		args+=(-e "$each")
	done
	sed -E "${args[@]}" "$DIR/base.yaml" >"$DIR/new.yaml"
	! cmp -s "$DIR/base.yaml" "$DIR/new.yaml" ||
		echo "# nothing is changed: $*"
	echo "$DIR/new.yaml"
}

# json PATH: one value of diff --json new.yaml
json()
{
	lc diff --json "$DIR/new.yaml" | field "$1"
}
