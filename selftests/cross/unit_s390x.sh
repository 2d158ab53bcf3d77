#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The unit tests, built for s390x and run by qemu.
. "$(dirname "$0")/lib.sh"

units s390x
