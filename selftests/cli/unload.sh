#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# unload leaves the router as it was before the first apply, says what that
# means, and may be said twice.
. "$(dirname "$0")/lib.sh"
place
plan 8
before=$(footprint)
export EXTRA='zones:
  - {name: hall, interface: lan0, vlans: [101]}'
run 0 "apply with VLAN zones on two ports" lc apply "$(policy one lan0 lan1)"
isnt "$(footprint)" "$before" "there is something to see"
run 0 "unload" lc unload
matches "$OUT" "cameras are open" "it says that the cameras are open"
is "$(footprint)" "$before" "pins, programs and offload are as before"
is "$(test -e "$STATE/running.yaml"; echo $?)" 0 "the saved policy stays"
run 0 "unload again" lc unload
matches "$OUT" "nothing to unload" "it says that there was nothing"
finish
