#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The runner itself, on trees of toy tests: what must turn it red does, and
# what is fine does not. Leaves nothing that a toy leaves.
. "$(dirname "$0")/lib.sh"
need python3 python3

# toy NAME: a test of that name from stdin, in a tree of its own
toy() {
	toy=$LINT_DIR/$1
	mkdir -p "$toy/selftests/cli"
	{ echo '#!/bin/bash'; cat; } >"$toy/selftests/cli/$1.sh"
	chmod +x "$toy/selftests/cli/$1.sh"
}

# runs STATUS LAST [PATTERN]: run the last toy; its exit status, its last line
# and a line that must be in the output.
runs() {
	local said status=0 wrong=0

	said=$("$LINT_ROOT/selftests/run" --root "$toy" --no-leftovers \
		--timeout 2 2>&1) || status=$?
	[ "$status" -eq "$1" ] || wrong=1
	[ "${said##*$'\n'}" = "$2" ] || wrong=1
	grep -qE -- "${3:-.}" <<<"$said" || wrong=1
	if [ $wrong -ne 0 ]; then
		echo "# wanted status $1, \"$2\", ${3:-}; got $status:"
		printf '%s\n' "$said" | sed 's/^/#   /'
	fi
	return $wrong
}

plan 21

toy good <<'EOF'
printf 'TAP version 13\n1..2\nok 1 a\nok 2 b # SKIP no wind\n'
EOF
runs 0 "1 passed, 0 failed, 1 skipped" "# skipped: b: no wind"
result $? "green for a good test, and says what was skipped and why"

toy failing <<'EOF'
printf '1..2\nok 1 a\nnot ok 2 b\n'
exit 1
EOF
runs 1 "1 passed, 1 failed, 0 skipped" "^    not ok 2 b"
result $? "red for a failed result, and shows the output"

toy noplan <<'EOF'
echo ok 1 a
EOF
runs 1 "1 passed, 1 failed, 0 skipped" "failed: no plan"
result $? "red without a plan"

toy short <<'EOF'
printf '1..3\nok 1 a\n'
EOF
runs 1 "1 passed, 1 failed, 0 skipped" "planned 3 results, gave 1"
result $? "red for fewer results than planned"

toy more <<'EOF'
printf '1..1\nok 1 a\nok 2 b\n'
EOF
runs 1 "2 passed, 1 failed, 0 skipped" "planned 1 results, gave 2"
result $? "red for more results than planned"

toy silent <<'EOF'
exit 0
EOF
runs 1 "0 passed, 1 failed, 0 skipped" "printed no result"
result $? "red for a test that says nothing"

toy status <<'EOF'
printf '1..1\nok 1 a\n'
exit 3
EOF
runs 1 "1 passed, 1 failed, 0 skipped" "exit status 3 without"
result $? "red for an exit status that the results do not explain"

toy shy <<'EOF'
printf '1..1\nnot ok 1 a\n'
EOF
runs 1 "0 passed, 2 failed, 0 skipped" "exit status 0 in spite"
result $? "red for a failed result with exit status 0"

toy crash <<'EOF'
printf '1..1\nok 1 a\n'
kill -SEGV $$
EOF
runs 1 "1 passed, 1 failed, 0 skipped" "killed by SIGSEGV"
result $? "red for a crash after the last result"

toy bail <<'EOF'
printf '1..1\nok 1 a\nBail out! no power\n'
EOF
runs 1 "1 passed, 1 failed, 0 skipped" "Bail out! no power"
result $? "red for a test that gives up"

toy order <<'EOF'
printf '1..2\nok 1 a\nok 1 b\n'
EOF
runs 1 "2 passed, 1 failed, 0 skipped" "result 2 calls itself 1"
result $? "red for a number used twice"

nap=$((1000000 + $$))
toy slow <<EOF
trap 'echo "# told to end"; exit 0' TERM
printf '1..1\n'
sleep $nap &
wait
EOF
runs 1 "0 passed, 2 failed, 0 skipped" "^    # told to end" &&
	runs 1 "0 passed, 2 failed, 0 skipped" "timed out after 2 s" &&
	! pgrep -fx "sleep $nap" >/dev/null
result $? "red for a test that takes too long, which is told to end"

toy skip <<'EOF'
echo "1..0 # SKIP no captures here"
exit 4
EOF
runs 0 "0 passed, 0 failed, 1 skipped" "^ok 1 - cli/skip # SKIP no captures"
result $? "a skipped test is skipped aloud, not red"

toy plain <<'EOF'
printf '1..1\nok 1 a\n'
EOF
chmod -x "$toy/selftests/cli/plain.sh"
runs 1 "0 passed, 1 failed, 0 skipped" "is not executable"
result $? "red for a test that cannot be started"

toy module <<'EOF'
printf '1..1\nok 1 a\n'
EOF
mv "$toy/selftests/cli" "$toy/selftests/kmod"
said=$("$LINT_ROOT/selftests/run" --root "$toy" --no-leftovers kmod 2>&1) &&
	grep -q "kmod/module # SKIP runs in a virtual machine" <<<"$said"
result $? "a test of the module is skipped outside of a virtual machine"
said=$(LENSCAP_VM=1 "$LINT_ROOT/selftests/run" --root "$toy" \
	--no-leftovers 2>&1) &&
	[ "${said##*$'\n'}" = "1 passed, 0 failed, 0 skipped" ]
result $? "and runs in one"

toy flat <<'EOF'
printf '1..3\nok 1 a\nnot ok 2 - b\nok 3 c # SKIP no wind\n# note: hear\n'
exit 1
EOF
cp "$toy/selftests/cli/flat.sh" "$toy/selftests/cli/other.sh"
said=$("$LINT_ROOT/selftests/run" --root "$toy" --no-leftovers --flat \
	cli '!cli/other' 2>&1)
[ $? -eq 1 ] && [ "$(grep -v '^#' <<<"$said")" = "$(printf '%s\n' \
	"TAP version 13" "ok 1 cli/flat: a" "ok 2 cli/flat: c # SKIP no wind" \
	"not ok 3 cli/flat: b" 1..3)" ]
result $? "--flat has a line a result, and ! takes a test away"
rm "$toy/selftests/cli/other.sh"
runs 1 "1 passed, 1 failed, 1 skipped" "note: hear"
result $? "a note is handed on"

mkdir -p "$LINT_DIR/none/selftests/unit"
toy=$LINT_DIR/none
echo 'int main(void);' >"$toy/selftests/unit/gone.c"
runs 1 "0 passed, 1 failed, 0 skipped" "is not built"
result $? "red for a program that was not built"

# What other tests make at this moment shows up too, so that the last line is
# not judged here.
toy stray <<EOF
printf '1..1\nok 1 a\n'
sleep $nap &
EOF
said=$("$LINT_ROOT/selftests/run" --root "$toy" --settle 0 2>&1)
status=$?
grep -q "failed: process of cli/stray: sleep $nap" <<<"$said" &&
	[ $status -eq 1 ] && ! pgrep -fx "sleep $nap" >/dev/null
result $? "red for a process that a test left running, which is ended"

what="red for a namespace, a link and a pin that a test left"
if [ "$(id -u)" -ne 0 ] || ! stat -f -c %T /sys/fs/bpf | grep -q bpf; then
	result 0 "$what # SKIP not root, or no bpffs"
	finish
fi
toy litter <<EOF
printf '1..1\nok 1 a\n'
ip netns add lt$$
ip link add lt$$ type veth peer name lu$$
mkdir /sys/fs/bpf/lt$$
EOF
trap 'tidy; rm -rf "$LINT_DIR"' EXIT
tidy() {
	ip netns del lt$$
	ip link del lt$$
	rmdir /sys/fs/bpf/lt$$
} 2>/dev/null
said=$("$LINT_ROOT/selftests/run" --root "$toy" --settle 0 2>&1)
grep -q "network namespace /run/netns/lt$$" <<<"$said" &&
	grep -q "failed: link lt$$" <<<"$said" &&
	grep -q "bpffs pin /sys/fs/bpf/lt$$" <<<"$said"
result $? "$what"
finish
