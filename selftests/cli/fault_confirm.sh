#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Each system call of apply --confirm, confirm and rollback fails once: what is in
# force is whole, and what failed changed nothing.
. "$(dirname "$0")/lib_faults.sh"
fault_place
needs_confirm
plan 4
calls=bpf,openat,rename,fsync,write,unlink,mmap,ioctl,sendto
faults "errno $calls" draft 5 "a draft"
faults "errno $calls" confirm 4 "its confirmation"
faults "errno $calls" revoke 3 "its rollback"
faults "errno $calls" back 5 "a rollback to the policy before"
finish
