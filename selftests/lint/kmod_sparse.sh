#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: sparse over the module: byte order, address spaces, RCU pointers,
# locks. What it finds in the kernel's own headers is not ours to mend.
. "$(dirname "$0")/lib_kmod.sh"
need sparse sparse

# check HEADERS TREE TARGET: what sparse says of files in the tree
check() {
	local said status

	said=$(kmod_make "$1" "$2" C=2 CHECK=sparse \
		CF=-D__CHECK_ENDIAN__ "$3")
	status=$?
	grep -F "$LINT_DIR/$2/" <<<"$said" | grep -E ':[0-9]+:[0-9]+: ' &&
		return 1
	[ $status -eq 0 ] || printf '%s\n' "$said"
	return $status
}

kmod_fault order <<'EOF'

bool guard_planted(__be16 type);
bool guard_planted(__be16 type)
{
	return type == 0x0800;
}
EOF
kmod_fault rcu <<'EOF'

struct guard_planted {
	int __rcu *number;
};

int guard_planted(struct guard_planted *p);
int guard_planted(struct guard_planted *p)
{
	return *p->number;
}
EOF
kmod_fault lock <<'EOF'

void guard_planted(spinlock_t *lock, int a);
void guard_planted(spinlock_t *lock, int a)
{
	spin_lock(lock);
	if (a)
		spin_unlock(lock);
}
EOF
kmod_fault global <<'EOF'

int guard_planted;
EOF

plan 6
kmod_rejects "a number in the wrong byte order" order 'restricted __be16'
kmod_rejects "an RCU pointer read as any other" rcu 'noderef'
kmod_rejects "a lock that is not always given back" lock 'context imbalance'
kmod_rejects "a name that no header declares" global 'not declared'
kmod_clean
finish
