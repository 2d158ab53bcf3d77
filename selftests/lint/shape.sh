#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: the length of functions and files, and what a file begins with.
# Layout inside a line is the business of the other gates.
. "$(dirname "$0")/lib.sh"

# check FILE...: 40 lines a function in bpf/, 60 elsewhere; 600 lines a file;
# the licence first, then a comment that says what lives there.
check() {
	awk '
	function complain(line, what) {
		printf "%s:%d: %s\n", FILENAME, line, what
		bad = 1
	}
	function licence(text) {
		return text ~ /SPDX-License-Identifier: GPL-2\.0( \*\/| WITH Linux-syscall-note \*\/)?$/
	}
	FNR == 1 {
		header = FILENAME ~ /\.h$/
		code = header || FILENAME ~ /\.c$/
		max = FILENAME ~ /^bpf\// ? 40 : 60
		start = 0
		said = 0
		shebang = /^#!/
	}
	FNR == 1 + (shebang && !code) {
		mark = header ? "^/\\* " : code ? "^// " : "^# "
		if (!licence($0) || $0 !~ mark)
			complain(FNR, "the licence line is missing or of another kind")
	}
	FNR == 2 + (shebang && !code) {
		if (code ? !/^\/\*/ : !/^(# [^ ]|#$|""")/)
			complain(FNR, "no comment says what lives in the file")
	}
	FNR == 601 { complain(FNR, "more than 600 lines in one file") }
	code ? /^\{/ : /^[a-z_]+\(\) (\{|\()$/ { start = FNR }
	/^[})]/ && start {
		if (FNR - start - 1 > max)
			complain(start, sprintf("a function of %d lines, %d allowed",
						FNR - start - 1, max))
		start = 0
	}
	END { exit bad }
	' "$@"
}

ours() {
	lint_files | while IFS= read -r f; do
		line=
		read -r line 2>/dev/null <"$f"
		case $f:$line in
		*.c:*|*.h:*|*.py:*|*.sh:*|Makefile:*|*:'#!'*) printf '%s\n' "$f" ;;
		esac
	done 2>/dev/null
}

# function NAME LINES: a function of so many lines
function_of() {
	printf '// SPDX-License-Identifier: GPL-2.0\n/* Text. */\n'
	printf 'int %s(void)\n{\n' "$1"
	for ((i = 1; i < $2; i++)); do
		printf '\t/* line */\n'
	done
	printf '\treturn 0;\n}\n'
}

function_of f 60 | planted good.c
function_of f 61 | planted long.c
function_of f 41 | planted bpf/long.c
planted bare.c <<'EOF'
// SPDX-License-Identifier: GPL-2.0
int f(void);
EOF
planted free.sh <<'EOF'
#!/bin/bash
# What it does.
EOF
{ function_of f 10; yes '' | head -n 600; } | planted big.c

plan 7
rejects "a function of 61 lines" long.c
rejects "a function of 41 lines in bpf/" bpf/long.c
rejects "a file without a word about itself" bare.c
rejects "a script without its licence" free.sh
rejects "a file of more than 600 lines" big.c
accepts good.c
tree_is_clean ours
finish
