#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Included files: found beside the file that includes them, merged behind it,
# limited to four sections, and their errors told with their own names.
. "$(dirname "$0")/lib.sh"

# passed NAME, failed NAME WHY
passed() {
	result 0 "$1"
}

failed() {
	printf '# %s\n' "${2//$'\n'/$'\n# '}"
	result 1 "$1"
}

# says NAME STATUS TEXT [FILE]: check gives that status and just these lines.
says() {
	local out status

	out=$(cd "$DIR" && "$LENSCAP" check "${4:-policy.yaml}" 2>&1 | sed 's/, sha256 .*//')
	status=$(cd "$DIR" && "$LENSCAP" check "${4:-policy.yaml}" >/dev/null 2>&1; echo $?)
	if [ "$status" = "$2" ] && [ "$out" = "$3" ]; then
		passed "$1"
	else
		failed "$1" "exit status $status: $out"
	fi
}

sha() {
	"$LENSCAP" check --json "$1" | sed -n 's/.*"'"$2"'": "\(.*\)".*/\1/p'
}

# Writes policy.yaml: the first lines of it, then what is given.
policy() {
	printf 'version: 1\ngroups: [{name: g, vendors: [dahua], housekeeping: [none]%s}]\n' \
		"${RULES:-}" >"$DIR/policy.yaml"
	printf '%s\n' "$@" >>"$DIR/policy.yaml"
}

mkdir "$DIR/sub"
valid="policy.yaml: valid: 1 group, 0 rules, "

plan 15

cat >"$DIR/site.yaml" <<'EOF'
interfaces: [{name: lan0}]
zones: [{name: hall, interface: lan0, vlans: [7]}]
endpoints: {recorder: [10.20.0.10], clock: [10.20.0.1]}
EOF
policy 'include: [site.yaml]' 'require: [recorder, clock]'
out=$(cd "$DIR" && "$LENSCAP" check policy.yaml 2>&1)
case $out in
"$valid"*", 0 warnings, sha256 "*) passed "interfaces, zones and endpoints" ;;
*) failed "interfaces, zones and endpoints" "$out" ;;
esac

policy 'include: [sub/../site.yaml]'
case $(cd "$DIR/sub" && "$LENSCAP" check ../policy.yaml 2>&1) in
*"valid: "*) passed "a path goes from the file, not from where one stands" ;;
*) failed "a path goes from the file, not from where one stands" "" ;;
esac

policy "include: [$DIR/site.yaml]"
case $(cd / && "$LENSCAP" check "$DIR/policy.yaml" 2>&1) in
*"valid: "*) passed "an absolute path" ;;
*) failed "an absolute path" "" ;;
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

cat >"$DIR/bad.yaml" <<'EOF'
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

echo '- a' >"$DIR/list.yaml"
policy 'include: [site.yaml, list.yaml]'
says "not a mapping" 2 'list.yaml:1:1: this must be a mapping, not a list'

printf 'interfaces: [\n' >"$DIR/cut.yaml"
policy 'include: [site.yaml, cut.yaml]'
says "not YAML" 2 \
'policy.yaml:3:22: cannot include "cut.yaml"
cut.yaml:2:1: not YAML: did not find expected node content, while parsing a flow node (line 2)'

policy 'include: [policy.yaml]' 'interfaces: [{name: lan0}]'
out=$(cd "$DIR" && "$LENSCAP" check policy.yaml 2>&1)
case $? in
2) passed "itself" ;;
*) failed "itself" "$out" ;;
esac

# Identity: that of the whole, and that of the file alone.
policy 'include: [site.yaml]'
whole=$(sha "$DIR/policy.yaml" sha256)
base=$(sha "$DIR/policy.yaml" base_sha256)
sed -i 's/10.20.0.1]/10.20.0.2]/' "$DIR/site.yaml"
if [ -n "$whole" ] && [ "$whole" != "$(sha "$DIR/policy.yaml" sha256)" ]; then
	passed "sha256 covers what is included"
else
	failed "sha256 covers what is included" "$whole"
fi
if [ "$base" = "$(sha "$DIR/policy.yaml" base_sha256)" ] &&
   [ "$base" = "$(sha256sum <"$DIR/policy.yaml" | cut -d' ' -f1)" ]; then
	passed "base_sha256 does not, and is that of the file"
else
	failed "base_sha256 does not, and is that of the file" "$base"
fi
policy 'interfaces: [{name: lan0}]' \
	'zones: [{name: hall, interface: lan0, vlans: [7]}]' \
	'endpoints: {recorder: [10.20.0.10], clock: [10.20.0.1]}'
if [ "$whole" = "$(sha "$DIR/policy.yaml" sha256)" ]; then
	passed "all in one file is the same policy"
else
	failed "all in one file is the same policy" ""
fi
