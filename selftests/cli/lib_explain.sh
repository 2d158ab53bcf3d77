#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What tests of explain share: a policy with rules of each kind, and questions.
# Sourced after lib.sh and place.

RULES=$DIR/rules.yaml
cat >"$RULES" <<'EOT'
version: 1
policy: {name: hall}
interfaces:
  - {name: lan0, on-link: [10.20.0.0/16, "fd20::/64"]}
endpoints:
  recorder: [10.20.0.10]
  clock: [10.20.0.1, "fd20::1"]
groups:
  - name: cameras
    prefixes: ["44:19:b6/24"]
    housekeeping: [arp, nd, dhcp]
    rules:
      - {name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}
      - {name: time, peer: clock, proto: udp, ports: [123], initiated-by: device}
      - {name: web, peer: 10.20.0.11, proto: tcp, ports: [80, "8000-8010"], initiated-by: either}
      - {name: ping, peer: 10.20.0.12, proto: icmp, initiated-by: device}
      - {name: ported, peer: 10.20.0.13, proto: any, ports: [5000], initiated-by: device}
      - {name: own, peer: router, proto: tcp, ports: [8080], initiated-by: device}
      - {name: never, peer: 192.0.2.0/24, action: drop}
EOT

# shellcheck disable=SC2034 # for the tests
CAM=44:19:b6:00:00:05

# by_file WORD...: explain by the file; its JSON in $OUT
by_file()
{
	OUT=$(inside "$LENSCAP" explain --policy "$RULES" --json "$@" 2>&1)
}

# by_live WORD...: the same by what is in force
by_live()
{
	OUT=$(lc explain --json "$@" 2>&1)
}

# says PATH WANTED NAME: one value of the JSON in $OUT
says()
{
	is "$(field "$1" <<<"$OUT" 2>&1)" "$2" "$3"
}

# why RULE: what is said of that rule
why()
{
	"$PYTHON" -c '
import json, sys
rules = json.load(sys.stdin)["ways"][0]["rules"]
print([r["why"] for r in rules if r["name"] == sys.argv[1]][0])' "$1" <<<"$OUT"
}

# phase NAME: "OUTCOME: TEXT" of that phase
phase()
{
	"$PYTHON" -c '
import json, sys
phases = json.load(sys.stdin)["ways"][0]["phases"]
print(["%(outcome)s: %(text)s" % p for p in phases
       if p["phase"] == sys.argv[1]][0])' "$1" <<<"$OUT"
}

# agreed NAME: the steps told are those that were judged
agreed()
{
	is "$("$PYTHON" -c '
import json, sys
print([w["differs"] for w in json.load(sys.stdin)["ways"] if w["differs"]])' \
		<<<"$OUT")" "[]" "$1"
}

# pcap FILE HEX...: a capture of these
pcap()
{
	"$PYTHON" -c '
import struct, sys
out = struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1)
for text in sys.argv[2:]:
    frame = bytes.fromhex(text)
    out += struct.pack("<IIII", 1, 0, len(frame), len(frame)) + frame
open(sys.argv[1], "wb").write(out)' "$@"
}
