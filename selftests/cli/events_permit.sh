#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A permit is told when it begins, and when its time or a command ends it.
. "$(dirname "$0")/lib_serve.sh"
place
plan 13

run 0 "apply" lc apply "$(policy one lan0 lan1)"
run 0 "a permit before serve" lc permit 44:19:b6:00:00:09 to any tcp 80 for 1h --why old
serve_start
run 0 "a permit for 3 s" lc permit 44:19:b6:00:00:01 to 203.0.113.9 tcp 443 \
	for 3s --why "new \"firmware\""
told permit-start LENSCAP_MAC=44:19:b6:00:00:01 LENSCAP_PEER=203.0.113.9 \
	LENSCAP_PROTO=tcp LENSCAP_PORT=443
matches "$(field text <"$DIR/event")" 'may reach 203.0.113.9 \(tcp 443\) for [0-9]+ s, by .*: new "firmware"$' \
	"for how long, by whom and why"
told permit-end LENSCAP_MAC=44:19:b6:00:00:01 LENSCAP_PEER=203.0.113.9 \
	LENSCAP_PORT=443
run 0 "another, of two devices" lc permit 44:19:b6:00:00:01 44:19:b6:00:00:02 \
	to 203.0.113.9 udp 53,100-200 for 1h --why test
told permit-start LENSCAP_MAC=None LENSCAP_PROTO=udp LENSCAP_PORT=None
matches "$(field text <"$DIR/event")" "44:19:b6:00:00:01 and 1 more may reach" \
	"it names one and counts the others"
run 0 "end it" lc permit end "$(field text <"$DIR/event" | cut -c 1-6)"
told permit-end LENSCAP_MAC=None
is "$(event_count permit-start) $(event_count permit-end)" "2 2" \
	"each once, and none that was there before"
run 0 "unload" lc unload
finish
