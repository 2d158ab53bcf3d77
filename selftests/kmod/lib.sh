#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The place of cli/lib.sh with the module loaded: for tests in shell that go
# through the command. Tests of single frames are in Python, on _lab.py.
#
#     cam0 --- lan0 [lenscap, lenscap_guard] lan1 --- cam1    one namespace
#
# The module is global: these tests run one at a time, in a virtual machine.

# shellcheck source=SCRIPTDIR/../cli/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../cli/lib.sh"

KMOD_NAME=lenscap_guard
KMOD_FILE=${LENSCAP_KO:-$CLI_ROOT/build/kmod/$(uname -r)/$KMOD_NAME.ko}
KMOD_TOOLS=$CLI_ROOT/selftests/kmod

guard_loaded()
{
	[ -d "/sys/module/$KMOD_NAME" ]
}

guard_load()
{
	guard_loaded || insmod "$KMOD_FILE"
}

guard_unload()
{
	! guard_loaded || rmmod "$KMOD_NAME"
}

guard_cleanup()
{
	cleanup
	guard_unload
}

# guarded_place: the place of cli/, after the module. Before plan.
guarded_place()
{
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	guard_loaded || [ -e "$KMOD_FILE" ] ||
		skip "no module for this kernel: make kmod"
	trap guard_cleanup EXIT
	guard_load || skip "the module cannot be loaded here"
	place
	trap guard_cleanup EXIT
}

# genl COMMAND...: the netlink client of the tests, inside the namespace
genl()
{
	inside "$PYTHON" "$KMOD_TOOLS/_genl.py" "$@"
}
