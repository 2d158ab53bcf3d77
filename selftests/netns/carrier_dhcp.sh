#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# DHCP carries nothing to a host beyond the router.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_carrier.sh"

carrier dhcp
