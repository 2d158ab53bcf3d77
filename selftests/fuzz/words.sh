#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Addresses, ports, times, options: there and back.
. "$(dirname "$0")/lib.sh"

fuzz words 512
