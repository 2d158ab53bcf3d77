#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Lengths that lie behind the IP header, where no router looks, lead nobody past
# the policy, on ports that it allows neither.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

escape lengths
