#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Root takes a program off: that is told, and it is attached again, with the gap.
# No event of rtnetlink tells of it; serve looks.
. "$(dirname "$0")/lib_serve.sh"
place
plan 13
run 0 "apply" lc apply "$(policy one lan0 lan1)"
serve_start
run 0 "somebody detaches XDP" detach xdp lan0
told attach-lost interface=lan0 direction=ingress
told attach-made interface=lan0 direction=ingress
told_gap
run 0 "somebody takes the tc program off" detach tc lan0
told attach-lost interface=lan0 direction=egress
told attach-made interface=lan0 direction=egress
told_gap
is_attached lan0 "it is attached"
run 0 "status --check" lc status --check
is "$(grep -c '"lan1"' "$DIR/events")" 0 "nothing is told of the other port"
is "$(grep -c attach-lost "$DIR/events")" 2 "each loss is told of once"
finish
