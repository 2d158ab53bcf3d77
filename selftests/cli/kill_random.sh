#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply killed at random moments: the old or the new policy is in force, and
# saved, whole; and the next apply succeeds.
. "$(dirname "$0")/lib_faults.sh"
fault_place
plan 2
faults random first 6 "a first apply"
faults random both 16 "later ones"
finish
