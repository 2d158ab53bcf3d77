#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The guard and its boot file in an initramfs of dracut. Without a boot file
# (lenscap guard enable makes one) there is nothing to guard that early.
#
# The copy is as old as the initramfs: after a change of what is listed,
# dracut --force. An older one holds until lenscap apply hands in a table.
# shellcheck disable=SC2154 # kernel, moddir and dracutsysrootdir are dracut's

lenscap_file() {
	local dir

	for dir in updates/"$kernel" updates "$kernel" .; do
		dir=/lib/firmware/$dir
		if [[ -e $dracutsysrootdir$dir/lenscap/prefixes.bin ]]; then
			realpath -ms "$dir/lenscap/prefixes.bin"
			return
		fi
	done
	return 1
}

check() {
	lenscap_file >/dev/null
}

depends() {
	return 0
}

installkernel() {
	hostonly='' instmods lenscap_guard
}

install() {
	inst_simple "$(lenscap_file)"
	inst_hook pre-udev 10 "$moddir/lenscap-load.sh"
}
