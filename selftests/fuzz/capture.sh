#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Captures: frame by frame, and once more.
. "$(dirname "$0")/lib.sh"

fuzz capture 4096
