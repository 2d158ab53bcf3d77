# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The body of call_in.sh and call_in_ipv6.sh, which say over which addresses: CAM is
# the camera's, NET the internet's. Sourced after lib.sh.

plan 9
need_lenscap
lab_up
serve_video
tap near cam eth0

ok "before: the internet reaches the camera" tcp net "$CAM" 554
settle near "$CAM"
before=$(seen near "src host $NET")
at_least "$before" 2 "before: its frames arrive"
ok "apply the isolating policy" enforce
is "$(dropped egress)" 0 "nothing is counted yet"
udp net "$CAM" 37020
ok "a marker of the PC arrives" settle near "$CAM"
is "$(dropped egress)" 1 "a datagram is counted, once"
fails "the internet does not reach the camera" tcp net "$CAM" 554
settle near "$CAM"
at_least "$(dropped egress)" 2 "its SYN is counted"
is "$(seen near "src host $NET")" "$before" "none of it arrives"
finish
