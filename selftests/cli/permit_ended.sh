#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A permit that ended does not come back by a reboot: not where unload ended it,
# not where the maps went away, not where the disk is full. Nor one that waits.
. "$(dirname "$0")/lib.sh"
place
mkdir "$DIR/small"
mount -t tmpfs -o size=64k,nr_inodes=40 small "$DIR/small" || skip "no tmpfs"
trap 'umount "$DIR/small"; cleanup' EXIT
STATE=$DIR/small/state
plan 16
one=$(policy one)

# begin: a permit for an hour; its id in $ID
begin()
{
	ID=$(lc permit 44:19:b6:00:00:01 to 203.0.113.9 tcp 443 for 1h \
		--why firmware | cut -d' ' -f2)
}

# saved: how often $ID is in the file that the next boot reads
saved()
{
	grep -cs "\"id\": \"$ID\"" "$STATE/permits.json" || :
}

lc apply "$one" 2>/dev/null >&2
begin
is "$(lc permit list --json | field rows.0.seconds_left)" 3600 \
	"an hour is 3,600 s"
is "$(saved)" 1 "it is saved"
run 0 "unload" lc unload
isnt "$(saved)" 1 "the next boot has it no more"
lc apply "$one" 2>/dev/null >&2
begin
is "$(saved)" 1 "another is saved"
rm -rf "$PIN"
run 0 "apply, where the maps are gone" lc apply "$one"
isnt "$(saved)" 1 "the next boot has it no more"
begin
dd if=/dev/zero of="$DIR/small/fill" bs=1k 2>/dev/null
run 0 "permit end on a full disk" lc permit end "$ID"
matches "$OUT" "after a reboot they are not there" "says what becomes of all"
isnt "$(saved)" 1 "which is true"
rm "$DIR/small/fill"
begin
# of another boot, by a clock that was wrong
sed -i 's/"boot_id": "[^"]*"/"boot_id": "another"/
	s/"written": "[^"]*"/"written": "2099-01-01T00:00:00Z"/' \
	"$STATE/permits.json"
rm -rf "$PIN"
run 0 "apply, as after a reboot" lc apply "$one"
matches "$OUT" "do.* not hold \\($ID\\).*permit end" "it waits for the clock"
run 0 "permit end" lc permit end "$ID"
isnt "$(saved)" 1 "it is forgotten"
rm -f "$STATE/permits.json"
mkfifo "$STATE/permits.json"
run 0 "a pipe in the place of the file is not waited for" \
	timeout 20 nsenter --net="/run/netns/$NS" -- "$LENSCAP" apply "$one" \
	--pin "$PIN" --state "$STATE"
is "$(lc permit end "$ID" >/dev/null 2>&1; echo $?)" 1 "what is forgotten is"
finish
