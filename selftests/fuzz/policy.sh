#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Policies: parsed, printed, parsed again, compiled.
. "$(dirname "$0")/lib.sh"

fuzz policy 4096
