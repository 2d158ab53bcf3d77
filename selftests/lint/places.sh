#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: nothing in the tree names the machine it was written on, a package
# mirror, or work that was put off.
. "$(dirname "$0")/lib.sh"

# Where this checkout stands, and what it stands in unless that is a place
# that every machine has.
places=$LINT_ROOT
case $(dirname "$LINT_ROOT") in
/|/tmp|/var/tmp|/root|/home|/opt|/srv|/usr/src|/usr/local/src) ;;
*) places+="|$(dirname "$LINT_ROOT")" ;;
esac
places=${places//./\\.}

# Written so that this file does not match itself.
start='(^|[^[:alnum:]_./-])'
host='(deb|security|registry|proxy|mirror|packages|archive)[[:alnum:]-]*'
pattern="$start($places)(/|[^[:alnum:]_/.-]|\$)"
pattern+="|$start/(root|home/[a-z][a-z0-9]*)/[[:alnum:].]"
pattern+="|https?://$host\\."
pattern+='|\b(TO''DO|FIX''ME|X''XX|HA''CK)\b'

check() {
	! grep -nHIE -- "$pattern" "$@"
}

planted path.sh <<EOF
cd $LINT_ROOT/build
EOF
planted home.sh <<EOF
cd /ho""me/anna/lenscap
EOF
sed -i 's/""//' "$LINT_DIR/home.sh"
planted host.sh <<EOF
get https""://registry.example.org/oui
EOF
sed -i 's/""//' "$LINT_DIR/host.sh"
planted later.c <<EOF
/* FIX""ME */
EOF
sed -i 's/""//' "$LINT_DIR/later.c"
planted good.sh <<'EOF'
cd /var/lib/lenscap && cat /sys/fs/bpf/lenscap
EOF

plan 6
rejects "the path of this checkout" path.sh
rejects "a home directory" home.sh
rejects "a registry's address" host.sh
rejects "work put off" later.c
accepts good.sh
tree_is_clean lint_files
finish
