#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: no function and no table of the command that main() does not lead to,
# and none that other files see without a need. Tests of a thing are no need of it.
. "$(dirname "$0")/lib.sh"
need gcc gcc
need make make
need clang clang
need bpftool bpftool

built=build/dead
# Constants are seen where they are used, functions stay functions
flags=(-O1 -fno-inline -fno-ipa-sra -fno-partial-inlining -ffunction-sections
	-fdata-sections)

# An object stands beside its source, each function in a section of its own.
compiled() {
	make -s -j2 B=$built CFLAGS="${flags[*]}" \
		$built/lenscap >/dev/null || return
	lint_files | sed -n "s,^\(userspace/.*\)\.c$,$built/\1.o,p"
}

# unreached OBJECT...: sections that the linker would throw away
unreached() {
	ld -r --gc-sections --entry main -u main --print-gc-sections \
		-o "$LINT_DIR/linked" "$@" 2>&1 | sed -n \
		"s,.*'\.\(text\|data\|bss\|rodata\)\(\.rel\.ro\)\?\(\.local\)\?\.\([a-z_0-9A-Z]*\)' in file '\(.*\)',\5: nothing leads to \4,p" |
		grep -vE ': nothing leads to (lenscap_bpf__|(flow|explain)_judge_)'
}

# wide OBJECT...: names that no other object asks for. What the programs' headers
# ask for is asked in the two *_judge.c, where the headers stand.
wide() {
	nm -A "$@" | awk '
	{ sub(/:.*/, "", $1) }
	$(NF - 1) == "U" { asked[$NF] = 1 }
	$(NF - 1) ~ /^[TDBR]$/ { where[$NF] = $1 }
	END {
		for (name in where)
			if (!(name in asked) && name != "main" &&
			    name !~ /^(flow|explain)_judge_/)
				print where[name], name
	}' | sort | while read -r object name; do
		grep -rqw --include='*.[ch]' "$name" "$LINT_ROOT/selftests" ||
			echo "$object: $name is not static, and only this file uses it"
	done
}

check() {
	local said

	said=$(unreached "$@"; wide "$@")
	[ -z "$said" ] || { printf '%s\n' "$said"; return 1; }
}

# object NAME: C on stdin, compiled as the tree is
object() {
	gcc "${flags[@]}" -c -x c - -o "$LINT_DIR/$1"
}

object function.o <<'EOF'
int forgotten(void) { return 1; }
int main(void) { return 0; }
EOF
object table.o <<'EOF'
const int forgotten[] = { 1, 2, 3 };
int main(void) { return 0; }
EOF
object wide.o <<'EOF'
int only_here_used(void) { return 0; }
int main(void) { return only_here_used(); }
EOF
object good.o <<'EOF'
static const int table[] = { 0 };
static int used(void) { return table[0]; }
int main(void) { return used(); }
EOF

plan 5
rejects "a function that nothing calls" function.o
rejects "a table that nothing reads" table.o
rejects "a function that could be static" wide.o
accepts good.o
tree_is_clean compiled
finish
