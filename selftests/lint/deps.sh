#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# scripts/deps on lists of its own and with a package manager that only takes
# notes: nothing is installed here, and the real list is only read.
. "$(dirname "$0")/lib.sh"

list=$LINT_DIR/packages
notes=$LINT_DIR/notes

planted apt-get <<EOF
#!/bin/bash
echo "\$*" >>"$notes"
touch "$LINT_DIR/installed"
EOF
chmod +x "$LINT_DIR/apt-get"

deps() {
	LENSCAP_PACKAGES=$list APT_GET=$LINT_DIR/apt-get scripts/deps "$@" 2>&1
}

plan 8

cat >"$list" <<'EOF'
# a comment
bash     build   cmd:bash
nosuch   build   cmd:no-such-tool      # and one at the end
libno    test    hdr:no/such.h
EOF
said=$(deps --check build)
status=$?
[ $status -eq 1 ] && [[ $said == *"missing: no-such-tool, of package nosuch"* ]]
result $? "a missing tool is named with its package"

[[ $said != *bash,* && $said != *libno* ]]
result $? "neither what is there nor what another goal needs is named"

said=$(deps --check test)
[[ $said == *"missing: no/such.h, of package libno"* && $said == *nosuch* ]]
result $? "a missing header is named, and test needs what build needs"

[ ! -e "$notes" ]
result $? "--check installs nothing"

printf 'odd build what:bash\n' >"$list"
said=$(deps --check build)
[ $? -eq 2 ] && [[ $said == *"of no known kind"* ]]
result $? "an unknown kind of check is an error"

printf 'odd build file:%s/installed\nbash build cmd:bash\n' "$LINT_DIR" >"$list"
if [ "$(id -u)" -eq 0 ]; then
	deps build >/dev/null && deps build >/dev/null &&
		[ "$(grep -c '^update' "$notes")" -eq 1 ] &&
		[ "$(grep -c '^install.*--no-install-recommends odd$' "$notes")" -eq 1 ]
	result $? "root gets what is missing, once, and nothing else"
else
	result 0 "root gets what is missing # SKIP not root"
fi

printf 'odd vm file:%s/never\n' "$LINT_DIR" >"$list"
said=$(deps --try vm) &&
	[[ $said == *"of package odd"*"going on without"* ]]
result $? "--try says what cannot be had, and goes on"

unset LENSCAP_PACKAGES
for goal in build deb test demo vm debug bench; do
	said=$(scripts/deps --check $goal 2>&1) ||
		! grep -q "no known kind" <<<"$said" || break
done
[[ $said != *"no known kind"* ]]
result $? "the real list can be read"
finish
