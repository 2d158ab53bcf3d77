#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# IPv6 extension headers lead nobody past the policy: up to eight are looked
# through, and what stands behind them is judged.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"
. "$(dirname "$0")/lib_escape.sh"

escape chain
