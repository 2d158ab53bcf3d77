#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: the kernel's checkpatch --strict over all C: the module as it stands,
# the rest with a list of what does not apply outside the kernel.
. "$(dirname "$0")/lib.sh"

tarball=/usr/src/linux-source-6.1.tar.xz
cache=$LINT_ROOT/build/checkpatch

need perl perl
need xz xz-utils

# The tarball takes seconds to read, so what is needed of it is kept in build/.
if [ ! -x "$cache/scripts/checkpatch.pl" ]; then
	if [ ! -f $tarball ]; then
		echo "1..0 # SKIP $tarball is missing, of package linux-source-6.1"
		exit 4
	fi
	mkdir -p "$cache.$$/include" &&
	tar -xJf $tarball -C "$cache.$$" --strip-components=1 --occurrence=1 \
		linux-source-6.1/scripts/checkpatch.pl \
		linux-source-6.1/scripts/spelling.txt \
		linux-source-6.1/scripts/const_structs.checkpatch || exit 1
	rm -rf "$cache" && mv "$cache.$$" "$cache" || exit 1
fi

ignored=(
	# u8 and __printf() are the kernel's own; here it is <stdint.h> and the
	# compiler's attributes
	PREFER_KERNEL_TYPES PREFER_DEFINED_ATTRIBUTE_MACRO
	# names that C and libraries chose: _Static_assert, PRIu64, yaml's types
	CAMELCASE
	# BIT_ULL() is the kernel's own as well
	BIT_MACRO
	# "mount -t bpf bpf /sys/fs/bpf" is no slip
	REPEATED_WORD
	# const volatile globals are how libbpf sets values before the load
	VOLATILE
	# section attributes and lists for enums are no expressions
	COMPLEX_MACRO
	# lists of enum names are expanded twice on purpose; no argument there
	# has a side effect
	MACRO_ARG_REUSE
	# a message stays in one piece, so that it can be searched for, however
	# long it is
	LONG_LINE_STRING
	# a JSON key may be called like the function that writes it
	EMBEDDED_FUNCTION_NAME
	# layout is judged by clang-format, which differs in these
	PARENTHESIS_ALIGNMENT OPEN_ENDED_LINE
)

# German, and HTML's <thead>, are no slips of English; these files hold them.
foreign=(
	userspace/report/report_page.c
	userspace/report/report_style.c
	userspace/report/report_words_de.c
)

# checkpatch keeps a cache of names where it stands, so it stands elsewhere.
checkpatch() {
	(cd "$LINT_DIR" && perl "$cache/scripts/checkpatch.pl" --strict \
		--no-tree --root="$cache" --no-summary --terse --show-types \
		--max-line-length=100 "$@")
}

check() {
	local f list kernel=() words=() other=() status=0

	for f; do
		case " ${foreign[*]} " in
		*" $f "*)
			words+=("$PWD/$f")
			continue
			;;
		esac
		case $f in
		kmod/*) kernel+=("$PWD/$f") ;;
		*) other+=("$PWD/$f") ;;
		esac
	done
	list=$(IFS=,; echo "${ignored[*]}")
	[ ${#kernel[@]} -eq 0 ] || checkpatch -f "${kernel[@]}" || status=1
	[ ${#other[@]} -eq 0 ] ||
		checkpatch --ignore "$list" -f "${other[@]}" || status=1
	[ ${#words[@]} -eq 0 ] ||
		checkpatch --ignore "$list,TYPO_SPELLING" -f "${words[@]}" ||
		status=1
	return $status
}

planted bad.c <<'EOF'
// SPDX-License-Identifier: GPL-2.0
int f(int a)
{
	if (a == 1) {
		return 1;
	}
	else return sizeof a;
}
EOF
planted good.c <<'EOF'
// SPDX-License-Identifier: GPL-2.0
int f(int a)
{
	return a;
}
EOF
# What is right in userspace and wrong in the kernel, one of each.
while IFS='|' read -r name line; do
	planted "kmod/$name.c" <<EOF
// SPDX-License-Identifier: GPL-2.0
$line
EOF
	mkdir -p "$LINT_DIR/other" && cp "$LINT_DIR/kmod/$name.c" "$LINT_DIR/other"
done <<'EOF'
types|static uint8_t f;
volatile|static volatile int f;
bits|#define F (1 << 3)
reuse|#define F(a) ((a) + (a))
EOF
for name in de en; do
	planted "userspace/report/report_words_$name.c" <<'EOF'
// SPDX-License-Identifier: GPL-2.0
static const char *const word = "Paket";
EOF
done

plan 13
rejects "an else on a line of its own" bad.c
accepts good.c
for name in types volatile bits reuse; do
	rejects "in the module what is ignored elsewhere: $name" "kmod/$name.c"
	accepts "other/$name.c"
done
accepts userspace/report/report_words_de.c
rejects "German where none belongs" userspace/report/report_words_en.c
tree_is_clean c_files
finish
