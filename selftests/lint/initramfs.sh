#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the real mkinitramfs makes of the hook and the script for it: the guard
# and its boot file are in, or nothing of it is. Nothing is booted here.
. "$(dirname "$0")/lib_kmod.sh"
need mkinitramfs initramfs-tools-core
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
module=lenscap_guard

# The settings of an administrator who wants no more than that.
conf=$dir/conf
mkdir -p "$conf/conf.d"
cp -R contrib/initramfs-tools/. "$conf/"
printf '%s\n' MODULES=list BUSYBOX=auto KEYMAP=n COMPRESS=gzip RUNSIZE=10% \
	>"$conf/initramfs.conf"
echo RESUME=none >"$conf/conf.d/resume"
printf 'boot file of %s' $$ >"$dir/prefixes.bin"

# make_in DIR MODULE FILE: fill DIR with an initramfs, on a machine that has
# that module and that boot file, or none where empty.
make_in() {
	TMPDIR=$dir kmod_machine "$headers" "$2" "$3" \
		mkinitramfs -d "$conf" -o "$dir/image" "$kernel" || return
	rm -rf "$1" && unmkinitramfs "$dir/image" "$1"
}

# lists PATTERN: the image has such a file
lists() {
	lsinitramfs "$dir/image" | grep -q -- "$1"
}

ko=$dir/built/kmod/$module.ko
if ! said=$(kmod_tree built && kmod_make "$headers" built modules); then
	printf '%s\n' "$said" | sed 's/^/# /'
	plan 1
	result 1 "the module builds"
	finish
fi

said=$(make_in "$dir/image.d" "$ko" "$dir/prefixes.bin")
status=$?
if [ $status -eq 4 ]; then
	echo "1..0 # SKIP no overlay can be mounted here"
	exit 4
fi
plan 9
[ $status -eq 0 ] || printf '%s\n' "$said" | sed 's/^/# /'
result $status "mkinitramfs runs the hook"
lists "lib/modules/$kernel/updates/$module.ko\$"
result $? "the module is in"
cmp -s "$dir/prefixes.bin" "$dir/image.d/usr/lib/firmware/lenscap/prefixes.bin"
result $? "the boot file is in, as it was"
grep -q "updates/$module.ko" "$dir/image.d/usr/lib/modules/$kernel/modules.dep"
result $? "modprobe will find the module there"
order=$(grep -o 'init-top/[[:alnum:]_-]*' "$dir/image.d/scripts/init-top/ORDER")
printf '%s\n' "$order" | sed 's/^/# /'
[ -x "$dir/image.d/scripts/init-top/$module" ] &&
	awk '/lenscap_guard$/ { seen = NR } /udev$/ && !seen { late = 1 }
	     END { exit late || !seen }' <<<"$order"
result $? "it is loaded before udev asks for drivers"

make_in "$dir/image.d" "$ko" '' >/dev/null
result $? "without a boot file mkinitramfs runs"
! lists "$module"
result $? "without a boot file nothing of it is in"

said=$(make_in "$dir/image.d" '' "$dir/prefixes.bin")
[[ $said == *"$module is not built for Linux $kernel"* ]]
result $? "without the module mkinitramfs warns"
! lists "init-top/$module"
result $? "without the module nothing tries to load it"
finish
