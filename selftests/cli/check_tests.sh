#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# check runs the tests of a policy through the programs: one of each protocol is
# judged as the real frame is, a wrong expectation is an error where it stands,
# and flows live within a test, on the clock of its frames.
. "$(dirname "$0")/lib.sh"
place
plan 18
CAM=44:19:b6:00:00:01
ROUTER=02:00:5e:00:00:01

# tests NAME: a policy with the tests on stdin, "EXPECT FRAME" a line
tests()
{
	{
		cat <<-EOT
			version: 1
			interfaces:
			  - {name: lan0, on-link: [10.20.0.0/24, "fd20::/64"]}
			  - {name: lan1, unlisted: drop}
			zones: [{name: hall, interface: lan0, vlans: [101], mode: monitor}]
			groups:
			  - name: banned
			    prefixes: ["44:19:b6/24"]
			    housekeeping: [arp, nd, dhcp, igmp, mld, eapol]
			    rules:
			      - {name: pulls, peer: [10.20.0.10, "fd20::10"], proto: tcp, ports: [554], initiated-by: peer}
			      - {name: clock, peer: 10.20.0.1, proto: udp, ports: [123], initiated-by: device}
			      - {name: ping, peer: any, proto: icmp, initiated-by: peer}
			  - name: guarded
			    prefixes: ["00:11:22/24"]
			    addresses: [10.20.0.64/26]
			    rules:
			      - {name: web, peer: 10.20.0.1, proto: tcp, ports: [80], initiated-by: device}
			tests:
		EOT
		while read -r expect frame; do
			echo "  - {frame: \"$frame\", expect: $expect}"
		done
	} >"$DIR/$1.yaml"
	echo "$DIR/$1.yaml"
}

file=$(tests each <<EOT
drop in lan0 from $CAM 10.20.0.5:40000 to 203.0.113.9:8800 udp
drop in lan0 from $CAM 10.20.0.5:554 to 10.20.0.10:40000 tcp
pass out lan0 from 10.20.0.10:40000 to $CAM 10.20.0.5:554 tcp
pass out lan0 from [fd20::10]:40000 to $CAM [fd20::5]:554 tcp syn
drop out lan0 from 10.20.0.11:40000 to $CAM 10.20.0.5:554 tcp
pass in lan0 from $CAM 10.20.0.5 to 10.20.0.1:123 udp
would-drop in lan0 vlan 101 from $CAM 10.20.0.5 to 10.20.0.1:80 tcp
drop in lan0 vlan 102 from $CAM 10.20.0.5 to 10.20.0.1:80 tcp
would-drop in lan0 vlan 101 vlan 7 from $CAM 10.20.0.5 to 10.20.0.1:80 tcp
pass out lan0 from 10.20.0.10 to $CAM 10.20.0.5 icmp
drop in lan0 from $CAM 10.20.0.5 to 10.20.0.10 icmp
pass in lan0 from $CAM 10.20.0.5 to 10.20.0.1 arp
pass in lan0 from $CAM to 10.20.0.5 arp
drop in lan0 from $CAM 10.20.0.5 to 10.20.0.1 arp inner $ROUTER
drop in lan0 from $CAM 10.20.0.5 to 10.20.0.1 arp length 200
pass out lan0 from 10.20.0.1 to $CAM 10.20.0.5 arp reply
pass in lan0 from $CAM dhcp
drop in lan0 from $CAM dhcp inner $ROUTER
drop in lan0 from $CAM 10.20.0.5 to 10.20.0.7 dhcp server
pass out lan0 from 10.20.0.1 to $CAM 10.20.0.5 dhcp
pass in lan0 from $CAM fe80::5 dhcp
pass in lan0 from $CAM to fe80::1 nd
pass in lan0 from $CAM fd20::5 to fd20::1 nd na
drop in lan0 from $CAM fd20::5 to 2001:db8::1 nd na
drop in lan0 from $CAM to fe80::1 nd inner $ROUTER
drop in lan0 from $CAM to fe80::1 nd ttl 64
pass in lan0 from $CAM nd rs
drop in lan0 from $CAM nd ra
drop in lan0 from $CAM to fe80::1 nd redirect
pass out lan0 from fe80::1 to $CAM nd ra
pass in lan0 from $CAM 10.20.0.5 igmp
drop in lan0 from $CAM 10.20.0.5 igmp ttl 2
pass out lan0 from 10.20.0.1 to $CAM igmp query
pass in lan0 from $CAM mld
pass out lan0 from fe80::1 to $CAM mld query
pass in lan0 from $CAM eapol
drop in lan0 from $CAM to 01:80:c2:00:00:0e ethertype 0x88cc
drop in lan0 from $CAM to 203.0.113.9 proto 47
drop in lan0 from 45:19:b6:00:00:01 10.20.0.5 to 10.20.0.1:123 udp
pass in lan0 from 00:0c:29:00:00:01 to 203.0.113.9:80 tcp
drop in lan1 from 00:0c:29:00:00:01 to 203.0.113.9:80 tcp
pass in lan0 from 00:11:22:00:00:01 to 10.20.0.1:80 tcp
drop in lan0 from 00:11:22:00:00:01 10.20.0.5 to 10.20.0.1:80 tcp
EOT
)
run 0 "each protocol is judged as on the wire" inside "$LENSCAP" check "$file"
matches "$OUT" ", 43 tests passed," "and the line says how many"

# Each expectation turned round is one error, no more and no fewer
sed -i -e 's/expect: pass/expect: DROP/' -e 's/expect: drop/expect: pass/' \
	-e 's/expect: would-drop/expect: pass/' -e 's/DROP/drop/' "$file"
run 2 "every one of them turned round is wrong" \
	inside "$LENSCAP" check "$file"
is "$(grep -c ': test [0-9]*: expected [a-z]*, got ' <<<"$OUT")" 43 \
	"and each is said"
matches "$OUT" "each.yaml:20:13: test 1: expected pass, got drop: group \"banned\", reason default: \"in lan0 from $CAM" \
	"with place, group and reason"
matches "$OUT" "test 6: expected drop, got pass: group \"banned\", rule \"clock\"," \
	"and rule"

# flows NAME FRAME EXPECT...: one test of these frames
flows()
{
	local file frames='' expect=''

	file=$(tests "$1" </dev/null)
	shift
	while [ $# -gt 0 ]; do
		frames="$frames${frames:+, }\"$1\""
		expect="$expect${expect:+, }$2"
		shift 2
	done
	echo "  - {frames: [$frames], expect: [$expect]}" >>"$file"
	echo "  - {frame: \"in lan0 from $CAM 10.20.0.5:554 to 10.20.0.10:40000 tcp\", expect: drop}" >>"$file"
	echo "$file"
}

asks="out lan0 from 10.20.0.10:40000 to $CAM 10.20.0.5:554 tcp"
answers="in lan0 from $CAM 10.20.0.5:554 to 10.20.0.10:40000 tcp"
run 0 "frames of a test share flows, the next test begins without" \
	inside "$LENSCAP" check "$(flows share "$asks" pass "$answers" pass \
	"in lan0 from $CAM 10.20.0.5:554 to 10.20.0.10:40000 icmp quotes tcp" pass)"
run 0 "a flow ends when it was idle for its time" inside "$LENSCAP" check \
	"$(flows idle "$asks" pass "$answers after 3599s" pass \
	"$answers after 3601s" drop)"
run 0 "and sooner after a FIN" inside "$LENSCAP" check \
	"$(flows fin "$asks fin ack" pass "$answers after 59s" pass \
	"$answers after 61s" drop)"
run 2 "a wrong frame of several is told by its number" \
	inside "$LENSCAP" check "$(flows nth "$asks" pass "$answers" drop)"
matches "$OUT" "nth.yaml:20:[0-9]*: test 1, frame 2: expected drop, got pass: group \"banned\", rule \"pulls\", reason flow" \
	"and with its place"

# years NAME COUNT...: tests of so many frames, about a year between them
years()
{
	local name=$1 file count

	shift
	file=$(tests "$name" </dev/null)
	for count; do
		echo "  - frames:"
		yes "      - \"in lan0 from $CAM eapol after 8784h\"" | head -n "$count"
		echo "    expect: [$(yes pass | head -n "$count" | paste -sd,)]"
	done >>"$file"
	echo "$file"
}

run 0 "the clock begins anew with each test" \
	inside "$LENSCAP" check "$(years anew 400 400)"
run 2 "no test is longer than a clock can count" \
	inside "$LENSCAP" check "$(years long 2 700)"
matches "$OUT" "test 2, frame 584: more than 584 years after the test began" \
	"and that is said"

# On the router itself, though one of its ports is missing
file=$(tests here <<<"pass out lan1 from 10.20.1.1 to $CAM 10.20.1.5 dhcp")
sed -i -e 's/{name: lan1, unlisted: drop}/{name: lan1}\n  - {name: lan7}/' "$file"
run 2 "what is on-link is not known" inside "$LENSCAP" check "$file"
ip -n "$NS" addr add 10.20.1.1/24 dev lan1
run 0 "what is on-link here is known" inside "$LENSCAP" check "$file"

# The router is elsewhere: what is not known of its links is told
file=$(tests away <<<"pass in cam9 from $CAM to fe80::1 nd")
sed -i 's/{name: lan1, unlisted: drop}/{match: "cam*"}/' "$file"
run 0 "a test on an interface that is not here" \
	inside "$LENSCAP" check "$file"
matches "$OUT" "away.yaml:20:13: warning: interface \"cam9\" is not here: its tests run without on-link prefixes" \
	"is warned of"
finish
