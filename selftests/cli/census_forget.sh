#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# forget takes a device out of the kernel's tables, on each processor, interface
# and VLAN, with its attempts and the names it sent, and nobody else.
. "$(dirname "$0")/lib.sh"
place
plan 6

# rows VERB KEY...: these of each row, a line each
rows()
{
	lc "$1" --json | "$PYTHON" -c '
import json, sys
for row in json.load(sys.stdin)["rows"]:
    print(*(row[key] for key in sys.argv[1:]))' "${@:2}"
}

names()
{
	bpftool -j map dump pinned "$PIN/attempt_names" |
		"$PYTHON" -c 'import json, sys; print(len(json.load(sys.stdin)))'
}

lc apply "$(policy one lan0 lan1)" >/dev/null 2>&1
for mac in 44:19:b6:00:00:05 44:19:b6:00:00:06; do
	cat <<-EOT
		device mac=$mac first=900
		device mac=$mac first=900 cpu=1 iface=2 vlan=9
		attempt mac=$mac peer=203.0.113.9
		attempt mac=$mac peer=203.0.113.9 cpu=1 iface=2 vlan=9
		name mac=$mac peer=203.0.113.9 name=one.example.com last=5
		name mac=$mac peer=203.0.113.9 name=two.example.com
		name mac=$mac peer=203.0.113.9 iface=2 vlan=9 name=two.example.com
	EOT
done | "$PYTHON" "$CLI_ROOT/selftests/cli/_census.py" "$PIN"
is "$(rows devices mac | wc -l) $(rows attempts mac | wc -l) $(names)" "4 4 6" \
	"two devices on two interfaces, what they attempted, and names"
run 0 "forget one" lc forget 44:19:b6:00:00:05
is "$(rows devices mac interface vlan)" "44:19:b6:00:00:06 lan0 None
44:19:b6:00:00:06 lan1 9" "the other stays"
is "$(rows attempts mac name | sort -u)" "44:19:b6:00:00:06 two.example.com" \
	"with what it attempted"
is "$(names)" 3 "and its names"
send cam0 44:19:b6:00:00:05 1
wait_counted drop 1
is "$(rows devices mac frames attempts | head -1)" "44:19:b6:00:00:05 1 1" \
	"who comes again begins anew"
finish
