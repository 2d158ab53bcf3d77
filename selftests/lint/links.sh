#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: a link in the README and in docs/ leads to a file and a heading that are
# there, a path that stands there as code is one of this tree, and no page of
# docs/ is without a link to it. What other servers have is not looked at.
. "$(dirname "$0")/lib.sh"

check() {
	/usr/bin/python3 "$LINT_ROOT/selftests/lint/_links.py" "$LINT_ROOT" "$@"
}

pages() {
	lint_files | grep '\.md$'
}

planted good.md <<'EOT'
# A `page` of ours: two words
## Again
## Again

See [this](#a-page-of-ours-two-words), [that](#again-1), [a file](good.md),
`[none](of these)`, `bpf/decide.h`, `userspace/report/report_words_<code>.c`.

    [code](is no link.md)
EOT
planted file.md <<'EOT'
See [there](nowhere.md).
EOT
planted heading.md <<'EOT'
# One
See [two](#two).
EOT
planted other.md <<'EOT'
See [two](good.md#again-2).
EOT
planted path.md <<'EOT'
It stands in `bpf/nothing.h`.
EOT
planted docs/alone.md <<'EOT'
# Nobody links to me
EOT

plan 7
rejects "a file that is not there" file.md
rejects "a heading that is not there" heading.md
rejects "a heading that another page has not" other.md
rejects "a path that is not in the tree" path.md
rejects "a page to which nothing links" docs/alone.md
accepts good.md
tree_is_clean pages
finish
