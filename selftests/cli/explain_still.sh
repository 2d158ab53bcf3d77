#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# explain leaves everything as it is: no counter, flow, device, attempt, event or
# remembered frame is another after it, in no map that is pinned.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_explain.sh"

# same NAME: does each map hold what it held?
same()
{
	"$PYTHON" "$CLI_ROOT/selftests/cli/_maps.py" "$PIN" >"$DIR/after"
	run 0 "$1" diff "$DIR/before" "$DIR/after"
}

before()
{
	"$PYTHON" "$CLI_ROOT/selftests/cli/_maps.py" "$PIN" >"$DIR/before"
}

plan 17
lc apply "$RULES" >/dev/null 2>&1
send cam0 "$CAM" 2 --dst 10.20.0.1 --dport 123
send cam0 "$CAM" 2
wait_counted pass 2
wait_counted drop 2
before
isnt "$(grep -c . "$DIR/before")" 0 "the maps are read"
for map in hot counters census flows_device flows_peer rates permits events \
	names; do
	grep -q "^$map " "$DIR/before" || echo "# $map is not among them"
done
is "$(grep -cE '^(hot|counters|census|flows_device|flows_peer|rates|permits|events|names) ' \
	"$DIR/before")" 9 "all that count, remember and tell are among them"
same "nothing moves by itself"
for words in \
	"in lan0 from $CAM 10.20.0.5 to 203.0.113.9:443 tcp" \
	"in lan0 from $CAM 10.20.0.5 to 10.20.0.1:123 udp" \
	"in lan0 from $CAM 10.20.0.5:40001 to 10.20.0.1:123 udp" \
	"out lan0 from 10.20.0.10:40000 to $CAM 10.20.0.5:554 tcp" \
	"in lan0 from 44:19:b6:00:00:77 10.20.0.9 to 203.0.113.9:443 tcp"; do
	run 0 "$words" lc explain "$words"
	same "changes nothing"
done
# a device that is new, within what it may open: the same comparison sees it
send cam0 44:19:b6:00:00:66 1 --src 10.20.0.6 --dst 10.20.0.1 --dport 123
wait_counted pass 3
"$PYTHON" "$CLI_ROOT/selftests/cli/_maps.py" "$PIN" >"$DIR/after"
CHANGED=$(diff "$DIR/before" "$DIR/after" | sed -n 's/^> \([a-z_]*\) .*/\1/p')
for map in census events flows_device hot; do
	is "$(grep -cx "$map" <<<"$CHANGED")" 1 "a frame does change $map"
done
finish
