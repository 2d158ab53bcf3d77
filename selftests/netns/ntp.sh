#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An isolated camera sets its clock from the endpoint "clock", and only there.
. "$(dirname "$0")/lib.sh"

plan 7
need_lenscap
lab_up
serve_ntp
start far-ntp net toybox sntp -S ::
wait_for 10 listening net u 123

ok "before: a clock on the internet answers" ntp cam "$NET4"
ok "apply the isolating policy" enforce
ok "the clock answers, IPv4" ntp cam "$LAN4"
ok "the clock answers, IPv6" ntp cam "$LAN6"
fails "a clock on the internet does not, IPv4" ntp cam "$NET4"
fails "a clock on the internet does not, IPv6" ntp cam "$NET6"
at_least "$(counted direction=ingress rule=clock verdict=pass \
	group=cameras)" 2 "the questions are counted under the rule"
finish
