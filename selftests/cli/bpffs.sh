#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Without a BPF file system apply mounts it at the usual place, and says how for
# any other.
. "$(dirname "$0")/lib.sh"
place
unshare -m true 2>/dev/null || skip "no mount namespaces here"
one=$(policy one)
plan 4
run 1 "a pin directory on another file system" inside "$LENSCAP" apply "$one" \
	--pin "$DIR/pin" --state "$STATE"
matches "$OUT" "mount -t bpf" "it says how"
is "$(test -e "$DIR/pin"; echo $?)" 1 "nothing is made there"
run 0 "none mounted: apply, status and unload work" inside unshare -m bash -c "
	umount -l /sys/fs/bpf
	'$LENSCAP' apply '$one' --pin /sys/fs/bpf/lenscap --state '$STATE' &&
	'$LENSCAP' status --check --pin /sys/fs/bpf/lenscap --state '$STATE' &&
	'$LENSCAP' unload --pin /sys/fs/bpf/lenscap --state '$STATE'"
finish
