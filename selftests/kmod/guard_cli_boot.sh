#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# In the namespace of the boot: enable writes the boot file, apply renews it, a
# module loaded anew takes it, disable removes it and the module.
. "$(dirname "$0")/lib_cli.sh"
[ "$(id -u)" -eq 0 ] || skip "needs root"
[ -n "${LENSCAP_VM:-}" ] || skip "only in a virtual machine"
guard_loaded || [ -e "$KMOD_FILE" ] ||
	skip "no module for this kernel: make kmod"
FIRMWARE=/lib/firmware
FILE=$FIRMWARE/lenscap/prefixes.bin
[ ! -e "$FILE" ] || skip "$FILE is there"

# shellcheck disable=SC2317 # by trap
boot_cleanup()
{
	cleanup
	guard_unload
	ip link del gcl0 2>/dev/null
	rm -rf "$FIRMWARE/lenscap"
}

DIR=$(mktemp -d "/tmp/$NS.XXXXXX") || exit 1
# shellcheck disable=SC2034 # for lc
STATE=$DIR/state
trap boot_cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
ip netns attach "$NS" 1 || skip "cannot name the first namespace"
ip link add gcl0 type veth peer name gcl1 || exit 1
ip link set gcl0 up
ip link set gcl1 up
guard_load || skip "the module cannot be loaded here"
plan 25

# seal: the boot file's checksum, - for none
seal()
{
	[ -e "$FILE" ] || { echo -; return; }
	sha256sum <"$FILE" | cut -c1-16
}

one=$(policy one gcl0)
two=$(policy two gcl0)
sed -i 's/44:19:b6/ac:cc:8e/' "$two"
run 0 "enable before there is a policy" lc guard enable
is "$(seal)" - "writes no file"
matches "$OUT" "update-initramfs" "tells of the initramfs"
run 0 "apply" lc apply "$one"
matches "$OUT" "boot file is new" "says that the file is new"
first=$(seal)
isnt "$first" - "it is there"
is "$(find "$FIRMWARE/lenscap" -type f | wc -l)" 1 "and nothing beside it"
run 0 "apply again" lc apply "$one"
is "$(grep -c "boot file" <<<"$OUT") $(seal)" "0 $first" "leaves it"
guard_unload
guard_load
is "$(told boot current.in_force | paste -sd' ')" "loaded true" \
	"a module loaded anew begins with it"
detach xdp gcl0
drops gcl0 gcl1 3 "$CAM" "and closes the port"
drops gcl0 gcl1 0 ac:cc:8e:00:00:01 "for what it lists"
run 0 "apply another policy" lc apply "$two"
isnt "$(seal)" "$first" "renews it"
guard_unload
run 0 "apply without the module" lc apply "$one"
is "$(seal)" "$first" "renews it too"
mkdir -p "$DIR/other"
guard_load
run 0 "enable with another directory and proof" \
	lc guard enable --firmware "$DIR/other" --proof tag
is "$(seal)" - "the old file is gone"
is "$(test -s "$DIR/other/lenscap/prefixes.bin"; echo $?)" 0 \
	"the new one is there"
run 0 "enable as before" lc guard enable
is "$(seal)" "$first" "the file is as before"
run 0 "disable" lc guard disable
is "$(seal) $(test -d /sys/module/lenscap_guard; echo $?)" "- 1" \
	"file and module are gone"
is "$(test -e "$FIRMWARE/lenscap"; echo $?)" 1 "and the directory"
run 0 "status --check is as without a guard" lc status --check
finish
