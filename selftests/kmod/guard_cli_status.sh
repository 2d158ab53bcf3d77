#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# guard status, status and metrics tell of the guard what is so: loaded without
# a table, closed, open, with another policy's table, gone.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
plan 28
run 0 "loaded, no policy: guard status" lc guard status
matches "$OUT" "^guard +empty, not enabled, proof program" "it says so"
is "$(told loaded state enabled proof boot current staged | paste -sd' ')" \
	"true empty false program none null null" "JSON says so"
is "$(told ports) $(lc metrics | grep -c "^lenscap_guard_closed")" "[] 0" \
	"no port is guarded"
genl simple --id 9 00:11:22 >/dev/null
is "$(port lan0 state)" closed "with a table an unjudged port is closed"
matches "$(lc metrics)" '^lenscap_guard_closed\{interface="lan1"\} 1$' \
	"metrics: every guarded port"
genl clear
is "$(lc status --json | field guard.loaded guard.state | paste -sd' ')" \
	"true empty" "status: the same"
run 0 "apply" lc apply "$(policy one lan0)"
is "$(told state current.prefixes current.in_force staged | paste -sd' ')" \
	"open 1 true null" "the guard has its table"
is "$(told current.sha256)" "$(live)" "with its identity"
is "$(port lan0 state) $(port lan1 state)" "open closed" \
	"the port of the policy is open, the other is not"
run 0 "status --check" lc status --check
matches "$OUT" "^guard +open, 1 prefixes of this policy, proof program" \
	"status in words"
is "$(lc status --json | field guard.state guard.closed warnings | paste -sd' ')" \
	"open [] []" "status in JSON"
is "$(lc metrics | grep '^lenscap_guard_closed')" \
	'lenscap_guard_closed{interface="lan0"} 0' \
	"metrics: the policy's ports"
detach xdp lan0
run 1 "the program is taken off: status --check" lc status --check
matches "$OUT" "lan0: the guard closed this port" "it warns of the port"
is "$(told state) $(port lan0 state)" "closed closed" "guard status says closed"
is "$(lc metrics | grep '^lenscap_guard_closed')" \
	'lenscap_guard_closed{interface="lan0"} 1' "so do metrics"
is "$(lc status --json | field guard.state guard.closed | paste -sd' ')" \
	'closed ["lan0"]' "so does status in JSON"
run 0 "apply again" lc apply "$(policy one lan0)"
is "$(told state)" open "opens it"
genl simple --id 7 00:11:22 >/dev/null
matches "$(lc status)" "warning: the guard holds the table of another policy" \
	"another table is warned of"
genl simple --id 8 --stage 00:11:22 >/dev/null
matches "$(lc status)" "warning: a table is left staged" "so is a staged one"
lc apply "$(policy one lan0)" >/dev/null 2>&1
is "$(told current.in_force staged | paste -sd' ')" "true null" \
	"the same policy again mends both"
genl clear
matches "$(lc status)" "warning: the guard has no table here" \
	"no table is warned of"
guard_unload
run 0 "without the module: guard status" lc guard status
matches "$OUT" "^guard +not loaded, not enabled" "it says so"
finish
