#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The other system calls of apply fail, one at a time: files, memory, netlink,
# device settings. The old or the new policy is in force, whole.
. "$(dirname "$0")/lib_faults.sh"
fault_place
plan 4
files=mkdir,openat,read,rename,fsync,write,fchmod,unlink,statfs,getdents64
files+=,newfstatat,readlink,flock,fcntl
memory=mmap
net=ioctl,socket,bind,sendto,recvmsg
faults "errno $files" grow 6 "files"
faults "errno statfs" grow 4 "where pins stand"
faults "errno $memory" grow 4 "memory"
faults "errno $net" grow 6 "netlink and devices"
finish
