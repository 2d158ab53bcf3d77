#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Closed at boot: the initramfs loads the module, which finds its boot file
# there, before it loads a driver or reaches a disk. What then becomes of frames
# is looked at in the guest, by selftests/kmod/_boot_closed.py.
#
#     initramfs: lenscap_guard.ko, lib/firmware/lenscap/prefixes.bin
#       insmod -> virtio_net, veth -> the first frame of a listed source
. "$(dirname "$0")/lib.sh"
. selftests/tap.sh

tmp=
trap '[ -z "$tmp" ] || rm -rf "$tmp"' EXIT
trap 'exit 143' TERM INT HUP

# initramfs: what is laid into it, and its hook
initramfs()
{
	mkdir -p "$tmp/extra/lib/firmware/lenscap" &&
	strip -g -o "$tmp/extra/lenscap_guard.ko" \
		"build/kmod/$kv/lenscap_guard.ko" &&
	/usr/bin/python3 selftests/kmod/_genl.py bootfile --id 7 \
		"$tmp/extra/lib/firmware/lenscap/prefixes.bin" \
		44:19:b6/24 8c:1f:64:ab:c0:00/36 || return
	# shellcheck disable=SC2016 # for the guest's shell
	printf '%s\n' '$bb insmod /lenscap_guard.ko ||' \
		'	die "cannot load the module"' \
		'$bb ls /sys/class/net >/lenscap/devices' >"$tmp/hook"
}

# guest SERIES: boot it, and take its results over
guest()
{
	local kv status word rest

	stock_kernel "$1"
	stock_module
	rm -rf "$tmp"
	tmp=$(mktemp -d) || exit 1
	initramfs
	result $? "$kv: an initramfs with the module and its boot file"
	selftests/vm/boot --virtio --timeout 600 --initrd-extra "$tmp/extra" \
		--initrd-hook "$tmp/hook" "$kv" -- \
		/usr/bin/python3 selftests/kmod/_boot_closed.py \
		>"$tmp/out" 2> >(comment)
	status=$?
	while read -r word rest; do
		case $word in
		ok) result 0 "$kv: ${rest#* }" ;;
		not) result 1 "$kv: ${rest#ok * }" ;;
		*) echo "# $word $rest" ;;
		esac
	done <"$tmp/out"
	result "$status" "$kv: it ends well, and the kernel's log has no fault"
}

echo "TAP version 13"
guest 6.1
guest 6.12
echo "1..$TAP_COUNT"
[ "$TAP_FAILED" -eq 0 ]
