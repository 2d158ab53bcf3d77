#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The tables of frames, judged by bpf/ compiled for s390x and run by qemu.
. "$(dirname "$0")/lib.sh"

packets s390x
