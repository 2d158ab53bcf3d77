#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Vendor tables: read, asked, written again.
. "$(dirname "$0")/lib.sh"

fuzz vendors 4096
