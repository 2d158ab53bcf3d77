#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Without root check cannot run a policy's tests; it says so, and judges the
# rest. Where the kernel refuses the programs it is the same for root.
. "$(dirname "$0")/lib.sh"
place
command -v setpriv >/dev/null || skip "setpriv is missing: package util-linux"
chmod 755 "$DIR"
cp "$LENSCAP" "$DIR/lenscap"
export EXTRA='tests:
  - {frame: "in lan0 from 44:19:b6:00:00:01 to 10.0.0.1:80 tcp", expect: pass}'
wrong=$(policy wrong)
EXTRA=
none=$(policy none)
plan 9

# as_user COMMAND...; as_bound: root without the capabilities that BPF needs
as_user()
{
	inside setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

as_bound()
{
	inside setpriv --bounding-set=-sys_admin,-bpf --inh-caps=-all "$@"
}

run 0 "a policy with tests, not root" as_user "$DIR/lenscap" check "$wrong"
matches "$OUT" "warning: .*its 1 test was not run: .* takes root" \
	"it says that they were not run"
matches "$OUT" "valid: .*, 1 test not run," "as does the line"
OUT=$(as_user "$DIR/lenscap" check --json "$wrong" 2>/dev/null)
is "$(field ok tests.run tests.count <<<"$OUT" | xargs)" "true false 1" \
	"and the JSON"
run 0 "a policy without any, not root" as_user "$DIR/lenscap" check "$none"
is "$(grep -cE "tests? (was|were|not|passed)" <<<"$OUT")" 0 "nothing is said of tests"
run 0 "root without BPF" as_bound "$DIR/lenscap" check "$wrong"
matches "$OUT" "warning: .*its 1 test was not run: " "says so, too"
run 2 "root, who can run it" inside "$DIR/lenscap" check "$wrong"
finish
