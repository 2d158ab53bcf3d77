#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# explain of a port of the policy that is not here: nothing is judged there, and
# that is said; also of one that came back as another device, or is not attached.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_explain.sh"

WORDS="from $CAM 10.20.0.5 to 203.0.113.9:443 tcp"

plan 15
run 0 "apply" lc apply "$(policy two lan0 lan1)"
ip -n "$NS" link del lan1
ip -n "$NS" link add lan1 type veth peer name cam1
run 0 "another device has the name" lc explain in lan1 "$WORDS"
matches "$OUT" "warning: lan1 is another device now than when" "is warned of"
ip -n "$NS" link del lan1
run 0 "again without it" lc apply --again
run 1 "a port that is not here" lc explain in lan1 "$WORDS"
matches "$OUT" \
	"lan1 is an interface of the policy that is not here now.*--policy FILE" \
	"is told as the policy's"
run 2 "one of nobody's" lc explain in lan7 "$WORDS"
matches "$OUT" "neither an interface of the policy nor of this machine" "is not"
ip -n "$NS" link add lan1 type veth peer name cam1
by_live "in lan1 $WORDS"
says reason not-in-policy "it came back, and is not judged yet"
matches "$(phase link)" "^decides: lan1 came after its policy was applied: .*apply --again" \
	"it is told what to do"
agreed "as judged"
ip -n "$NS" link del lan0
ip -n "$NS" link del lan1
run 0 "again with none" lc apply --again
run 1 "no port is here" lc explain "02 00 00 00 00 01 44 19 b6 00 00 05 08 00"
matches "$OUT" "no interface of the policy is here now" "and that is said"
lc unload >/dev/null 2>&1
is "$(in_force)" - "unloaded"
finish
