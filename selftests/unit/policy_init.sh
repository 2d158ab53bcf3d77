#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap init prints a policy that check finds valid: monitor, any-camera,
# for the interface asked for. What cannot be an interface is refused.
. "$(dirname "$0")/lib.sh"

plan 8
$LENSCAP init lo >"$DIR/policy.yaml" 2>"$DIR/err" &&
	grep -q 'warning: lo cannot be judged' "$DIR/err"
ok "for an interface that is there, with a word where it cannot be judged"
$LENSCAP check "$DIR/policy.yaml" >/dev/null 2>&1
ok "it is valid"
grep -q '^mode: monitor$' "$DIR/policy.yaml" &&
	grep -q '^    vendors: \[any-camera\]$' "$DIR/policy.yaml" &&
	grep -q '^  - name: "lo"$' "$DIR/policy.yaml"
ok "it is as promised"
# Each thing that is commented out is there to be used.
sed 's/^\( *\)# \(endpoints:\|  recorder: \|prefixes: \|macs: \|rules:\|  - {\)/\1\2/' \
	"$DIR/policy.yaml" >"$DIR/more.yaml"
! cmp -s "$DIR/policy.yaml" "$DIR/more.yaml" &&
	$LENSCAP check "$DIR/more.yaml" 2>/dev/null | grep -q '1 group, 2 rules'
ok "with its examples in force it is valid too"

$LENSCAP init gone0.4094 >"$DIR/policy.yaml" 2>"$DIR/err" &&
	grep -q 'warning: there is no interface "gone0.4094"' "$DIR/err" &&
	$LENSCAP check "$DIR/policy.yaml" >/dev/null 2>&1
ok "for one that is not there, with a warning"

refused=0
for name in '' . .. sixteen-letters- 'a b' a/b 'a"b' $'a\nb' 'a*' 'a%s' a:b; do
	$LENSCAP init -- "$name" >"$DIR/out" 2>/dev/null
	[ $? -eq 2 ] && [ ! -s "$DIR/out" ] && refused=$((refused + 1))
done
[ $refused -eq 11 ]
ok "11 names that no interface can have: status 2, nothing printed"
$LENSCAP init >/dev/null 2>&1
[ $? -eq 2 ]
ok "no name: status 2"
$LENSCAP init --help 2>/dev/null | grep -q '^usage: lenscap init IFACE'
ok "--help"
