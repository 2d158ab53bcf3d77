#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Pins belong to the network namespace they were made in: from another one
# nothing is changed, unless all their devices are gone.
. "$(dirname "$0")/lib.sh"
place
plan 9
run 0 "apply" lc apply "$(policy one)"
before=$(footprint)
# elsewhere COMMAND...: in a namespace that has a lan0 of its own
elsewhere()
{
	unshare --net -- sh -c \
		'ip link add lan0 type veth peer name cam0; exec "$@"' - "$@"
}

run 1 "apply from elsewhere" elsewhere "$LENSCAP" apply "$(policy other)" \
	--pin "$PIN" --state "$STATE"
matches "$OUT" "another network namespace: run this there" "it says what to do"
run 1 "unload from elsewhere" "$LENSCAP" unload --pin "$PIN" \
	--state "$STATE"
run 0 "status from elsewhere" "$LENSCAP" status --pin "$PIN" --state "$STATE"
matches "$OUT" "another network namespace" "warns"
is "$(footprint)" "$before" "nothing is changed"
ip -n "$NS" link del lan0
run 0 "once the devices are gone, unload works" "$LENSCAP" unload --pin "$PIN" \
	--state "$STATE"
is "$(test -e "$PIN"; echo $?)" 1 "and leaves nothing"
finish
