#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# devices: an envelope of known keys around the devices that sent, those that the
# options ask for, in the order they ask for; who is taken for forged stands apart,
# and what found no place makes the list say that it is not complete.
. "$(dirname "$0")/lib.sh"
place
plan 26

# rows KEY...: these of each row, a line each
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

run 1 "nothing applied" lc devices
matches "$OUT" "no policy is in force" "it says so"
lc apply "$(policy one lan0 lan1)" >/dev/null 2>&1
run 0 "nobody seen" lc devices
matches "$OUT" "no listed device was seen since 20" "it says so"
is "$(lc devices --json | field schema complete lost rows | paste -sd' ')" \
	"devices/1 true 0 []" "an empty envelope"
send cam0 44:19:b6:00:00:05 1 --count 5
send cam0 02:00:5e:00:00:77 3
send cam1 44:19:b6:00:00:04 2 --vlan 7
wait_counted drop 7
json=$(lc devices --json)
is "$("$PYTHON" -c 'import json, sys
print(*json.load(sys.stdin)["rows"][0])' <<<"$json")" \
	"mac interface zone vlan vendor parent group first_seen last_seen frames bytes dropped_frames would_drop_frames unnamed_frames attempts ipv4 ipv6 state past" \
	"the keys of a row"
is "$(rows mac interface zone vlan vendor group frames dropped_frames attempts state past <<<"$json")" \
	"44:19:b6:00:00:05 lan0 lan0 None hikvision banned 5 5 1 active False
44:19:b6:00:00:04 lan1 lan1 7 hikvision banned 2 2 1 active False" \
	"the listed devices that sent, by interface"
"$PYTHON" -c '
import datetime, json, sys
data = json.load(sys.stdin)
first, last, now = (datetime.datetime.strptime(t, "%Y-%m-%dT%H:%M:%SZ") for t in
    (data["rows"][0]["first_seen"], data["rows"][0]["last_seen"], data["generated_at"]))
early = datetime.timedelta(seconds=60)
sys.exit(not now - early < first <= last <= now)' <<<"$json"
result $? "first and last seen are times of now"
run 0 "the table" lc devices
matches "$OUT" "44:19:b6:00:00:05 +hikvision +lan0 +- +banned +10.20.0.5 +5 +[0-9]+ B +5 +1 +(now|[0-9]+ s ago) .*active" \
	"a row of it"
matches "$OUT" "2 devices: 2 hikvision" "and a sum by makers"

# long ago, and would be dropped if it were not monitored
plant <<EOT
device mac=44:19:b6:00:00:10 first=2000000 last=1000000 frames=90 ipv6=fd20::5
device mac=44:19:b6:00:00:11 first=9000 last=600 frames=80 bytes=1234567 would=3
EOT
is "$(lc devices --json --sort frames | rows mac | head -2 | paste -sd' ')" \
	"44:19:b6:00:00:10 44:19:b6:00:00:11" "--sort frames"
is "$(lc devices --json --sort first | rows mac | tail -1)" \
	"44:19:b6:00:00:10" "--sort first"
is "$(lc devices --json --mac 44-19-B6-00-00-10 | rows state ipv6)" \
	"stale fd20::5" "--mac, one that was not seen for a week"
is "$(lc devices --json --interface lan1 --vendor hikvision | rows mac)" \
	"44:19:b6:00:00:04" "--interface and --vendor"
is "$(lc devices --json --zone lan9 --vendor dahua | rows mac)" "" "--zone"
run 0 "nobody of these" lc devices --vendor dahua
matches "$OUT" "no such device" "it says so"
matches "$(lc devices)" "44:19:b6:00:00:11 .* 1.2 MB +0 +3 +0 +2 h ago +10 min ago" \
	"sizes and times as people say them"
run 2 "no such maker" lc devices --vendor hikvison
matches "$OUT" "did you mean \"hikvision\"" "it names the one that is near"
run 2 "no MAC address" lc devices --mac 44:19
run 2 "no such key" lc devices --sort size

# a flood, and one that was there before
plant <<EOT
device mac=44:19:b6:10:00:00 many=1030 cpu=1
lost unplaced=12 displaced=4
EOT
is "$(lc devices --json | rows state | sort | uniq -c | xargs)" \
	"2 active 1031 flood 1 stale" "JSON tells all, and which are a flood's"
is "$(lc devices --json | field complete lost | paste -sd' ')" "false 12" \
	"not complete, and by how many frames"
is "$(lc devices | tail -4)" "3 devices: 3 hikvision; 1 not seen for a week
1,031 more on lan0 were seen for a moment only and are taken for forged; --all lists them
4 devices that were seen for a moment only gave way to others in the kernel's table
NOT complete: 12 frames came from devices that found no place in the kernel's table" \
	"the text says so in few lines"
finish
