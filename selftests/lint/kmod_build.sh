#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: the module builds without a word under W=1, on the headers of each
# kernel that Debian has. Whether it works is tested in a virtual machine.
. "$(dirname "$0")/lib_kmod.sh"

# check HEADERS TREE TARGET: prints what is wrong, silent when all is well.
# That another compiler built the kernel is no matter of ours.
check() {
	local said status

	said=$(kmod_make "$1" "$2" W=1 "$3")
	status=$?
	grep -E 'warning:|WARNING:|error:|ERROR:' <<<"$said" |
		grep -v '^warning: the compiler differs' && return 1
	[ $status -eq 0 ] || printf '%s\n' "$said"
	return $status
}

kmod_fault unused <<'EOF'

int guard_planted(int a);
int guard_planted(int a)
{
	int unused;

	unused = a;
	return a;
}
EOF
kmod_fault undeclared <<'EOF'

int guard_planted(int a)
{
	return a;
}
EOF
kmod_fault undescribed <<'EOF'

/**
 * guard_planted() - A comment for kernel-doc that leaves out the argument
 */
static int __maybe_unused guard_planted(int a)
{
	return a;
}
EOF
kmod_fault unresolved <<'EOF'

int guard_nowhere(int a);
int guard_planted(int a);
int guard_planted(int a)
{
	return guard_nowhere(a);
}
EOF

plan 6
kmod_rejects "a variable that is set and never read" unused unused-but-set
kmod_rejects "a function without a declaration" undeclared 'no previous prototype'
kmod_rejects "a half-written comment for kernel-doc" undescribed 'not described'

what="refuses a symbol that no kernel has"
if headers=$(kmod_any); then
	! said=$(check "$headers" unresolved modules) &&
		grep -q 'guard_nowhere.*undefined' <<<"$said"
	result $? "$what"
else
	skip "$what" "no headers"
fi
kmod_clean
finish
