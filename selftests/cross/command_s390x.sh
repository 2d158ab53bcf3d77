#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The command for s390x: built, of that machine, and it answers.
. "$(dirname "$0")/lib.sh"

command_runs s390x
