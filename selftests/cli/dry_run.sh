#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply --dry-run goes through everything, says what would be, and changes
# nothing.
. "$(dirname "$0")/lib.sh"
place
plan 25
before=$(footprint)
run 0 "dry run of a first apply" lc apply "$(policy one)" --dry-run
matches "$OUT" "would be put in force on lan0" "it says what would be"
matches "$OUT" "lan0 would be attached: .*XDP.*, driver veth" "of each port how"
matches "$OUT" "no policy is in force: until all ports are attached" "and when"
is "$(footprint)" "$before" "nothing is changed"
is "$(test -e "$PIN" || test -e "$STATE"; echo $?)" 1 "no directory is made"
run 0 "apply" lc apply "$(policy one)"
before=$(footprint)
run 0 "dry run of another" lc apply "$(policy two lan0 lan1)" --dry-run --json
is "$(sed -n '/^{/,/^}/p' <<<"$OUT" | field changed)" true "it would change"
run 0 "dry run of the same" lc apply "$(policy one)" --dry-run --json
is "$(sed -n '/^{/,/^}/p' <<<"$OUT" | field changed)" false "it would not"
is "$(footprint)" "$before" "nothing is changed"
run 1 "dry run with a missing device" lc apply "$(policy one lan7)" --dry-run
run 0 "dry run of a draft" lc apply "$(policy two)" --confirm 60 --dry-run
is "$(in_force)" one "the policy stays"

# What apply would do with the ports, beside the policy.
dry() { lc apply "$1" --dry-run; }
run 0 "apply to two" lc apply "$(policy one lan0 lan1)"
before=$(footprint)
run 0 "dry run without one of them" dry "$(policy two)"
matches "$OUT" "lan0 stays attached" "one stays"
matches "$OUT" "lan1 would be let go, and what is behind it not" "one goes"
matches "$OUT" "lenscap diff FILE says .* flows would end" "it points to diff"
run 0 "dry run of another mode" dry "$(ENTRY='xdp: generic' policy two)"
matches "$OUT" "lan0 would be taken off and .*in between: generic" "it says so"
zones=$(EXTRA='zones: [{name: z, interface: lan0, vlans: [5]}]' policy two)
run 0 "dry run with VLAN zones" lc apply "$zones" --dry-run --json
is "$(sed -n '/^{/,/^}/p' <<<"$OUT" |
	field ports.0.name ports.0.step ports.0.may_reset ports.0.rxvlan_off \
		ports.1.step | xargs)" \
	"lan0 stay false true leave" "and for programs, with the offload"
is "$(footprint)" "$before" "nothing is changed by any of it"
finish
