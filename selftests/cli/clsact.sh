#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# On a kernel without tcx the egress program is a clsact filter; a qdisc that
# others use is neither made nor taken away.
. "$(dirname "$0")/lib.sh"
place
inside tc qdisc add dev lan1 clsact 2>/dev/null || skip "no clsact qdisc here"
plan 11
export LENSCAP_TC=clsact
before=$(footprint)
run 0 "apply" lc apply "$(policy one lan0 lan1)"
is "$(lc status --json | field interfaces.0.egress.kind)" clsact "it is clsact"
run 0 "status --check" lc status --check
inside tc filter del dev lan0 egress
run 1 "the filter is taken off: status --check" lc status --check
run 0 "apply again" lc apply "$(policy one lan0 lan1)"
run 0 "status --check" lc status --check
is "$(inside tc filter show dev lan0 egress | grep -c lenscap_egress)" 1 \
	"one filter, not two"
run 0 "unload" lc unload
is "$(footprint)" "$before" "our qdisc is gone, theirs stands, though empty"
lc apply "$(policy one lan0 lan1)" >/dev/null 2>&1
inside tc filter add dev lan0 egress prio 7 protocol all u32 match u32 0 0 ||
	inside tc filter add dev lan0 egress prio 7 matchall action ok
run 0 "unload with another's filter in our qdisc" lc unload
matches "$(inside tc filter show dev lan0 egress)" "pref 7" "leaves it there"
finish
