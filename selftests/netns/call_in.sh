#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The internet cannot reach an isolated camera over IPv4: dropped on the way
# out of the router, and counted.
. "$(dirname "$0")/lib.sh"
export CAM=$CAM4 NET=$NET4
. "$(dirname "$0")/lib_call_in.sh"
