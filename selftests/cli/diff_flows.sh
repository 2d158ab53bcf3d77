#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# diff counts the flows that are open and would end, by the rule that opened
# them, with examples; one that a change does not concern is not among them.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_diff.sh"

# calls HOST [PORT]: the camera opens a flow to 203.0.113.HOST
calls()
{
	send cam0 44:19:b6:00:00:05 1 --sport "${2:-40000}" --dport 8800 \
		--dst "203.0.113.$1"
}

flows()
{
	sed -n '/^flows: /,$p' <<<"$OUT"
}

plan 25
GONE='/name: call/d'
lc apply "$DIR/base.yaml" >/dev/null 2>&1
run 3 "no flow is open" lc diff "$(changed "$GONE")"
is "$(flows)" "flows: 0 of 0 would end" "none would end"
calls 9
wait_counted pass 1
run 3 "its rule goes" lc diff "$(changed "$GONE")"
is "$(flows)" "flows: at least 1 of 1 would end
  cameras/call: 1 flow
    44:19:b6:00:00:05: 10.20.0.5:40000 to 203.0.113.9:8800 udp" "it would end"
is "$(json flows)" '{"alive": 1, "ending": 1, "rows": [{"mac": "44:19:b6:00:00:05", "group": "cameras", "rule": "call", "opened_by": "device", "proto": "udp", "device": "10.20.0.5", "device_port": 40000, "peer": "203.0.113.9", "peer_port": 8800}], "complete": true}' \
	"and in JSON"
run 3 "its rule has another port" lc diff "$(changed 's/8800/8801/')"
matches "$OUT" "^flows: at least 1 of 1 would end" "it would end"
run 3 "another rule goes" lc diff "$(changed '/name: video/d')"
is "$(flows)" "flows: 0 of 1 would end" "it would not"
run 3 "its rule has another name" lc diff "$(changed 's/name: call/name: cloud/')"
is "$(flows)" "flows: 0 of 1 would end" "it would not"
run 3 "the file watches only" lc diff "$(changed "$GONE" 's/enforce/monitor/')"
is "$(flows)" "flows: 0 of 1 would end" "it would not"
for host in 10 11 12 13 14 15 16; do
	calls "$host"
done
wait_counted pass 8
run 3 "eight, and their rule is for two hosts" \
	lc diff "$(changed 's|203.0.113.0/24|203.0.113.8/30|')"
is "$(flows | sed 's/:.*to/ to/')" "flows: at least 5 of 8 would end
  cameras/call: 5 flows
    44 to 203.0.113.12:8800 udp
    44 to 203.0.113.13:8800 udp
    44 to 203.0.113.14:8800 udp
    and 2 more" "five would end, three are shown"
run 0 "the same policy" lc diff "$DIR/base.yaml"
is "$(json flows.alive)" 8 "they are alive"
run 0 "the rule goes" lc apply "$(changed "$GONE")"
run 3 "a rule more" lc diff "$(changed "$GONE" '/name: video/d')"
is "$(flows)" "flows: 0 of 8 would end" "what has ended does not end again"
run 3 "the rule is there again" lc diff "$DIR/base.yaml"
is "$(flows)" "flows: 0 of 8 would end" "nor does it then"

WIDE='s|203.0.113.0/24|["2001:db8::/32"]|; s|(10.20.0.0/16)|\1, "fd20::/64"|'
run 0 "IPv6" lc apply "$(changed "$WIDE")"
send cam0 44:19:b6:00:00:06 1 --sport 40000 --dport 8800 --src fd20::5 \
	--dst 2001:db8::9
wait_counted pass 9
run 3 "its rule goes" lc diff "$DIR/base.yaml"
is "$(flows | grep 40000)" \
	"    44:19:b6:00:00:06: [fd20::5]:40000 to [2001:db8::9]:8800 udp" \
	"it would end"
finish
