#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Enforcement does not depend on serve: killed, it leaves all as it was; and the
# next one starts at once. Two at a time there are not.
. "$(dirname "$0")/lib_serve.sh"
place
plan 10
run 0 "apply" lc apply "$(policy one)"
before=$(footprint)
serve_start
run 1 "a second one is refused" inside timeout 10 "$LENSCAP" serve \
	--pin "$PIN" --state "$STATE"
matches "$OUT" "another lenscap serve runs" "it says why"
serve_stop KILL
is $? 137 "serve is killed"
is "$(footprint)" "$before" "everything is as it was"
send cam0 44:19:b6:00:00:01 1
wait_counted drop 1
result $? "it judges"
run 0 "status --check" lc status --check
flock --no-fork -s "$STATE" sleep 60 &
STARTED="$STARTED $!"
serve_start
grep -q watching "$DIR/log"
result $? "who may only read the state directory cannot keep it away"
detach xdp lan0
told attach-made interface=lan0 direction=ingress
serve_stop INT
is $? 0 "it ends by SIGINT, too"
finish
