#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Flows that the recorder opened carry the camera's answers and nothing beside:
# not another device's, another port's, another protocol's, nor later fragments.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"

craft_cases ride
plan $((3 * CASES + 4))
need_lenscap
lab_up
# IPv6 addresses that end as those of IPv4 do have a way there, too
ip -n "$LAB-rtr" -6 route add ::10.20.2.10/128 via "$REC6" dev lan1
ip -n "$LAB-rtr" -6 route add ::203.0.113.9/128 via "$NET6" dev wan0
craft_taps
craft_send open
while read -r name rest; do
	reach "$name" open net rec
done <<<"$CASE_LIST"

ok "apply" enforce rules='
      - {name: asked, peer: recorder, proto: any, initiated-by: peer}'
craft_send early
while read -r name rest; do
	reach "$name" early
done <<<"$CASE_LIST"

ok "the recorder asks" \
	on rec "$PYTHON" -B "$LAB_TOOLS/craft.py" send eth0 ask asked
settle far-rec "$REC4"
craft_send late
while read -r name rest; do
	# shellcheck disable=SC2086 # a word each
	reach "$name" late $rest
done <<<"$CASE_LIST"
at_least "$(counted direction=ingress verdict=pass reason=flow rule=asked)" 6 \
	"the answers are counted by the flow"
finish
