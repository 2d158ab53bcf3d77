#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The internet cannot reach an isolated camera over IPv4: dropped on the way
# out of the router, and counted.
. "$(dirname "$0")/lib.sh"

plan 9
need_lenscap
lab_up
serve_video
tap near cam eth0

ok "before: the internet reaches the camera" tcp net "$CAM4" 554
settle near "$CAM4"
before=$(seen near "src host $NET4")
at_least "$before" 2 "before: its frames arrive"
ok "apply the isolating policy" enforce
is "$(dropped egress)" 0 "nothing is counted yet"
udp net "$CAM4" 37020
ok "a marker of the PC arrives" settle near "$CAM4"
is "$(dropped egress)" 1 "a datagram is counted, once"
fails "the internet does not reach the camera" tcp net "$CAM4" 554
settle near "$CAM4"
at_least "$(dropped egress)" 2 "its SYN is counted"
is "$(seen near "src host $NET4")" "$before" "none of it arrives"
finish
