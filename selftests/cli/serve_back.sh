#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A device that goes and comes back under its name is attached again, with the
# addresses that it has by then.
. "$(dirname "$0")/lib_serve.sh"
place
plan 9

# Does apply find nothing to change, with the addresses as they are now?
has_addresses()
{
	lc apply --dry-run "$file" | grep -q "in force already"
}

file=$(policy one lan0 lan1)
run 0 "apply" lc apply "$file"
serve_start
old=$(ip -n "$NS" -j link show lan0 | field 0.ifindex)
ip -n "$NS" link del lan0
until_true grep -q "lan0 .*is gone" "$DIR/log"
result $? "it says that the device is gone"
# it takes the address out first, and would take in what came meanwhile
absent()
{
	lc status --json | field interfaces.0.ifindex | grep -qx null
}
until_true absent
ip -n "$NS" link add lan0 type veth peer name cam0
ip -n "$NS" link set lan0 address 02:00:5e:00:00:01 up
ip -n "$NS" link set cam0 up
isnt "$(ip -n "$NS" -j link show lan0 | field 0.ifindex)" "$old" \
	"another device has the name now"
is_attached lan0 "it is attached again"
told attach-made interface=lan0
told_gap
is_attached lan1 "the other stays attached"
ip -n "$NS" addr add 10.20.0.1/24 dev lan0
until_true has_addresses
result $? "the address that it gets later is in the policy"
run 0 "status --check" lc status --check
finish
