#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A permit ends by the kernel's own timer, though no process of lenscap lives,
# and the connection that it opened ends with it; one that lasts is not touched.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_permit.sh"

plan 12
need_lenscap
lab_up
serve_echo net 9000
serve_echo net 9001

# live: bit 2 of the live word, LC_LIVE_PERMITS
live()
{
	bpftool -j map dump pinned "$LAB_PIN/hot" 2>/dev/null | "$PYTHON" -c '
import json, sys
rows = json.load(sys.stdin)
value = rows[0].get("formatted", rows[0])["value"]
print(value[".bss"][0]["lenscap_hot"]["control"]["live"] >> 2 & 1)'
}

none_active()
{
	[ "$(active)" -eq 0 ]
}

only_long()
{
	[ "$(lc permit list | grep -c '^[0-9a-f]\{6\} ')" -eq 1 ] &&
		lc permit list | grep -q "^$LONG "
}

# call_short: a busy machine may need longer than the first permit lasts
call_short()
{
	local seconds

	for seconds in 3 10 30; do
		permit "$CAM_MAC" to "$NET4" tcp 9000 \
			for "$((seconds * LAB_SLOW))s" &&
			[ "$(live)" = 1 ] || return
		talk short "$NET4" 9000
		talks short && return
	done
}

ok "apply" enforce
is "$(live)" 0 "frames look for no permit"
ok "a call by a permit of some seconds" call_short
ok "one of an hour" permit "$CAM_MAC" to "$NET4" tcp 9001 for 1h
LONG=$ID
talk long "$NET4" 9001
is "$(lenscap_processes)" "" "no process of lenscap lives"
ok "the short permit ends" wait_for 60 only_long
ok "the call that it opened has ended" silent short
ok "the long one's call goes on" talks long
is "$(live)" 1 "frames look for permits"
ok "end that too" lc permit end "$LONG"
is "$(live)" 0 "frames look for none"
ok "none is left" none_active
finish
