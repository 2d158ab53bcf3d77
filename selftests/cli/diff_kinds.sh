#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Each kind of difference between a file and the policy in force is told, under
# its own name, and nothing else is.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_diff.sh"

# tells WHAT LINES SED...: after these changes diff prints just these lines
# between the two heads and what it says of flows
tells()
{
	local what=$1 lines=$2

	shift 2
	run 3 "$what" lc diff "$(changed "$@")"
	is "$(sed '/^in force: /d; /^file: /d; /^flows: /,$d' <<<"$OUT" |
		grep -v '^every frame')" "$lines" "$what: just that"
}

# the prefixes of a vendor, as the command's own table has them
vendor_line()
{
	"$LENSCAP" vendors "$1" | awk 'NR > 1 { list = list ", " $1 }
		END { print "prefixes: group cameras gains " NR - 1 ": " substr(list, 3) }'
}

plan 49
lc apply "$DIR/base.yaml" >/dev/null 2>&1
tells "labels" "~ policy: revision 1 -> 2; owner noc -> none" \
	's/revision: "1", owner: noc/revision: "2"/'
tells "mode" "~ policy: mode enforce -> monitor" 's/mode: enforce/mode: monitor/'
tells "an interface more" "+ interface lan1: unlisted drop; xdp auto" \
	'/name: lan0/a\  - {name: lan1, unlisted: drop}'
tells "an interface changed" \
	"~ interface lan0: unlisted pass -> drop; xdp auto -> generic; on-link addresses carried -> given; on-link +10.20.0.0/16" \
	's/unlisted: pass/unlisted: drop, xdp: generic, on-link: [10.20.0.0\/16]/'
tells "another interface" "- interface lan0: unlisted pass; xdp auto
+ interface lan1: unlisted pass; xdp auto
~ zone hall: interface lan0 -> lan1" 's/lan0/lan1/'
tells "a pattern" "- interface lan0: unlisted pass; xdp auto
+ interface match lan?: devices lan0, lan1; unlisted pass; xdp auto" \
	's/name: lan0/match: "lan?"/'
tells "a zone changed" "~ zone hall: vlans -101-102, +101, +105" \
	's/vlans: \[101, 102\]/vlans: [101, 105]/'
tells "a zone less" "- zone hall: interface lan0; vlans 101-102" '/^zones/d; /hall/d'
tells "an endpoint changed" \
	"~ endpoint recorder: prefixes -10.20.0.10, +10.20.0.11; used by cameras/video" \
	's/10\.20\.0\.10/10.20.0.11/'
tells "an endpoint more" "+ endpoint spare: prefixes 192.0.2.7" \
	'/recorder: \[/a\  spare: [192.0.2.7]'
tells "a group more" "+ group more: zones hall; macs 00:aa:00:00:00:01; housekeeping arp, dhcp, nd; default drop
prefixes: group more gains 1: 00:aa:00:00:00:01/48" \
	'/^groups/a\  - {name: more, zones: [hall], macs: ["00:aa:00:00:00:01"]}'
tells "a group changed" \
	"~ group cameras: zones +hall; mode none -> monitor; addresses -10.20.0.0/16, +10.21.0.0/16; housekeeping -dhcp, -nd; dhcp-servers +10.20.0.7; default drop -> pass; rate none -> 8000000 bit/s, burst 100000 bytes; note none -> why
prefixes: group cameras loses 3: 00:11:22/24, 02:00:00:00:00:09/48, 44:19:b6/24" \
	's/10\.20\.0\.0\/16/10.21.0.0\/16/' \
	's/^    default: drop/    default: pass\n    zones: [hall]\n    mode: monitor\n    housekeeping: [arp]\n    dhcp-servers: [10.20.0.7]\n    rate: {per-device: 8mbit, burst: 100kb}\n    note: why/'
tells "a prefix more, one less" \
	"~ group cameras: prefixes -00:11:22/24, +00:11:23/24
prefixes: group cameras gains 1: 00:11:23/24
prefixes: group cameras loses 1: 00:11:22/24" 's/00:11:22/00:11:23/'
tells "a vendor" "~ group cameras: vendors +abus
$(vendor_line abus)" 's/^(    )prefixes/\1vendors: [abus]\n\1prefixes/'
tells "a rule more" \
	"+ rule cameras/never at place 1: peer any; proto any; action drop" \
	's/^(    rules:)/\1\n      - {name: never, peer: any, action: drop}/'
tells "a rule less" \
	"- rule cameras/time: peer clock; proto udp; ports 123; initiated-by device" \
	'/name: time/d'
tells "a rule changed" \
	"~ rule cameras/video: peer recorder -> any; ports 554 -> 554, 8000-8010; note none -> see" \
	's/peer: recorder, proto: tcp, ports: \[554\]/note: see, peer: any, proto: tcp, ports: [554, "8000-8010"]/'
tells "a rule moved" "~ rule cameras/call: moved from place 3 to 1" \
	'/name: call/d; s/^(    rules:)/\1\n      - {name: call, peer: 203.0.113.0\/24, proto: udp, ports: [8800], initiated-by: device}/'
tells "a group less" \
	"- group cameras: prefixes 00:11:22/24, 44:19:b6/24; macs 02:00:00:00:00:09; addresses 10.20.0.0/16; housekeeping arp, dhcp, nd; default drop
- rule cameras/video: peer recorder; proto tcp; ports 554; initiated-by peer
- rule cameras/time: peer clock; proto udp; ports 123; initiated-by device
- rule cameras/call: peer 203.0.113.0/24; proto udp; ports 8800; initiated-by device
prefixes: group cameras loses 3: 00:11:22/24, 02:00:00:00:00:09/48, 44:19:b6/24" \
	"/^groups/,\$d"

# two groups, the later one by name first in the file
tells "prefixes of two groups" "+ group b-first: prefixes 00:11:22/24; housekeeping arp, dhcp, nd; default drop
- group cameras: prefixes 00:11:22/24, 44:19:b6/24; macs 02:00:00:00:00:09; addresses 10.20.0.0/16; housekeeping arp, dhcp, nd; default drop
- rule cameras/video: peer recorder; proto tcp; ports 554; initiated-by peer
- rule cameras/time: peer clock; proto udp; ports 123; initiated-by device
- rule cameras/call: peer 203.0.113.0/24; proto udp; ports 8800; initiated-by device
+ group z-last: macs 02:00:00:00:00:09; housekeeping arp, dhcp, nd; default drop
prefixes: group b-first gains 1: 00:11:22/24
prefixes: group cameras loses 3: 00:11:22/24, 02:00:00:00:00:09/48, 44:19:b6/24
prefixes: group z-last gains 1: 02:00:00:00:00:09/48" \
	"/name: cameras/,\$d" \
	'/^groups/a\  - {name: z-last, macs: ["02:00:00:00:00:09"]}\n  - {name: b-first, prefixes: ["00:11:22/24"]}'

# a long text is cut between characters, and stands on one line
note=$(printf 'x'; printf 'é%.0s' $(seq 150))
run 3 "a long note" lc diff \
	"$(changed "s/^    default: drop/    default: drop\n    note: |\n      $note\n      end/")"
matches "$OUT" "note none -> xé{99}\.\.\.$" "it is cut"
new=$(changed 's/^    default: drop/    default: drop\n    note: |\n      two\n      lines/')
run 3 "a note of two lines" lc diff "$new"
matches "$OUT" "note none -> two lines" "on one line"

# many: the first few as text, all of them in JSON
for i in $(seq 10 39); do
	echo "\"00:00:00:00:00:$i\""
done | paste -sd, >"$DIR/many"
new=$(changed "s/\"02:00:00:00:00:09\"/\"02:00:00:00:00:09\", $(cat "$DIR/many")/")
run 3 "many MACs more" lc diff "$new"
matches "$OUT" "macs (\+00:00:00:00:00:[0-9]+, ){8}and 22 more" "some are shown"
matches "$OUT" "cameras gains 30: (00:[0-9:]+/48, ){8}and 22 more" \
	"so are prefixes"
is "$(json prefixes.gained | "$PYTHON" -c 'import json, sys; print(len(json.load(sys.stdin)))')" \
	30 "all of them in JSON"
is "$(json prefixes.gained.29.prefix)" 00:00:00:00:00:39/48 "the last one too"
finish
