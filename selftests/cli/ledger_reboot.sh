#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A reboot: maps and all that was counted are gone, the ledger is not. Deltas
# begin at 0, no frame counts twice, and a device was first seen when it was.
[ -n "${LEDGER_MOUNTS:-}" ] || {
	[ "$(id -u)" -eq 0 ] || { echo "1..0 # SKIP needs root"; exit 4; }
	exec env LEDGER_MOUNTS=1 unshare --mount --propagation private -- "$0"
}
. "$(dirname "$0")/lib_ledger.sh"
place
plan 9

# boot N: another id, and nothing in the kernel
boot()
{
	printf '%08d-0000-4000-8000-000000000000\n' "$1" >"/mnt/boot$1"
	mount --bind "/mnt/boot$1" /proc/sys/kernel/random/boot_id
	rm -rf "$PIN"
	# a tcx program goes with its link, one of clsact stays
	inside tc qdisc del dev lan0 clsact 2>/dev/null
}

mount -t tmpfs boots /mnt || exit 1
one=$(policy one)
boot 1
lc apply "$one" >/dev/null 2>&1
send cam0 "$CAM" 5
wait_counted drop 5
lc record --kind shutdown >/dev/null
first=$(last devices.0.first_seen)
boot 2
run 0 "the saved policy" lc apply --again
is "$(last kind boot_id)" "boot
00000002-0000-4000-8000-000000000000" "makes a record of the boot"
send cam0 "$CAM" 3
wait_counted drop 3
lc record >/dev/null
is "$(last seen.devices.0.0 seen.devices.0.1)" "1
3" "the device has its number still, and what it sent since"
is "$(sums)" '{"attempts": [8], "counters": [8], "devices": [8]}' "no frame twice"
# as many as before: only boot and maps tell that they are others
boot 3
lc apply --again >/dev/null 2>&1
send cam0 "$CAM" 3
wait_counted drop 3
lc record >/dev/null
is "$(sums)" '{"attempts": [11], "counters": [11], "devices": [11]}' \
	"nor one lost where just as many came"
is "$(grep -c "$CAM.*\"first_seen\":\"$first\"" "$STATE/ledger/state.jsonl")" 2 \
	"device and attempt keep their first time"
boot 5
lc apply --again >/dev/null 2>&1
is "$(lc devices --json 2>/dev/null | field rows.0.mac rows.0.first_seen)" "$CAM
$first" "before it was seen again, lenscap devices has it"
# a boot without anything in force
boot 4
lc record >/dev/null
is "$(last policy maps judging)" "null
0
false" "a boot without a policy says so"
run 0 "and the chain is whole" lc ledger verify
finish
