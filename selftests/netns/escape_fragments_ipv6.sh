#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# IPv6 fragments lead nobody past the policy, behind other headers neither.
# Marks stand in what must not arrive.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

escape fragments-6
