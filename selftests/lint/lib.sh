#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the gates share: TAP, the list of files, and the proof that a gate can
# fail. A gate defines check FILE..., silent and 0 when the files are good.

set -u

LINT_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
LINT_DIR=$(mktemp -d) || exit 1
trap 'rm -rf "$LINT_DIR"' EXIT
trap 'exit 1' INT TERM HUP
cd "$LINT_ROOT" || exit 1
export PATH=$PATH:/usr/sbin:/sbin

tap_count=0
tap_failed=0

plan() {
	echo "TAP version 13"
	echo "1..$1"
}

# result STATUS NAME
result() {
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count $2"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count $2"
	fi
}

finish() {
	[ "$tap_failed" -eq 0 ] || exit 1
	exit 0
}

# need COMMAND PACKAGE: without the tool there is nothing to say.
need() {
	command -v "$1" >/dev/null && return
	echo "1..0 # SKIP $1 is missing, of package $2"
	exit 4
}

# Every file that git tracks or would track, without what is not ours; outside
# a checkout, every file but what was built.
lint_files() {
	if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
		git ls-files -co --exclude-standard
	else
		find . \( -path ./build -o -path ./.git -o -name __pycache__ \) \
			-prune -o -type f -print | sed 's,^\./,,'
	fi | sort | while IFS= read -r f; do
		[ -f "$f" ] && printf '%s\n' "$f"
	done | grep -v '^selftests/kselftest/'
}

c_files() {
	lint_files | grep '\.[ch]$'
}

# Scripts by their first line, whatever they are called.
shell_files() {
	lint_files | while IFS= read -r f; do
		read -r line <"$f" 2>/dev/null
		case $line in
		'#!'*bash*|'#!/bin/sh'*) printf '%s\n' "$f" ;;
		esac
	done 2>/dev/null
}

# planted NAME: write stdin to a file of that name outside the tree.
planted() {
	mkdir -p "$LINT_DIR/$(dirname "$1")"
	cat >"$LINT_DIR/$1"
}

# rejects WHAT FILE: the gate must turn red for a planted file, and say so
# about that file.
rejects() {
	local said status

	said=$(cd "$LINT_DIR" && check "$2" 2>&1)
	status=$?
	if [ $status -ne 0 ] && [[ $said == *"$2"* ]]; then
		result 0 "refuses $1"
	else
		echo "# exit status $status, said: $said"
		result 1 "refuses $1"
	fi
}

# accepts FILE: the gate must not be red for everything.
accepts() {
	local said status

	said=$(cd "$LINT_DIR" && check "$1" 2>&1)
	status=$?
	[ -n "$said" ] && printf '%s\n' "$said" | sed 's/^/# /'
	result $status "accepts a good file"
}

# tree_is_clean LISTER: the gate over all files that LISTER names.
tree_is_clean() {
	local files said status

	mapfile -t files < <("$1")
	said=$(check "${files[@]}" 2>&1)
	status=$?
	[ ${#files[@]} -gt 0 ] || { echo "# $1 names no file"; status=1; }
	[ $status -eq 0 ] || printf '%s\n' "$said" | sed 's/^/# /'
	result $status "${#files[@]} files are clean"
}
