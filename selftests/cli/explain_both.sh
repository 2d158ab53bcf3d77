#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A frame from one camera to another is judged both ways: explain tells both, the
# verdict is that of the way that drops, and a remedy for one way says of the other.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_explain.sh"

# From 10.20.0.5:40000 to 10.20.0.6:443, UDP, between two cameras
HEX=4419b60000064419b60000050800
HEX+=4500002000000000401100000a1400050a140006
HEX+=9c4001bb000c0000
HEX+=$(printf '0%.0s' {1..36})

# ways: "DIRECTION VERDICT REASON" of each
ways()
{
	"$PYTHON" -c '
import json, sys
for way in json.load(sys.stdin)["ways"]:
    print(way["direction"], way["verdict"], way["reason"])' <<<"$OUT"
}

plan 11
by_file "$HEX"
is "$(ways)" "ingress drop default" "what does not come in has no way out"
is "$(field remedy.works remedy.tried <<<"$OUT" | tr '\n' ' ')" \
	"false tried: with it the frame comes in, and drops on its way out: default " \
	"a rule for the way in is half of it"
agreed "as judged"
sed 's/- {name: never,/- {name: out, peer: 10.20.0.6, proto: udp, ports: [443], initiated-by: device}\n      &/' \
	"$RULES" >"$DIR/half.yaml"
RULES=$DIR/half.yaml
by_file "$HEX"
is "$(ways)" "ingress pass rule
egress drop default" "with it, both are told"
says verdict drop "the one that drops decides"
says remedy.works true "and has a remedy"
matches "$(field remedy.yaml <<<"$OUT")" \
	"peer: 10.20.0.5, proto: udp, ports: \[443\], initiated-by: peer" \
	"that lets the other camera be opened to"
agreed "as judged"
by_file in lan0 "$HEX"
is "$(ways)" "ingress pass rule" "one way alone, where it is given"
by_file out lan0 "$HEX"
is "$(ways)" "egress drop default" "or the other"
run 0 "in words as well" inside "$LENSCAP" explain --policy "$RULES" "$HEX"
finish
