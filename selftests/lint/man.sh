#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: mandoc finds nothing in the manual pages, they have their licence, and
# those of ours that they refer to are there.
. "$(dirname "$0")/lib.sh"
need mandoc mandoc

# check FILE...: no warning; pages that refer to each other are all here. Which
# pages of others are installed is none of our business.
check() {
	local page said bad=0

	for page in "$@"; do
		said=$(mandoc -T lint -W style "$page" 2>/dev/null |
			grep -v 'STYLE: referenced manual not found')
		[ -z "$said" ] || { printf '%s\n' "$said"; bad=1; }
		head -n 1 "$page" | grep -q '^\.\\" SPDX-License-Identifier: GPL-2\.0$' ||
			{ echo "$page: the licence is missing"; bad=1; }
		sed -n 's/^\.Xr \(lenscap[^ ]*\) \([0-9]\).*/\1.\2/p' "$page" |
			sort -u | while read -r other; do
			[ -f "$LINT_ROOT/man/$other" ] ||
				echo "$page: refers to $other, which is not there"
		done | grep . && bad=1
	done
	return $bad
}

pages() {
	lint_files | grep '^man/.*\.[1-9]$'
}

planted bad.8 <<'EOF'
.\" SPDX-License-Identifier: GPL-2.0
.Dd December 1, 2026
.Dt BAD 8
.Os
.Sh NAME
.Nm bad
.Nd a page
.Sh DESCRIPTION
.Bl -tag
.It Fl a
.\" SPDX-License-Identifier: GPL-2.0
.Dd December 1, 2026
.Dt BAD 8
.Os
.Sh NAME
.Nm bad
.Nd a page
.Sh DESCRIPTION
.Bl -tag
.It Fl a
EOF
sed '/^\.Bl/,$d' "$LINT_DIR/bad.8" | planted good.8
echo "Text." >>"$LINT_DIR/good.8"
{ cat "$LINT_DIR/good.8"; echo ".Xr lenscap-nowhere 7"; } | planted lost.8
sed 1d "$LINT_DIR/good.8" | planted free.8

plan 5
rejects "a list that does not end" bad.8
rejects "a reference to a page of ours that is not there" lost.8
rejects "a page without its licence" free.8
accepts good.8
tree_is_clean pages
finish
