#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# By the policy in force explain knows what is open: flows of each end, what an
# ICMP error is about, permits, how much of its rate a device has used up.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_explain.sh"

ANSWER="out lan0 from 10.20.0.1:123 to $CAM 10.20.0.5:40000 udp"
# an ICMP error of the camera's, about that answer
ERROR=0200000000014419b60000050800
ERROR+=4500003800000000400100000a1400050a1400010303000000000000
ERROR+=4500001c00000000401100000a1400010a140005007b9c4000080000

plan 37
lc apply "$RULES" >/dev/null 2>&1
by_live "$ANSWER"
says policy.in_force true "the policy in force"
says policy.name hall "by its name"
says verdict drop "an answer to nothing drops"
says ways.0.flow none "no flow is open"
by_live in lan0 "$ERROR"
says reason icmp-unbound "nor is an error about it bound"
send cam0 "$CAM" 1 --dst 10.20.0.1 --dport 123
wait_counted pass 1
by_live "$ANSWER"
says verdict pass "once the camera asked, it passes"
says reason flow "within the flow"
says rule time "that the rule opened"
says ways.0.flow open "which is open"
matches "$(phase flow)" \
	"^decides: within one that the device opened by rule time: last frame [0-9]+ s ago, 120 s is the limit" \
	"and told"
agreed "as judged"
by_live in lan0 "$ERROR"
says reason icmp-error "an error about it passes"
matches "$(phase icmp-error)" \
	"^decides: it quotes protocol 17 from port 123 to 40000, which rule time allows" \
	"and is told"
agreed "as judged"
by_file "$ANSWER"
says verdict drop "a file knows of no flow"
by_live in lan0 from "$CAM" 10.20.0.5 to 203.0.113.9:443 tcp
says verdict drop "no rule"
is "$(phase permit)" "goes-on: none for this device" "and no permit"
lc permit "$CAM" to 203.0.113.9 tcp 443 for 1h --why test >/dev/null
by_live in lan0 from "$CAM" 10.20.0.5 to 203.0.113.9:443 tcp
says reason permit "a permit lets it pass"
agreed "as judged"
by_live in lan0 from "$CAM" 10.20.0.5 to 203.0.113.9:444 tcp
is "$(phase permit)" "goes-on: 1 for this device, and none of them fits" \
	"another port"
agreed "as judged"
# by TCP, which is counted as passed once
send cam0 "$CAM" 1 --proto tcp --dport 443
wait_counted pass 2
by_live in lan0 from "$CAM" 10.20.0.5 to 203.0.113.9:443 tcp
matches "$(phase flow)" "^decides: within one that the device opened by a permit" \
	"what it opened is told as its own"
agreed "as judged"
OWN="in lan0 from $CAM 10.20.0.5 to 10.20.0.1:8080 tcp"
by_live "$OWN"
says rule own "the router's own address is known here"
by_file "$OWN"
matches "$(why own)" "a file does not tell what the router's addresses are" \
	"and in a file it is not"
by_live in lan1 from "$CAM" 10.20.0.5 to 203.0.113.9:443 tcp
says reason not-in-policy "a port that is not judged"
agreed "as judged"

# the rule goes, and what it opened is still in the table
sed '/name: time/d; s/    housekeeping.*/&\n    rate: {per-device: 8kbit, burst: 64kib}/' \
	"$RULES" >"$DIR/less.yaml"
run 0 "apply without the rule" lc apply "$DIR/less.yaml"
by_live "$ANSWER"
says verdict drop "its flow is none any more"
says ways.0.flow other-policy "but in the table"
agreed "as judged"
# nearly a whole burst: it takes a minute until that fits again
LONG=0200000000014419b600000508004500ea6000000000400600000a1400050a14000b
LONG+=9c40005000000000000000005010040000000000$(printf '00%.0s' {1..59960})
pcap "$DIR/long.pcap" "$LONG"
by_live --pcap "$DIR/long.pcap" --frame 1 in lan0
says verdict pass "within the rate"
send cam0 "$CAM" 1 --dst 10.20.0.11 --dport 80 --proto tcp --payload 1400 \
	--count 30
wait_counted pass 32
by_live --pcap "$DIR/long.pcap" --frame 1 in lan0
says reason rate "beyond the rate"
matches "$(phase rate)" "it would fit in [0-9]+ ms" "and when it would fit"
matches "$(field remedy.text <<<"$OUT")" "rate must be higher" "and what else"
agreed "as judged"
lc unload >/dev/null 2>&1
run 1 "nothing is in force" lc explain "$ANSWER"
finish
