#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# make install and uninstall: command, units, manual and completion are where
# they are looked for, name that place, and are all taken away again. Nothing is
# built: other tests use what is.
. "$(dirname "$0")/lib.sh"
[ -x build/lenscap ] || {
	echo "1..0 # SKIP build/lenscap is not built: make"
	exit 4
}

to=$LINT_DIR/to

# there NAME PATH...: each is a file below the destination
there() {
	local path missing=

	for path in "${@:2}"; do
		[ -f "$to$path" ] || missing="$missing $path"
	done
	[ -z "$missing" ]
	result $? "$1${missing:+: missing$missing}"
}

plan 8
said=$(make -o all install PREFIX=/usr DESTDIR="$to" 2>&1)
result $? "make install"
[ -z "$said" ] || printf '%s\n' "$said" | sed 's/^/# /'
[ -x "$to/usr/sbin/lenscap" ]
result $? "the command"
# shellcheck disable=SC2046 # no name has a space
there "every page of the manual" $(cd man && for page in *.[1-9]; do
	echo "/usr/share/man/man${page##*.}/$page"; done)
there "completion" /usr/share/bash-completion/completions/lenscap \
	/usr/share/zsh/site-functions/_lenscap
# shellcheck disable=SC2046
there "every unit, and the catalog" /usr/lib/systemd/catalog/lenscap.catalog \
	$(cd contrib/systemd && for unit in *.service *.timer; do
	echo "/usr/lib/systemd/system/$unit"; done)
! grep -r /usr/local "$to/usr/lib/systemd/system"
result $? "the units name this prefix"
make uninstall PREFIX=/usr DESTDIR="$to" >/dev/null 2>&1
result $? "make uninstall"
left=$(find "$to" ! -type d)
[ -z "$left" ]
result $? "nothing is left${left:+: $left}"
finish
