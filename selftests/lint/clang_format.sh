#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: C is laid out as the kernel's .clang-format says. Changes nothing;
# clang-format -i does.
. "$(dirname "$0")/lib.sh"
need clang-format clang-format

# One line a file: the first place, and what mends it.
check() {
	clang-format --style="file:$LINT_ROOT/.clang-format" --dry-run \
		--Werror "$@" 2>&1 | awk -F: '
		/clang-format-violations/ && !seen[$1]++ {
			print $1 ":" $2 ": not as clang-format has it: make format"
		}
		/clang-format-violations/ { next }
		/error:/ { print; bad = 1 }
		END { for (f in seen) bad = 1; exit bad }'
}

planted bad.c <<'EOF'
int f( int a ){
    return a;
}
EOF
planted good.c <<'EOF'
int f(int a)
{
	return a;
}
EOF

plan 3
rejects "spaces and a brace at the wrong place" bad.c
accepts good.c
tree_is_clean c_files
finish
