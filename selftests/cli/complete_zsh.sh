#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Completion in zsh: what tab makes of a line, on a terminal.
. "$(dirname "$0")/lib_complete.sh"
command -v zsh >/dev/null ||
	skip "needs zsh"
place
ip -n "$NS" link del lan1
plan 9
both_shells zsh
finish
