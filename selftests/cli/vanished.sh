#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A device that goes away takes nothing with it: status tells, another policy
# applies, unload cleans up.
. "$(dirname "$0")/lib.sh"
place
plan 9
run 0 "apply to two ports" lc apply "$(policy two lan0 lan1)"
ip -n "$NS" link del lan1
run 1 "one is gone: status --check" lc status --check
matches "$OUT" "lan1: ingress and egress are not attached" "it is named"
run 1 "the same policy again fails" lc apply "$(policy two lan0 lan1)"
matches "$OUT" 'lan1.*no such device here' "it says why"
is "$(in_force)" two "and stays in force"
run 0 "a policy without it applies" lc apply "$(policy one lan0)"
is "$(find "$PIN" -name 'xdp-*' | wc -l)" 1 "its pins are gone"
ip -n "$NS" link del lan0
run 0 "unload without any device" lc unload
finish
