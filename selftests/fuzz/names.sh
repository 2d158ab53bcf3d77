#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Names that devices send: DNS, TLS and HTTP.
. "$(dirname "$0")/lib.sh"

fuzz names 1100
