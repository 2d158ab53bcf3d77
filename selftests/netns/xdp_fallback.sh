#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Where the driver has no native XDP, auto falls back to generic and native
# refuses. A macvlan device stands for such a driver.
. "$(dirname "$0")/lib.sh"

plan 9
need_lenscap
lab_up
serve_web
ip -n "$LAB-rtr" addr flush dev lan0
ip -n "$LAB-rtr" link add link lan0 name mv0 address "$LAN_MAC" \
	type macvlan mode passthru 2>/dev/null ||
	skip_rest "no macvlan in this kernel"
address rtr mv0 "$LAN4/24" "$LAN6/64"
wait_for 5 http cam "$NET4"

# a policy for mv0 in that mode
mode()
{
	policy interface="    xdp: $1" | sed 's/name: lan0/name: mv0/' \
		>"$LAB_DIR/policy.yaml"
	apply "$LAB_DIR/policy.yaml"
}

ok "before: the camera reaches the internet" http cam "$NET4"
said=$(mode native 2>&1)
is $? 1 "xdp: native is refused with status 1"
matches "$said" "mv0.*native|native.*mv0" "and the message says what and where"
ok "nothing changed" http cam "$NET4"
ok "xdp: auto is accepted" mode auto
is "$(state interfaces.0.ingress.mode)" generic "status says generic"
fails "the camera does not reach the internet" http cam "$NET4"
at_least "$(counted direction=ingress interface=mv0 group=cameras \
	verdict=drop reason=default)" 1 "and is counted"
ok "the PC does" http pc "$NET4"
finish
