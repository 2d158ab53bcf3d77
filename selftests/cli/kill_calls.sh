#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply killed before each of its system calls, one at a time: the old or the new
# policy is in force, and saved, whole; and the next apply succeeds.
. "$(dirname "$0")/lib_faults.sh"
fault_place
plan 3
faults kill first 8 "a first apply"
faults kill grow 7 "one that attaches a port"
faults kill shrink 5 "one that detaches a port"
finish
