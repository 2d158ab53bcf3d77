#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the real dracut makes of the module for it: the guard and its boot file
# are in, or nothing of it is. Nothing is booted here.
. "$(dirname "$0")/lib_kmod.sh"
need dracut dracut-core
need depmod kmod
need unshare util-linux
if [ "$(id -u)" -ne 0 ]; then
	echo "1..0 # SKIP needs root"
	exit 4
fi
if ! headers=$(kmod_any); then
	echo "1..0 # SKIP no headers, of package ${KMOD_PACKAGES[0]}"
	exit 4
fi

dir=$LINT_DIR
kernel=$(basename "$(dirname "$headers")")
printf 'boot file of %s' $$ >"$dir/prefixes.bin"
mkdir "$dir/empty"

# make_with MODULE FILE: an initramfs on a machine with that module and boot
# file, of all that dracut has there: what every initramfs has, and ours.
make_with() {
	# shellcheck disable=SC2016 # expanded by the inner shell
	kmod_machine "$headers" "$1" "$2" bash -c '
		all=/usr/lib/dracut/modules.d
		mkdir -p "$1/modules.d" && cp -R $all/*base $all/*udev-rules \
			contrib/dracut/90lenscap "$1/modules.d/" &&
			mount --bind "$1/modules.d" $all &&
			exec dracut --force --no-hostonly --no-early-microcode \
			--conf /dev/null --confdir "$1/empty" --tmpdir "$1" \
			--gzip "$1/image" "$2"' - "$dir" "$kernel"
}

lists() {
	lsinitrd "$dir/image" 2>&1 | grep -q -- "$1"
}

ko=$dir/built/kmod/lenscap_guard.ko
if ! said=$(kmod_tree built && kmod_make "$headers" built modules); then
	printf '%s\n' "$said" | sed 's/^/# /'
	plan 1
	result 1 "the module builds"
	finish
fi

said=$(make_with "$ko" "$dir/prefixes.bin")
status=$?
if [ $status -eq 4 ]; then
	echo "1..0 # SKIP no overlay can be mounted here"
	exit 4
fi
plan 6
[ $status -eq 0 ] || printf '%s\n' "$said" | sed 's/^/# /'
result $status "dracut takes the module"
lists "lib/modules/$kernel/updates/lenscap_guard.ko"
result $? "the kernel's module is in"
[ "$(lsinitrd --file usr/lib/firmware/lenscap/prefixes.bin "$dir/image")" = \
	"$(cat "$dir/prefixes.bin")" ]
result $? "the boot file is in, as it was"
lists 'hooks/pre-udev/10-lenscap-load.sh'
result $? "it is loaded before udev asks for drivers"

said=$(make_with "$ko" '')
result $? "without a boot file dracut runs"
! lists 'lenscap_guard\|lenscap-load\|prefixes'
result $? "without a boot file nothing of it is in"
finish
