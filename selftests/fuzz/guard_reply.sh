#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Answers of the guard, read whole or not at all.
. "$(dirname "$0")/lib.sh"

fuzz guard_reply 1024
