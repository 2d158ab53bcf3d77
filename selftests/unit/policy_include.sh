#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Included files: found beside the file that includes them, merged behind it,
# limited to four sections, and their errors told with their own names.
set -u

cd "$(dirname "$0")/../.." || exit 1
lenscap=$PWD/build/lenscap
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
n=0
failed=0

ok() {
	n=$((n + 1))
	echo "ok $n $1"
}

not_ok() {
	n=$((n + 1))
	echo "not ok $n $1"
	printf '# %s\n' "${2//$'\n'/$'\n# '}"
	failed=1
}

# says NAME STATUS TEXT [FILE]: check gives that status and just these lines.
says() {
	local out status

	out=$(cd "$dir" && "$lenscap" check "${4:-policy.yaml}" 2>&1 | sed 's/, sha256 .*//')
	status=$(cd "$dir" && "$lenscap" check "${4:-policy.yaml}" >/dev/null 2>&1; echo $?)
	if [ "$status" = "$2" ] && [ "$out" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "exit status $status: $out"
	fi
}

sha() {
	"$lenscap" check --json "$1" | sed -n 's/.*"'"$2"'": "\(.*\)".*/\1/p'
}

# Writes policy.yaml: the first lines of it, then what is given.
policy() {
	printf 'version: 1\ngroups: [{name: g, vendors: [dahua], housekeeping: [none]%s}]\n' \
		"${RULES:-}" >"$dir/policy.yaml"
	printf '%s\n' "$@" >>"$dir/policy.yaml"
}

mkdir "$dir/sub"
valid="policy.yaml: valid: 1 group, 0 rules, "

echo "TAP version 13"
echo "1..15"

cat >"$dir/site.yaml" <<'EOF'
interfaces: [{name: lan0}]
zones: [{name: hall, interface: lan0, vlans: [7]}]
endpoints: {recorder: [10.20.0.10], clock: [10.20.0.1]}
EOF
policy 'include: [site.yaml]' 'require: [recorder, clock]'
out=$(cd "$dir" && "$lenscap" check policy.yaml 2>&1)
case $out in
"$valid"*", 0 warnings, sha256 "*) ok "interfaces, zones and endpoints" ;;
*) not_ok "interfaces, zones and endpoints" "$out" ;;
esac

policy 'include: [sub/../site.yaml]'
case $(cd "$dir/sub" && "$lenscap" check ../policy.yaml 2>&1) in
*"valid: "*) ok "a path goes from the file, not from where one stands" ;;
*) not_ok "a path goes from the file, not from where one stands" "" ;;
esac

policy "include: [$dir/site.yaml]"
case $(cd / && "$lenscap" check "$dir/policy.yaml" 2>&1) in
*"valid: "*) ok "an absolute path" ;;
*) not_ok "an absolute path" "" ;;
esac

policy 'include: [other.yaml]'
says "a file that is missing" 2 \
'policy.yaml:1:1: no interfaces: name the ports that the cameras are behind, as "interfaces: [{name: lan0}]"
policy.yaml:3:11: cannot include "other.yaml"
other.yaml: cannot open the file: No such file or directory'

policy 'include: [site.yaml, site.yaml]'
says "a file twice" 2 'policy.yaml:3:22: "site.yaml" is included twice'

policy 'include: [site.yaml]' 'interfaces: [{name: lan1}, {name: lan0}]'
says "an interface of both files" 2 \
	'site.yaml:1:14: interface "lan0": stands here a second time (first at policy.yaml:4)'

policy 'include: [site.yaml]' 'endpoints: {clock: [10.0.0.1]}'
says "an endpoint of both files" 2 \
	'site.yaml:3:37: a second endpoint "clock" (first at policy.yaml:4)'

policy 'include: [site.yaml]' 'require: [clock, printer]'
says "an endpoint that is required but nowhere" 2 \
	'policy.yaml:4:18: required endpoint "printer" is not defined, here or in an included file'

cat >"$dir/bad.yaml" <<'EOF'
version: 1
mode: monitor
include: [site.yaml]
groups: []
interfaces: [{name: lan0, xdp: fast}]
endpoint: {}
EOF
policy 'include: [bad.yaml]' 'mode: fast'
only='cannot stand in an included file, which holds only interfaces, zones, endpoints and permits'
says "what an included file may not hold, beside other errors" 2 \
'policy.yaml:4:7: "mode" must be enforce or monitor, not "fast"
bad.yaml:1:1: "version" '"$only"'
bad.yaml:2:1: "mode" '"$only"'
bad.yaml:3:1: "include" '"$only"'
bad.yaml:4:1: "groups" '"$only"'
bad.yaml:5:32: interface "lan0": "xdp" must be auto, native or generic, not "fast"
bad.yaml:6:1: unknown key "endpoint" (did you mean "endpoints"?)'

echo '- a' >"$dir/list.yaml"
policy 'include: [site.yaml, list.yaml]'
says "not a mapping" 2 'list.yaml:1:1: this must be a mapping, not a list'

printf 'interfaces: [\n' >"$dir/cut.yaml"
policy 'include: [site.yaml, cut.yaml]'
says "not YAML" 2 \
'policy.yaml:3:22: cannot include "cut.yaml"
cut.yaml:2:1: not YAML: did not find expected node content, while parsing a flow node (line 2)'

policy 'include: [policy.yaml]' 'interfaces: [{name: lan0}]'
out=$(cd "$dir" && "$lenscap" check policy.yaml 2>&1)
case $? in
2) ok "itself" ;;
*) not_ok "itself" "$out" ;;
esac

# Identity: that of the whole, and that of the file alone.
policy 'include: [site.yaml]'
whole=$(sha "$dir/policy.yaml" sha256)
base=$(sha "$dir/policy.yaml" base_sha256)
sed -i 's/10.20.0.1]/10.20.0.2]/' "$dir/site.yaml"
if [ -n "$whole" ] && [ "$whole" != "$(sha "$dir/policy.yaml" sha256)" ]; then
	ok "sha256 covers what is included"
else
	not_ok "sha256 covers what is included" "$whole"
fi
if [ "$base" = "$(sha "$dir/policy.yaml" base_sha256)" ] &&
   [ "$base" = "$(sha256sum <"$dir/policy.yaml" | cut -d' ' -f1)" ]; then
	ok "base_sha256 does not, and is that of the file"
else
	not_ok "base_sha256 does not, and is that of the file" "$base"
fi
policy 'interfaces: [{name: lan0}]' \
	'zones: [{name: hall, interface: lan0, vlans: [7]}]' \
	'endpoints: {recorder: [10.20.0.10], clock: [10.20.0.1]}'
if [ "$whole" = "$(sha "$dir/policy.yaml" sha256)" ]; then
	ok "all in one file is the same policy"
else
	not_ok "all in one file is the same policy" ""
fi
exit $failed
