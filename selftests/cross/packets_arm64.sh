#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The tables of frames, judged by bpf/ compiled for arm64 and run by qemu.
. "$(dirname "$0")/lib.sh"

packets arm64
