#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An upgrade of the programs is cut short, by a fault or by SIGKILL: the old or the
# new policy is in force, whole; what failed left the programs of before, and the
# next apply, of either build, leaves one build everywhere.
. "$(dirname "$0")/lib_faults.sh"
[ -x "$CLI_ROOT/build/other/lenscap" ] ||
	skip "build/other/lenscap is not built: make build-tests"
fault_place
plan 3
faults "errno bpf,rename,unlink,mmap" upgrade 6 "each call of it fails"
faults "errno+ bpf" upgrade 4 "one, and all that come after"
faults kill upgrade 6 "killed before each call"
finish
