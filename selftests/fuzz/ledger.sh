#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The ledger's files and its checkpoint: any bytes.
. "$(dirname "$0")/lib.sh"

fuzz ledger 4096
