#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap-dkms on this machine's files under a layer that only dpkg sees: the
# module is built as it is installed, built anew by an upgrade, and purged.
. "$(dirname "$0")/lib.sh"
need dkms dkms
need modinfo kmod
packages
# one of them, which is time enough: lint/dkms builds for each
kernel=$(compgen -G "/lib/modules/*/build/Makefile" | sort -V | head -n 1 | cut -d/ -f4)
[ -n "$kernel" ] ||
	skip "no headers of a kernel, of package linux-headers-amd64"
next=$(newer lenscap-dkms "$(cat VERSION)+1") || exit 1
mkdir "$DIR/place"

# what is said: results, with what dpkg said in between
# shellcheck disable=SC2016 # expanded by the inner shell
unshare --mount --propagation private bash -c '
	mount -t tmpfs lenscap "$1" && cd "$1" && mkdir upper work root || exit 4
	for each in /usr /var /etc /lib; do
		[ ! -L $each ] || continue
		mkdir -p "upper$each" "work$each"
		mount -t overlay overlay -o \
			"lowerdir=$each,upperdir=$1/upper$each,workdir=$1/work$each" \
			$each || exit 4
	done
	for each in /lib/modules/*; do
		[ "${each##*/}" = "$2" ] || rm -rf "$each"
	done
	exec "${@:3}"' - "$DIR/place" "$kernel" "$DEB_ROOT/selftests/deb/_dkms" \
	"$(package lenscap-dkms)" "$next"
[ $? -ne 4 ] || skip "no layer over this machine's files can be had"
