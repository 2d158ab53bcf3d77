#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The unit tests, built for arm64 and run by qemu.
. "$(dirname "$0")/lib.sh"

units arm64
