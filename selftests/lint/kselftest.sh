#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The tests below the kernel's own lib.mk: all that selftests/run knows are
# found, and in a tree of toys each kind of end is told as kselftest tells it.
. "$(dirname "$0")/lib.sh"
need make make
need python3 python3
need xz xz-utils
need perl perl

tarball=/usr/src/linux-source-6.1.tar.xz
cache=$LINT_ROOT/build/kselftest

# The tarball takes seconds to read, so what is needed of it is kept in build/.
if [ ! -e "$cache/lib.mk" ]; then
	if [ ! -f $tarball ]; then
		echo "1..0 # SKIP $tarball is missing, of package linux-source-6.1"
		exit 4
	fi
	files=(lib.mk kselftest/runner.sh kselftest/prefix.pl kselftest/module.sh)
	mkdir -p "$cache.$$" &&
	tar -xJf $tarball -C "$cache.$$" --strip-components=4 --occurrence=1 \
		"${files[@]/#/linux-source-6.1/tools/testing/selftests/}" || exit 1
	rm -rf "$cache" && mv "$cache.$$" "$cache" || exit 1
fi

# below TREE ARGUMENT...: make there, as if nobody had called make before
below() {
	env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make --no-print-directory \
		-C "$1/selftests" "${@:2}" 2>&1
}

# toy NAME: a test of that name from stdin, in the tree of toys
toys=$LINT_DIR/toys
toy() {
	mkdir -p "$(dirname "$toys/$1")"
	{ echo '#!/bin/bash'; cat; } >"$toys/$1"
	chmod +x "$toys/$1"
}

# said PATTERN NAME: a line of the last run
said() {
	grep -qE -- "$1" <<<"$out" || { printf '%s\n' "$out" | sed 's/^/# /'; false; }
	result $? "$2"
}

mkdir -p "$toys/selftests"
cp selftests/Makefile selftests/run "$toys/selftests/"
printf 'build-all build-tests build-fuzz:\n\t@:\n' >"$toys/Makefile"
toy selftests/cli/good.sh <<'EOF'
printf 'TAP version 13\n1..1\nok 1 in %s\n' "${PWD##*/}"
touch "$TMPDIR/litter"
echo "# litter in $TMPDIR"
EOF
toy selftests/cli/none.py <<'EOF'
echo '1..0 # SKIP no wind'
exit 4
EOF
toy selftests/cli/lib.sh <<'EOF'
exit 1
EOF
toy selftests/cli/_help.py <<'EOF'
exit 1
EOF
mkdir -p "$toys/selftests/unit"
echo 'int main(void);' >"$toys/selftests/unit/built.c"
toy build/selftests/unit/built <<'EOF'
printf '1..1\nok 1 %s\n' "${MAKELEVEL:-no make}"
EOF

plan 11
out=$(below "$toys" run_tests KSFT_SRC="$cache")
result $? "green when nothing fails"
said '^ok 1 selftests: .*: good\.sh$' "a script that passes"
said '^ok 2 selftests: .*: none\.py # SKIP$' "one that skips is shown as such"
said '^ok 1 selftests: .*: built$' "a compiled program"
said '^# ok 1 no make$' "a test does not know that a make called it"
[ "$(grep -c '^1\.\.' <<<"$out")" -eq 2 ] && ! grep -q 'lib\.sh\|_help' <<<"$out"
result $? "a plan for each folder, and no helper runs as a test"
litter=$(sed -n 's/^# # litter in //p' <<<"$out")
[ -n "$litter" ] && [ ! -e "$litter" ]
result $? "what a test left in TMPDIR is gone"

toy selftests/cli/broken.sh <<'EOF'
printf '1..1\nnot ok 1 planted\n'
exit 1
EOF
! out=$(below "$toys" run_tests KSFT_SRC="$cache") &&
	grep -q '^not ok 1 selftests: .*: broken\.sh # exit=1' <<<"$out"
result $? "red for a planted test that fails"

rm "$toys/selftests/cli/broken.sh" "$toys/build/selftests/unit/built"
! out=$(below "$toys" run_tests KSFT_SRC="$cache")
result $? "red for a program that was not built"

! out=$(below "$LINT_ROOT" run_tests KSFT_SRC=) &&
	grep -q 'KSFT_SRC is missing' <<<"$out"
result $? "without KSFT_SRC it says what is missing"

diff <(below "$LINT_ROOT" emit_tests KSFT_SRC="$cache" |
	sed 's/\.[a-z]*$//; s,:,/,' | sort) <(selftests/run --list | sort)
result $? "every test of selftests/run is there"
finish
