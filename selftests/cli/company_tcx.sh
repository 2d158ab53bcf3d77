#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Another tcx program before ours: what it hands on is judged; what it lets out
# for good (TC_ACT_OK) is not. Either way it is warned of and told, not undone.
. "$(dirname "$0")/lib_serve.sh"
place
lc apply "$(policy one)" >/dev/null 2>&1
[ "$(tc_kind)" = tcx ] || skip "no tcx here"
plan 11

# before VERDICT: a tcx program in front that always returns that
before()
{
	rm -f "/sys/fs/bpf/$NS-front"
	clang -O2 -target bpf -c -x c - -o "$DIR/front.o" <<-EOT || return
		__attribute__((section("tc"), used))
		int front(void *ctx) { return $1; }
		char gpl[] __attribute__((section("license"), used)) = "GPL";
	EOT
	bpftool prog load "$DIR/front.o" "/sys/fs/bpf/$NS-front" type tcx/egress ||
		bpftool prog load "$DIR/front.o" "/sys/fs/bpf/$NS-front" \
			type classifier || return
	inside "$PYTHON" "$CLI_ROOT/selftests/cli/_front.py" lan0 \
		"/sys/fs/bpf/$NS-front" "/sys/fs/bpf/$NS-link"
	local status=$?

	rm -f "/sys/fs/bpf/$NS-front"
	return $status
}
trap 'rm -f "/sys/fs/bpf/$NS-front" "/sys/fs/bpf/$NS-link"; cleanup' EXIT

out()
{
	inside "$PYTHON" "$CLI_ROOT/selftests/lab/frames.py" lan0 \
		--src-mac 02:00:5e:00:00:01 --dst-mac 44:19:b6:00:00:01 \
		--src 203.0.113.9 --dst 10.20.0.5
}

serve_start
run 0 "a program before ours that hands on" before -1
told order-lost interface=lan0
matches "$(lc status 2>&1)" "another tcx program stands before" "status warns"
out
wait_counted drop 1
result $? "what it hands on is judged"
rm "/sys/fs/bpf/$NS-link"
until_true grep -q "no tcx program stands before" "$DIR/log"
result $? "it goes, and that is said"
run 0 "one that lets out for good" before 0
told order-lost interface=lan0
out
out
is "$(counted drop)" 1 "what it lets out is not seen"
matches "$(lc status 2>&1)" "another tcx program stands before" "status warns"
twice()
{
	[ "$(grep -c order-lost "$DIR/events")" -ge 2 ]
}
until_true twice
is "$(grep -c order-lost "$DIR/events")" 2 "each is told of once"
is "$(grep -c 'apply --again' "$DIR/log")" 0 "nothing is tried against it"
finish
