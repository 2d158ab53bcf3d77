#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: the drivers of which a dry run says that the link stays up are those of
# which docs/drivers.md says so, and stand in its table.
. "$(dirname "$0")/lib.sh"

# in_docs FILE, in_source FILE: the drivers, a line each
in_docs()
{
	tr '\n' ' ' <"$1" | sed -n 's/.*The link stays up with \([^(]*\) (.*/\1/p' |
		tr -d '`,' | tr ' ' '\n' | sort
}

in_source()
{
	sed -n '/^bool native_keeps_link/,/};/p' "$1" | grep -o '"[a-z0-9_]*"' |
		tr -d '"' | sort
}

# check DOCS SOURCE
check()
{
	local driver

	[ "$(in_docs "$1")" = "$(in_source "$2")" ] || return 1
	for driver in $(in_source "$2"); do
		grep -q "^| \`$driver\`" "$1" || return 1
	done
	[ -n "$driver" ]
}

plan 3
docs=docs/drivers.md source=userspace/port/native.c
# shellcheck disable=SC2016 # Markdown
sed 's/The link stays up with `veth`, /&`igb`, /' $docs >"$LINT_DIR/more.md"
! check "$LINT_DIR/more.md" $source
result $? "sees one more in the documentation"
sed 's/"sfc"/"r8169"/' $source >"$LINT_DIR/other.c"
! check $docs "$LINT_DIR/other.c"
result $? "sees another in the source"
check $docs $source
result $? "they are the same"
finish
