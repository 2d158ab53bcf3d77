#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What an isolated camera sends to the internet over IPv6 does not arrive, and
# is counted under its vendor, group and reason; after unload it arrives again.
. "$(dirname "$0")/lib.sh"
export CAM=$CAM6 NET=$NET6
. "$(dirname "$0")/lib_call_out.sh"
