#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: cppcheck over the command, the data path, the module and the tests in
# C. Layout and style are other gates.
. "$(dirname "$0")/lib.sh"
need cppcheck cppcheck

version=$(cat VERSION)

# The macros of libraries and of the kernel are none to it, but it must know the
# shape of those that do not look like functions.
planted shapes.h <<'EOF'
#define SEC(x)
#define __uint(a, b) int a
#define __type(a, b) int a
#define __always_inline inline
#define LIBBPF_OPTS(type, name, ...) struct type name = { __VA_ARGS__ }
#define mnl_attr_for_each(a, m, o) for (a = first(m, o); a; a = next(a))
#define mnl_attr_for_each_nested(a, n) for (a = first(n, 0); a; a = next(a))
#define __percpu
#define __rcu
#define __init
#define __exit
#define __net_init
#define __net_exit
#define for_each_possible_cpu(cpu) for (cpu = 0; cpu < cpus(); cpu++)
#define nla_for_each_attr(a, p, l, r) for (a = p, r = l; r > 0; a = next(a, &r))
#define xa_for_each(x, i, p) for (p = first(x, &i); p; p = next(x, &i))
#define xa_for_each_start(x, i, p, s) \
	for (i = s, p = first(x, &i); p; p = next(x, &i))
EOF

# missingInclude: the system's headers are not read, by design of the tool.
# arithOperationsOnVoidPointer: GNU C, as in the kernel.
# comparePointers: the two ends of embedded data are two symbols of one object.
check() {
	cppcheck --quiet --std=c11 --language=c --error-exitcode=1 \
		--enable=warning,portability,performance \
		--inline-suppr --suppress=missingInclude \
		--suppress=missingIncludeSystem --suppress=comparePointers \
		--suppress=arithOperationsOnVoidPointer \
		-I"$LINT_ROOT/include/uapi" -I"$LINT_ROOT/userspace" \
		-I"$LINT_ROOT/bpf" -DHAVE_PCAP=1 -DHAVE_MICROHTTPD=1 \
		-DHAVE_NCURSES=1 -DHAVE_SYSTEMD=1 -D__x86_64__ \
		--include="$LINT_DIR/shapes.h" \
		"-DLENSCAP_VERSION=\"$version\"" "$@"
}

sources() {
	lint_files | grep '^\(userspace\|bpf\|kmod\|selftests\)/.*\.c$'
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
