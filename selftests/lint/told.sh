#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: what a person can meet stands in a page: each reason and each key of a
# policy in docs/policies.md, each series in docs/monitoring.md, each command in
# README.md, each kind of tests in docs/testing.md. Events are held to their page
# by cli/events_journal.
. "$(dirname "$0")/lib.sh"

# check PAGE: WHAT says which words
check() {
	/usr/bin/python3 "$LINT_ROOT/selftests/lint/_told.py" "$LINT_ROOT" \
		"$WHAT" "$1"
}

# forgets WORD PAGE: a page without that word is refused
forgets() {
	sed "s/\([ \`]\)$1/\1/g" "$2" | planted "${1//_/-}.md"
	rejects "a page without \"$1\"" "${1//_/-}.md"
}

page() {
	echo "$PAGE"
}

# holds WORDS PAGE EXAMPLE
holds() {
	WHAT=$1
	PAGE=$2
	tree_is_clean page
	forgets "$3" "$2"
}

plan 10
holds reasons docs/policies.md source-guard
holds series docs/monitoring.md lenscap_permits
holds verbs README.md rollback
holds keys docs/policies.md dhcp-servers
holds kinds docs/testing.md escape
finish
