#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the command finds of its own, changed by anybody.
. "$(dirname "$0")/lib.sh"

fuzz saved 8192
