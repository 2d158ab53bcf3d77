#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# explain tells of each rule why it does not match: peer, family, protocol, who
# may open, port, fragment; and of the first that does, what it says.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_explain.sh"

plan 26
by_file in lan0 from "$CAM" 10.20.0.5 to 203.0.113.9:8800 udp
is "$(why video)" "203.0.113.9 is not in its peer (recorder)" "another peer"
is "$(why never)" "203.0.113.9 is not in its peer (192.0.2.0/24)" "a prefix"
agreed "no rule: as judged"
by_file in lan0 from "$CAM" fd20::5 to "[fd20::1]:124" udp
is "$(why video)" "its peer (recorder) has no IPv6 address" "no such family"
is "$(why time)" "port 124 is not one of its (123)" "another port"
by_file in lan0 from "$CAM" 10.20.0.5 to 10.20.0.1:123 tcp
is "$(why time)" "it is for udp, not TCP" "another protocol"
by_file in lan0 from "$CAM" 10.20.0.5:554 to 10.20.0.10:40000 tcp
is "$(why video)" \
	"only the peer may open; this could be an answer, but no flow is open" \
	"an answer without a flow"
by_file in lan0 from "$CAM" 10.20.0.5:40000 to 10.20.0.10:554 tcp
is "$(why video)" "only the peer may open; this comes from the device" \
	"the device opens"
by_file out lan0 from 10.20.0.1:123 to "$CAM" 10.20.0.5:40000 udp
is "$(why time)" \
	"only the device may open; this could be an answer, but no flow is open" \
	"the peer answers without a flow"
by_file out lan0 from 10.20.0.10 to "$CAM" 10.20.0.5:80 tcp
is "$(why video)" "port 80 is not one of its (554)" "the peer opens elsewhere"
by_file in lan0 from "$CAM" 10.20.0.5:40000 to 10.20.0.11:443 tcp
is "$(why web)" "neither port 40000 nor 443 is one of its (80, 8000-8010)" \
	"neither end has the port"
by_file in lan0 from "$CAM" 10.20.0.5 to 10.20.0.13 icmp request
is "$(why ported)" "it has ports: for TCP and UDP, not ICMP" "any with ports"
by_file in lan0 from "$CAM" 10.20.0.5 to 10.20.0.13 proto 50
is "$(why ported)" "it has ports: for TCP and UDP, not ESP" "another protocol"
# a later fragment, to 10.20.0.11 and to 10.20.0.12
FRAGMENT=0200000000014419b60000050800
FRAGMENT+=4500002800000010400600000a1400050a14000b$(printf '0%.0s' {1..52})
by_file in lan0 "$FRAGMENT"
says reason fragment "a later fragment"
is "$(why web)" "a later fragment shows no ports, and this rule needs them" \
	"has no ports"
agreed "as judged"

by_file in lan0 from "$CAM" 10.20.0.5:40000 to 10.20.0.1:123 udp
says rule time "a rule that matches"
is "$(why time)" "matches: the device may open" "says who may"
is "$(why web)" "not asked" "what comes after is not asked"
is "$(phase default)" "not-asked: None" "nor is the default"
agreed "as judged"
by_file in lan0 from "$CAM" 10.20.0.5:8004 to 10.20.0.11:40000 tcp
is "$(why web)" "matches: either may, both ways" "either, by the device's port"
by_file in lan0 from "$CAM" 10.20.0.5 to 192.0.2.7:443 tcp
is "$(why never)" "matches: drop" "a rule that drops"
says reason rule "is the reason"
by_file in lan0 from "$CAM" 10.20.0.5 to 10.20.0.12 icmp request
says rule ping "an echo"
by_file in lan0 from "$CAM" dhcp client
is "$(why video)" "not asked" "what was decided before asks no rule"
finish
