#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# DNS is not housekeeping: a rule lets an isolated camera ask the router.
. "$(dirname "$0")/lib.sh"

plan 5
need_lenscap
lab_up
serve_dnsmasq

ok "apply a policy without a rule for DNS" enforce
fails "the camera's question is not answered" resolve cam "$LAN4" cloud.example
at_least "$(dropped ingress)" 1 "and is counted"
ok "apply a policy with a rule for DNS" enforce \
	rules='[{name: names, peer: router, proto: udp, ports: [53], initiated-by: either}]'
ok "the camera's question is answered" resolve cam "$LAN4" cloud.example
finish
