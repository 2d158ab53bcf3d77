#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap init prints a policy that check finds valid: monitor, any-camera,
# for the interface asked for. What cannot be an interface is refused.
set -u

cd "$(dirname "$0")/../.." || exit 1
lenscap=build/lenscap
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
n=0
failed=0

# ok NAME: by the exit status of the command before.
ok() {
	local status=$?

	n=$((n + 1))
	if [ $status -eq 0 ]; then
		echo "ok $n $1"
		return
	fi
	echo "not ok $n $1"
	failed=1
}

echo "TAP version 13"
echo "1..8"
$lenscap init lo >"$dir/policy.yaml" 2>"$dir/err" && [ ! -s "$dir/err" ]
ok "for an interface that is there, without a word besides"
$lenscap check "$dir/policy.yaml" >/dev/null 2>&1
ok "it is valid"
grep -q '^mode: monitor$' "$dir/policy.yaml" &&
	grep -q '^    vendors: \[any-camera\]$' "$dir/policy.yaml" &&
	grep -q '^  - name: "lo"$' "$dir/policy.yaml"
ok "it is as promised"
# Each thing that is commented out is there to be used.
sed 's/^\( *\)# \(endpoints:\|  recorder: \|prefixes: \|macs: \|rules:\|  - {\)/\1\2/' \
	"$dir/policy.yaml" >"$dir/more.yaml"
! cmp -s "$dir/policy.yaml" "$dir/more.yaml" &&
	$lenscap check "$dir/more.yaml" 2>/dev/null | grep -q '1 group, 2 rules'
ok "with its examples in force it is valid too"

$lenscap init gone0.4094 >"$dir/policy.yaml" 2>"$dir/err" &&
	grep -q 'warning: there is no interface "gone0.4094"' "$dir/err" &&
	$lenscap check "$dir/policy.yaml" >/dev/null 2>&1
ok "for one that is not there, with a warning"

refused=0
for name in '' . .. sixteen-letters- 'a b' a/b 'a"b' $'a\nb' 'a*' 'a%s' a:b; do
	$lenscap init -- "$name" >"$dir/out" 2>/dev/null
	[ $? -eq 2 ] && [ ! -s "$dir/out" ] && refused=$((refused + 1))
done
[ $refused -eq 11 ]
ok "11 names that no interface can have: status 2, nothing printed"
$lenscap init >/dev/null 2>&1
[ $? -eq 2 ]
ok "no name: status 2"
$lenscap init --help 2>/dev/null | grep -q '^usage: lenscap init IFACE'
ok "--help"
exit $failed
