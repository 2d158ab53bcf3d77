#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What an isolated camera sends to the internet over IPv6 does not arrive, and
# is counted under its vendor, group and reason; after unload it arrives again.
. "$(dirname "$0")/lib.sh"

plan 14
need_lenscap
lab_up
serve_web
tap far net eth0

# calls: the three ways out
calls()
{
	udp cam "$NET6" 8800
	tcp cam "$NET6" 443
	http cam "$NET6"
	settle far "$NET6"
} >/dev/null 2>&1

calls
before=$(seen far "src host $CAM6")
at_least "$before" 5 "before: the calls arrive"
ok "before: the page is fetched" http cam "$NET6"
before=$(seen far "src host $CAM6")
ok "apply the isolating policy" enforce
is "$(dropped ingress)" 0 "nothing is counted yet"
udp cam "$NET6" 8800
ok "a marker of the PC arrives" settle far "$NET6"
is "$(seen far "src host $CAM6")" "$before" "the UDP call does not arrive"
is "$(dropped ingress)" 1 "it is counted, once"
fails "no connection to TCP 443" tcp cam "$NET6" 443
two=$(dropped ingress)
at_least "$two" 2 "its SYN is counted"
fails "no page" http cam "$NET6"
at_least "$(dropped ingress)" $((two + 1)) "its SYN is counted too"
settle far "$NET6"
is "$(seen far "src host $CAM6")" "$before" "none of it arrives"
ok "unload" lc unload
ok "after: the page is fetched" http cam "$NET6"
finish
