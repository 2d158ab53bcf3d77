#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply --shadow and shadow stop killed before any call, or failing in one:
# the policy in force is whole, judges and counts, and the next ones succeed.
. "$(dirname "$0")/lib_faults.sh"
fault_place
plan 3
faults kill beside 5 "a candidate, before each call"
faults kill unshadow 3 "its end"
faults "errno bpf,mmap,openat" beside 4 "a candidate, and a call fails"
finish
