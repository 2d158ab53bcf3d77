#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What turns a run in a virtual machine red does: a hang, a fault in the log, a
# panic, a failed or missing result; and a killed run leaves nothing.
. "$(dirname "$0")/lib.sh"

boot=selftests/vm/boot kv=
stock_kernel 6.1
dir=$(mktemp -d) || exit 1
export TMPDIR=$dir/tmp
mkdir "$TMPDIR"
booting=
# shellcheck disable=SC2317 # the traps call it
cleanup()
{
	[ -z "$booting" ] || kill "$booting" 2>/dev/null
	wait
	rm -rf "$dir"
}
trap cleanup EXIT
trap 'exit 143' TERM INT HUP

# boots OPTION...: in the background, so that a signal to us comes through
boots()
{
	$boot "$@" >"$dir/out" 2>"$dir/err" &
	booting=$!
	wait "$booting"
	status=$?
	booting=
}

# machine PID: the virtual machine of a boot
machine()
{
	pgrep -P "$1" qemu
}

# kill_running SIGNAL: a boot whose machine runs; sets vm
kill_running()
{
	vm=
	$boot --no-tree "$kv" -- sleep 1000 >/dev/null 2>&1 &
	booting=$!
	until vm=$(machine "$booting"); do
		kill -0 "$booting" || return
		sleep .1
	done
	kill "-$1" "$booting"
	wait "$booting" 2>/dev/null
	booting=
	# A signal that the kernel sends arrives in its own time. Nobody may have
	# collected it: then it is there without its command line.
	while grep -qs . "/proc/$vm/cmdline"; do
		sleep .1
	done
}

# relayed STATUS LINE...: the exit status for such words from a guest
relayed()
{
	local end=$1

	shift
	printf '%s\n' "$@" "status $end" | relay >"$dir/relayed"
	status=$?
}

plan 15

boots "$kv" -- bash -c "uname -r; echo no >&2; touch '$dir/guest'; exit 7"
is "$status" 7 "the exit status is the command's"
is "$(cat "$dir/out")" "$kv" "its output is that alone"
is "$(cat "$dir/err")" no "so are its errors"
[ ! -e "$dir/guest" ]
result $? "what it writes does not come back"

boots --no-tree "$kv" -- bash -c 'echo "<4>WARNING: planted" >/dev/kmsg'
is "$status" 99 "a warning in the kernel's log is a fault"
matches "$(cat "$dir/err")" 'WARNING: planted' "its line is shown"

echo 'while :; do :; done' >"$dir/hook"
boots --timeout 5 --initrd-hook "$dir/hook" "$kv" -- true
is "$status" 124 "a machine that hangs is ended"
echo 'echo c >/proc/sysrq-trigger' >"$dir/hook"
boots --initrd-hook "$dir/hook" "$kv" -- true
is "$status" 99 "a panic is a fault"

is "$(ls "$TMPDIR")" "" "no file is left"
kill_running TERM
is "$(ls "$TMPDIR")" "" "nor by a run that was told to end"
kill_running KILL
isnt "$vm" "" "a run that was killed takes its machine along"

relayed 0 "ok 1 a/b: c" "1..1"
is "$status" 0 "what is good is green"
relayed 1 "ok 1 a/b: c" "not ok 2 a/b: d" "1..2"
is "$status $(grep -c "^not ok 2 $kv: a/b: d" "$dir/relayed")" "1 1" \
	"a failed result is red, with the kernel's name"
relayed 0 "ok 1 a/b: c" "1..2"
is "$status" 1 "a result that did not come is red"
relayed 99 "ok 1 a/b: c" "1..1"
is "$status" 1 "a fault in the log is red"
[ "$TAP_FAILED" -eq 0 ]
