#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The same tables by bpf/ compiled as C for this machine: where that is wrong
# too, it is not the other machine's byte order.
. "$(dirname "$0")/lib.sh"

[ -x build/plain/lenscap ] || {
	plan 1
	result 1 "build/plain/lenscap is not built: make build-tests"
	exit 1
}
tables "$CROSS_ROOT/build/plain/lenscap"
