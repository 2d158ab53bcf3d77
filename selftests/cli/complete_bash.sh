#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Completion in bash: what tab makes of a line, on a terminal.
. "$(dirname "$0")/lib_complete.sh"
[ -r /usr/share/bash-completion/bash_completion ] ||
	skip "needs bash-completion"
place
ip -n "$NS" link del lan1
plan 9
both_shells bash
finish
