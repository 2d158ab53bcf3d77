#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the tests of the manual share: what it says beside what the program says.
# On top of lib.sh; no namespace is needed unless a test makes one.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# manual KIND: what the pages say, sorted
manual()
{
	"$PYTHON" "$CLI_ROOT/selftests/cli/_manual.py" "$1" | sort
}

# same WHAT PROGRAM MANUAL: two results, for what either has alone
same()
{
	local only

	only=$(comm -23 <(sort -u <<<"$2") <(sort -u <<<"$3"))
	[ -n "$2" ] || only="nothing"
	is "$only" "" "$1: all that the program has is in the manual"
	only=$(comm -13 <(sort -u <<<"$2") <(sort -u <<<"$3"))
	is "$only" "" "$1: the manual has nothing else"
}
