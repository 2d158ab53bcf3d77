# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The body of call_out.sh and call_out_ipv6.sh, which say over which addresses: CAM is
# the camera's, NET the internet's. Sourced after lib.sh.

plan 14
need_lenscap
lab_up
serve_web
tap far net eth0

# calls: the three ways out
calls()
{
	udp cam "$NET" 8800
	tcp cam "$NET" 443
	http cam "$NET"
	settle far "$NET"
} >/dev/null 2>&1

calls
before=$(seen far "src host $CAM")
at_least "$before" 5 "before: the calls arrive"
ok "before: the page is fetched" http cam "$NET"
before=$(seen far "src host $CAM")
ok "apply the isolating policy" enforce
is "$(dropped ingress)" 0 "nothing is counted yet"
udp cam "$NET" 8800
ok "a marker of the PC arrives" settle far "$NET"
is "$(seen far "src host $CAM")" "$before" "the UDP call does not arrive"
is "$(dropped ingress)" 1 "it is counted, once"
fails "no connection to TCP 443" tcp cam "$NET" 443
two=$(dropped ingress)
at_least "$two" 2 "its SYN is counted"
fails "no page" http cam "$NET"
at_least "$(dropped ingress)" $((two + 1)) "its SYN is counted too"
settle far "$NET"
is "$(seen far "src host $CAM")" "$before" "none of it arrives"
ok "unload" lc unload
ok "after: the page is fetched" http cam "$NET"
finish
