#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The command for arm64: built, of that machine, and it answers.
. "$(dirname "$0")/lib.sh"

command_runs arm64
