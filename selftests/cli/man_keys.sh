#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap.yaml(5) has the keys that the program takes, in each mapping. The
# program tells them where it is given one that it does not know.
. "$(dirname "$0")/lib_man.sh"
[ -x "$LENSCAP" ] || skip "$LENSCAP is not built: make"
plan 4
DIR=$(mktemp -d) || exit 1
trap 'rm -rf "$DIR"' EXIT
trap 'exit 1' INT TERM HUP

# A key that none is near to, in each mapping that there is; a line each, so
# that a finding's line tells of which
mappings=(file policy boot interfaces zones endpoints groups rules rate permits
	tests)
cat >"$DIR/all.yaml" <<'END'
qqqqqqqq: 1
policy: {qqqqqqqq: 1}
boot: {qqqqqqqq: 1}
interfaces: [{qqqqqqqq: 1}]
zones: [{qqqqqqqq: 1}]
endpoints: {a: {qqqqqqqq: 1}}
groups: [{qqqqqqqq: 1,
  rules: [{qqqqqqqq: 1}],
  rate: {qqqqqqqq: 1}}]
permits: [{qqqqqqqq: 1}]
tests: [{qqqqqqqq: 1}]
END

# keys FILE: MAPPING KEY of the program
keys()
{
	"$LENSCAP" check "$1" 2>&1 |
		sed -n 's/^[^:]*:\([0-9]*\):.*unknown key "qqqqqqqq"; known here: /\1 /p' |
		while read -r line known; do
			tr -d ' ' <<<"$known" | tr ',' '\n' |
				sed "s/^/${mappings[line - 1]} /"
		done
}

is "$(keys "$DIR/all.yaml" | cut -d ' ' -f 1 | uniq | sort | xargs)" \
	"$(printf '%s\n' "${mappings[@]}" | sort | xargs)" "each mapping is asked"
# one more is that of an included file
is "$(cat "$CLI_ROOT"/userspace/policy/*.c | grep -c '^static const struct reader_key')" \
	$((${#mappings[@]} + 1)) "there are no other mappings"
same "keys" "$(keys "$DIR/all.yaml")" "$(manual keys)"
finish
