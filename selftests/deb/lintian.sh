#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lintian has nothing to say of the packages, at its most pedantic.
. "$(dirname "$0")/lib.sh"
need lintian lintian
packages
plan 3

# judge FILE...: what it says
judge()
{
	lintian --no-cfg --pedantic --display-info \
		--fail-on error,warning,info,pedantic "$@" 2>&1
}

run 0 "the packages and their source" judge "$DEB_OUT"/lenscap_*.changes

dpkg-deb -R "$(package lenscap)" "$DIR/bad"
chmod 777 "$DIR/bad/usr/sbin/lenscap"
dpkg-deb --root-owner-group -b "$DIR/bad" "$DIR/bad.deb" >/dev/null
run 2 "a package with a fault is refused" judge "$DIR/bad.deb"
matches "$OUT" "non-standard-executable-perm" "by name"
finish
