# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The command on files in a directory of the test's own, without root. Sourced.

set -u

cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
. selftests/tap.sh

LENSCAP=$PWD/build/lenscap
DIR=$(mktemp -d) || exit 1

clean_up() {
	rm -rf "$DIR"
	[ "$TAP_FAILED" -eq 0 ] || exit 1
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

# ok NAME: by the exit status of the command before.
ok() {
	result $? "$1"
}
