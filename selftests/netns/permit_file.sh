#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Permits in the policy's file begin and end with it; those of before a reboot
# come back if the clock can be trusted, and say so if it cannot.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_permit.sh"

plan 30
need_lenscap
lab_up
FILE=$LAB_STATE/permits.json
MORE=()

later()
{
	date -u -d "now + $1" +%Y-%m-%dT%H:%M:%SZ
}

# with PERMIT...: the policy with these, applied
with()
{
	local permit

	{
		policy rules="$(answer)"
		echo "permits:"
		for permit; do
			echo "  - {macs: [\"$CAM_MAC\"], $permit, why: from a file}"
		done
	} >"$LAB_DIR/policy.yaml"
	OUT=$(apply "$LAB_DIR/policy.yaml" "${MORE[@]}" 2>&1)
}

# draft PERMIT...: the same until it is confirmed; sets $DRAFT
draft()
{
	local MORE=(--confirm 600)

	with "$@" || return
	DRAFT=$(sed -n 's/^pending //p' <<<"$OUT")
	[ -n "$DRAFT" ]
}

measured()
{
	lc metrics | sed -n 's/^lenscap_permits //p'
}

# reboot: what was saved, as the next boot finds it; unload alone forgets it
reboot()
{
	sed 's/"boot_id": "[^"]*"/"boot_id": "another"/' "$FILE" \
		>"$LAB_DIR/permits.json"
	lc unload >/dev/null
	cp "$LAB_DIR/permits.json" "$FILE"
}

trusted()
{
	"$PYTHON" -c '
import ctypes, sys
timex = (ctypes.c_char * 1024)()
ctypes.CDLL(None).adjtimex(timex)
sys.exit(ctypes.cast(timex, ctypes.POINTER(ctypes.c_int))[10] >> 6 & 1)'
}

WEB="peer: $NET4, proto: tcp, ports: [80, \"8000-8010\"], until: \"$(later '1 hour')\""
ANY="peer: recorder, proto: any, until: \"$(later '2 hours')\""
PAST="peer: any, proto: icmp, until: \"2026-01-01T00:00:00Z\""
FAR="peer: any, proto: icmp, until: \"$(later '40 days')\""

ok "a policy with permits" with "$WEB" "$PAST"
is "$(active)" 1 "that which has not ended is active"
is "$(measured)" 1 "metrics count it"
is "$(lc status | grep -c "^permit .*from a file")" 1 "status shows it"
ok "it is the file's" grep -q "tcp 80, 8000-8010 .*file.*from a file" \
	<(lc permit list)
before=$(lc permit list | tail -n 1 | cut -d' ' -f1)
ok "the same and one more" with "$WEB" "$ANY"
is "$(active)" 2 "both are active"
ok "the first is the same as before" grep -q "^$before " <(lc permit list)
ok "a permit by command" permit "$CAM_MAC" to any udp 53 for 1h
HAND=$ID
ok "the policy without permits" enforce rules="$(answer)"
is "$(active)" 1 "those of the file have ended"
is "$(lc show | grep -c "^permits:")" 0 "show shows them no more"
ok "what is saved has none either" lc status --check
ok "that of the command has not" grep -q "^$HAND .*command" \
	<(lc permit list)
fails "a permit of 40 days" with "$FAR"
is "$(grep -c "31 days" <<<"$OUT")" 1 "it says how long one can last"

ok "a draft with a permit" draft "$WEB"
is "$(active)" 1 "it does not begin"
ok "confirm" lc confirm "$DRAFT"
is "$(active)" 2 "it begins"
ok "roll back" lc rollback
is "$(active)" 1 "it has ended"

lc unload >/dev/null
ok "after unload, apply" enforce rules="$(answer)"
is "$(active)" 0 "no permit is left, as the kernel has it"
ok "a permit by command" permit "$CAM_MAC" to any udp 53 for 1h
HAND=$ID
reboot
OUT=$(enforce rules="$(answer)" 2>&1)
is $? 0 "after a reboot, apply"
if trusted; then
	is "$(lc permit list | grep -c "^$HAND .*udp 53")" 1 "it is active again"
else
	is "$(active):$(grep -c "$HAND.*clock" <<<"$OUT")" 0:1 \
		"it is not, and a warning says that the clock is not set"
fi
sed -i 's/"until": "20../"until": "201/; s/"since": "20../"since": "201/' "$FILE"
reboot
ok "after a reboot when it is over, apply" enforce rules="$(answer)"
is "$(active)" 0 "it is not active"
echo '{"schema": "permits/1", "rows": [{"id": 1}' >"$FILE"
ok "a file that is no JSON does no harm" with "$WEB"
finish
