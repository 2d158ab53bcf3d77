#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The internet cannot reach an isolated camera over IPv6: dropped on the way
# out of the router, and counted.
. "$(dirname "$0")/lib.sh"
export CAM=$CAM6 NET=$NET6
. "$(dirname "$0")/lib_call_in.sh"
