#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: docs/architecture.md says which folder of userspace/ includes from which,
# as it is. A new dependency is then seen where it is decided.
. "$(dirname "$0")/lib.sh"

check() {
	/usr/bin/python3 "$LINT_ROOT/selftests/lint/_folders.py" \
		"$LINT_ROOT/userspace" "$1"
}

page() {
	echo docs/architecture.md
}

# shellcheck disable=SC2016 # no command, but Markdown
sed '/^| `base\/`/d' docs/architecture.md | planted missing.md
# shellcheck disable=SC2016 # no command, but Markdown
sed '/^| `compile\/`/s/`policy`/`serve`/' docs/architecture.md | planted other.md
# shellcheck disable=SC2016 # no command, but Markdown
{ cat docs/architecture.md; echo '| `gone/` | what | – |'; } | planted gone.md
planted good.md <docs/architecture.md

plan 5
rejects "a folder that is not named" missing.md
rejects "another folder than it includes from" other.md
rejects "a folder that is not there" gone.md
accepts good.md
tree_is_clean page
finish
