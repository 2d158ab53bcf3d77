#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply --again where devices are missing: the policy comes in force without
# them, even with none, and takes them in when they appear.
. "$(dirname "$0")/lib.sh"
place
plan 24

lan1()
{
	ip -n "$NS" link add lan1 type veth peer name cam1
	ip -n "$NS" link set lan1 up
	ip -n "$NS" link set cam1 up
}

export EXTRA="  - {name: late, zones: [hall], prefixes: [\"00:12:34/24\"]}
  - {name: later, zones: [lan7], prefixes: [\"00:12:35/24\"]}
zones: [{name: hall, interface: lan1, vlans: [101]}]"
file=$(policy two lan0 lan1)
sed -i 's/^interfaces:/&\n  - {match: "lan[5-9]"}/' "$file"
run 0 "apply" lc apply "$file"
is "$(lc apply --again --json 2>/dev/null | field changed)" false \
	"what only a pattern fits is not missing"
ip -n "$NS" link del lan1
run 1 "apply where lan1 is missing" lc apply "$file"
run 0 "again" lc apply --again
matches "$OUT" 'warning: interface "lan1": there is no such device here' "it warns"
is "$(grep -c 'warning:.*lan1' <<<"$OUT")" 2 "once itself, once by status"
is "$(lc status --json | field interfaces.1.name interfaces.1.ifindex interfaces.1.ingress.attached)" \
	"lan1
null
false" "status shows it, not attached"
run 1 "status --check" lc status --check
matches "$OUT" "warning: lan1: there is no such device here" "and warns"
is "$(lc apply --again --json 2>/dev/null | field changed)" false "it stays so"
is "$(lc metrics | grep -c 'attached{interface="lan1".* 0')" 2 "metrics: not attached"
lan1
run 0 "again, when it is there" lc apply --again
run 0 "status --check" lc status --check
is "$(lc status --json | field interfaces.1.name interfaces.1.ingress.attached)" \
	"lan1
true" "it is attached"

ip -n "$NS" link del lan0
ip -n "$NS" link del lan1
run 0 "again, with no device at all" lc apply --again
is "$(in_force)" two "it is in force"
run 0 "unload" lc unload
run 0 "as at boot, with no device at all" lc apply --again
is "$(in_force)" two "the saved policy is in force"
is "$(lc status --json | field policy.path)" "$STATE/running.yaml" "by its file"
lan1
run 0 "again, when one appears" lc apply --again
is "$(lc status --json | field interfaces.1.ingress.attached)" true "it is attached"
send cam1 44:19:b6:00:00:05 1
wait_counted drop 1
result $? "it is judged"
is "$(lc show)" "$(cat "$STATE/running.yaml")" "what is saved is the same"
finish
