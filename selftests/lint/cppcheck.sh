#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: cppcheck over the command, the data path and the tests in C. Layout
# and style are other gates.
. "$(dirname "$0")/lib.sh"
need cppcheck cppcheck

version=$(cat VERSION)

# missingInclude: the system's headers are not read, by design of the tool.
# arithOperationsOnVoidPointer: GNU C, as in the kernel.
# comparePointers: the two ends of embedded data are two symbols of one object.
# The macros of libbpf's headers are none to it, but it must know their shape.
check() {
	cppcheck --quiet --std=c11 --language=c --error-exitcode=1 \
		--enable=warning,portability,performance \
		--inline-suppr --suppress=missingInclude \
		--suppress=missingIncludeSystem --suppress=comparePointers \
		--suppress=arithOperationsOnVoidPointer \
		-I"$LINT_ROOT/include/uapi" -I"$LINT_ROOT/userspace" \
		-I"$LINT_ROOT/bpf" -DHAVE_PCAP=1 -D__x86_64__ \
		'-DSEC(x)=' '-D__uint(a,b)=int a' '-D__type(a,b)=int a' \
		'-D__always_inline=inline' \
		'-DLIBBPF_OPTS(type,name,...)=struct type name = { __VA_ARGS__ }' \
		"-DLENSCAP_VERSION=\"$version\"" "$@"
}

sources() {
	lint_files | grep '^\(userspace\|bpf\|selftests\)/.*\.c$'
}

planted bad.c <<'EOF'
#include <stdio.h>
#include <stdlib.h>
int f(void)
{
	char *p = malloc(8);

	if (!p)
		return 1;
	printf("%d\n", p[8]);
	return 0;
}
EOF
planted good.c <<'EOF'
int f(const int *a)
{
	return a ? *a : 0;
}
EOF

plan 3
rejects "a leak and a read past the end" bad.c
accepts good.c
tree_is_clean sources
finish
