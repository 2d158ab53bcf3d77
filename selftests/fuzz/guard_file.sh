#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The guard's boot file: the module's reader beside the ABI's letter.
. "$(dirname "$0")/lib.sh"

fuzz guard_file 4096
