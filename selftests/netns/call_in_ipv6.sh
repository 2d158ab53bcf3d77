#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The internet cannot reach an isolated camera over IPv6: dropped on the way
# out of the router, and counted.
. "$(dirname "$0")/lib.sh"

plan 9
need_lenscap
lab_up
serve_video
tap near cam eth0

ok "before: the internet reaches the camera" tcp net "$CAM6" 554
settle near "$CAM6"
before=$(seen near "src host $NET6")
at_least "$before" 2 "before: its frames arrive"
ok "apply the isolating policy" enforce
is "$(dropped egress)" 0 "nothing is counted yet"
udp net "$CAM6" 37020
ok "a marker of the PC arrives" settle near "$CAM6"
is "$(dropped egress)" 1 "a datagram is counted, once"
fails "the internet does not reach the camera" tcp net "$CAM6" 554
settle near "$CAM6"
at_least "$(dropped egress)" 2 "its SYN is counted"
is "$(seen near "src host $NET6")" "$before" "none of it arrives"
finish
