#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# serve --listen: none, places that are none, and what is open to others.
. "$(dirname "$0")/lib_web.sh"
web_place
plan 9

serve_start --listen none
is "$(web_pid)" "" "none: no process speaks HTTP"
is "$(inside ss -Hltn)" "" "and nobody listens"
serve_stop TERM
for each in 9877 localhost:9877 127.0.0.1:0 unix:web; do
	run 2 "refused: $each" inside "$LENSCAP" serve --pin "$PIN" \
		--state "$STATE" --listen "$each"
done
serve_start
is "$(grep -c "no password" "$DIR/log")" 0 "this machine alone"
serve_stop TERM
serve_start --listen 0.0.0.0:9877
is "$(grep -c "no password" "$DIR/log")" 1 "others are told of"
# as the network comes later than serve
serve_stop TERM
serve_start --listen 192.0.2.9:9877
ip -n "$NS" addr add 192.0.2.9/32 dev lo
export URL=http://192.0.2.9:9877
fetched 200 "an address that comes later" /metrics
finish
