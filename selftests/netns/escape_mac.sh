#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Source addresses with the group bit lead nobody past the policy, listed or not;
# with the local bit a camera stays the camera that it is.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

# a bridge drops some of them: from its port, as if the port were the camera's
export FROM="sw p-lan"

escape mac
