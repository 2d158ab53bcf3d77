#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Each bpf(2) of apply fails once, for want of memory, rights or room: the old or
# the new policy is in force, whole, and a failed apply leaves all as it was.
. "$(dirname "$0")/lib_faults.sh"
fault_place
plan 4
faults "errno bpf" first 8 "a first apply"
faults "errno bpf" grow 6 "one that attaches a port"
faults "errno bpf" shrink 5 "one that detaches a port"
faults "errno+ bpf" grow 5 "and nothing works from then on"
finish
