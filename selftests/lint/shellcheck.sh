#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: shellcheck over every shell script. What it may overlook stands where
# it is overlooked, with the reason.
. "$(dirname "$0")/lib.sh"
need shellcheck shellcheck

# SC1090, SC1091: a sourced file whose name is computed is checked by itself.
check() {
	shellcheck --external-sources --exclude=SC1090,SC1091 "$@"
}

planted bad.sh <<'EOF'
#!/bin/bash
rm -rf $1
EOF
planted good.sh <<'EOF'
#!/bin/bash
rm -rf "$1"
EOF

plan 3
rejects "a variable without quotes" bad.sh
accepts good.sh
tree_is_clean shell_files
finish
