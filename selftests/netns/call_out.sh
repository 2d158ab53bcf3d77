#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What an isolated camera sends to the internet over IPv4 does not arrive, and
# is counted under its vendor, group and reason; after unload it arrives again.
. "$(dirname "$0")/lib.sh"
export CAM=$CAM4 NET=$NET4
. "$(dirname "$0")/lib_call_out.sh"
