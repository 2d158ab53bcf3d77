#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# IPv4 fragments lead nobody past the policy: tiny, overlapping, without the
# first, with the ports given twice. Marks stand in what must not arrive.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

escape fragments-4
