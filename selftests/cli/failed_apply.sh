#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An apply that fails on its last port takes back what it did on the others:
# the first leaves nothing, a later one leaves the policy before it.
. "$(dirname "$0")/lib.sh"
place
foreign lan1 xdp || skip "cannot load another XDP program"
plan 8
export EXTRA='zones:
  - {name: hall, interface: lan0, vlans: [101]}'
two=$(policy two lan0 lan1)
export EXTRA=
before=$(footprint)
run 1 "a first apply fails on the second port" lc apply "$two"
is "$(footprint)" "$before" "nothing is left of it"
is "$(test -e "$STATE"; echo $?)" 1 "nothing is saved"
run 0 "apply another port" lc apply "$(policy one cam0)"
during=$(footprint)
saved=$(cat "$STATE/running.yaml")
run 1 "a later apply fails on the second port" lc apply "$two"
is "$(in_force)" one "the policy before it is in force"
is "$(footprint | grep -v text_)" "$(grep -v text_ <<<"$during")" \
	"the port that it had attached is as it was"
is "$(cat "$STATE/running.yaml")" "$saved" "and it is the one saved"
finish
