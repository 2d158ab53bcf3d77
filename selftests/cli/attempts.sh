#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# attempts: an envelope of known keys around whom the devices attempted to reach, under
# which verdict, by which names; the latest first; those of forged devices apart.
. "$(dirname "$0")/lib.sh"
place
plan 19

rows()
{
	"$PYTHON" -c '
import json, sys
for row in json.load(sys.stdin)["rows"]:
    print(*(row[key] for key in sys.argv[1:]))' "$@"
}

plant()
{
	"$PYTHON" "$CLI_ROOT/selftests/cli/_census.py" "$PIN"
}

run 1 "nothing applied" lc attempts
matches "$OUT" "no policy is in force" "it says so"
lc apply "$(policy one lan0 lan1)" >/dev/null 2>&1
run 0 "nothing attempted" lc attempts
matches "$OUT" "no listed device attempted to reach anybody since 20" "it says so"
send cam0 44:19:b6:00:00:05 1 --count 3 --proto tcp --dport 8443 --flags syn
send cam0 02:00:5e:00:00:77 1 --proto tcp --dport 443 --flags syn
wait_counted drop 3
json=$(lc attempts --json)
is "$(field schema complete lost <<<"$json" | paste -sd' ')" \
	"attempts/1 true 0" "the envelope"
is "$("$PYTHON" -c 'import json, sys
print(*json.load(sys.stdin)["rows"][0])' <<<"$json")" \
	"mac vendor parent group interface zone vlan peer proto port from_port name names verdict frames bytes first_seen last_seen flood" \
	"the keys of a row"
is "$(rows mac vendor interface zone peer proto port from_port name verdict frames <<<"$json")" \
	"44:19:b6:00:00:05 hikvision lan0 lan0 203.0.113.9 tcp 8443 None None drop 3" \
	"one row, of the listed device"
run 0 "the table" lc attempts
matches "$OUT" "44:19:b6:00:00:05 +hikvision +lan0 +lan0 +banned +203.0.113.9 +tcp 8443 +drop +3" \
	"shows the same"
matches "$OUT" "1 attempt of 1 device" "and a sum"

plant <<EOT
attempt mac=44:19:b6:00:00:06 peer=198.51.100.7 first=900 last=600 verdict=0
attempt mac=44:19:b6:00:00:06 peer=2001:db8::7 first=900 last=300 proto=58 port=0 verdict=2
attempt mac=44:19:b6:00:00:06 peer=10.20.0.9 first=900 last=60 port=554 flags=1
name mac=44:19:b6:00:00:06 peer=198.51.100.7 name=old.example.com first=800 last=700 source=0
name mac=44:19:b6:00:00:06 peer=198.51.100.7 name=new.example.com first=800 last=650 source=1 seen=5
name mac=44:19:b6:00:00:07 peer=198.51.100.7 name=not.his.example.com
EOT
is "$(lc attempts --json --mac 44:19:b6:00:00:06 |
	rows peer proto port from_port verdict name)" \
	"10.20.0.9 tcp None 554 drop None
2001:db8::7 icmpv6 None None would-drop None
198.51.100.7 tcp 443 None pass new.example.com" \
	"the latest first; answers, no ports, and the latest name"
is "$(lc attempts --json --verdict pass | field rows.0.names | "$PYTHON" -c '
import json, sys
for name in json.load(sys.stdin):
    print(*(key for key in name), *(name[key] for key in ("name", "source", "seen")))')" \
	"name source first_seen last_seen seen new.example.com tls 5
name source first_seen last_seen seen old.example.com dns 1" \
	"all of its names, the latest first"
matches "$(lc attempts)" "10.20.0.9 +tcp from 554 +drop +1 +60 B +15 min ago +6[0-9] s ago +-" \
	"an answer in the table"
is "$(lc attempts --json --sort peer | rows peer | paste -sd' ')" \
	"10.20.0.9 198.51.100.7 203.0.113.9 2001:db8::7" "--sort peer"
run 2 "no such verdict" lc attempts --verdict dropped
run 2 "no such key" lc attempts --sort size
run 2 "two forms at once" lc attempts --json --csv

plant <<EOT
device mac=44:19:b6:10:00:00 many=1024 cpu=1
attempt mac=44:19:b6:10:00:05 peer=192.0.2.1
lost unnamed=9 unplaced=2
EOT
is "$(lc attempts --json | field complete lost | paste -sd' ') $(lc attempts --json | rows flood | sort | uniq -c | xargs)" \
	"false 9 3 False 2 True" "not complete; JSON tells of a flood's too"
is "$(lc attempts | tail -3)" "3 attempts of 1 device
2 more of devices that are taken for forged; --all lists them
NOT complete: 9 frames went to peers that found no place in the kernel's table" \
	"the text says so"
finish
