#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# No room for the ledger: history is lost, and nothing else. What changes the
# router does so, with a warning; record fails.
[ -n "${LEDGER_MOUNTS:-}" ] || {
	[ "$(id -u)" -eq 0 ] || { echo "1..0 # SKIP needs root"; exit 4; }
	exec env LEDGER_MOUNTS=1 unshare --mount --propagation private -- "$0"
}
. "$(dirname "$0")/lib_ledger.sh"
place
plan 15

mount -t tmpfs state /mnt || exit 1
STATE=/mnt/state
mkdir -p "$STATE/ledger"
mount -t tmpfs -o size=64k,nr_inodes=16 full "$STATE/ledger" || exit 1
records 1
# so that no other fits into its last page
while [ "$(stat -c %s "$(ledger_file)" | awk '{ print 4096 - $1 % 4096 }')" -gt 280 ]; do
	records 1
done
cp "$(ledger_file)" "$DIR/before"
head -c 1M /dev/zero >"$STATE/ledger/ballast" 2>/dev/null

run 1 "record fails" lc record
matches "$OUT" "cannot write to .*ledger/20.*No space left.*make room" "and says why"
run 0 "apply does not" lc apply "$(policy one)"
matches "$OUT" "warning: apply is not recorded in the ledger: .*No space left" \
	"but warns"
is "$(in_force)" one "its policy is in force"
send cam0 "$CAM" 3
wait_counted drop 3
is "$(counted drop)" 3 "frames are dropped"
lc apply --confirm 60 "$(policy two lan0)" >"$DIR/id" 2>"$DIR/err"
is $? 0 "apply --confirm"
run 0 "confirm" lc confirm "$(sed 's/pending //' "$DIR/id")"
run 0 "rollback" lc rollback
is "$(in_force)" one "goes back"
run 0 "unload" lc unload
matches "$OUT" "warning: unload is not recorded" "warns as well"
cmp -s "$DIR/before" "$(ledger_file)"
result $? "the ledger is as it was"
rm "$STATE/ledger/ballast"
run 0 "with room there are records again" lc record
run 0 "and the chain is whole" lc ledger verify
finish
