#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A port that was renamed is still judged; a device that took its name is not,
# and nothing says that it were.
. "$(dirname "$0")/lib.sh"
place
plan 9
run 0 "apply" lc apply "$(policy one)"
ip -n "$NS" link set lan0 down
ip -n "$NS" link set lan0 name old0
ip -n "$NS" link set old0 up
run 0 "a renamed port is whole: --check" lc status --check
matches "$OUT" "lan0 is called old0 now" "it says what it is called"
ip -n "$NS" link add lan0 type veth peer name cam9
ip -n "$NS" link set lan0 up
run 1 "another device has the name: --check" lc status --check
matches "$OUT" "lan0 is another device now" "it says so"
is "$(lc status --json | field interfaces.0.ingress.attached)" false \
	"it is not attached"
matches "$(lc metrics)" \
	'lenscap_interface_attached\{interface="lan0",direction="ingress"\} 0' \
	"nor in the metrics"
run 0 "the same policy again" lc apply "$(policy one)"
run 0 "makes it whole: --check" lc status --check
finish
