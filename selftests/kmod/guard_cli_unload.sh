#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# unload clears the guard before it leaves a port, says so, and does it too
# where only the guard holds a table.
. "$(dirname "$0")/lib_cli.sh"
guarded_place
plan 13
cat >"$DIR/clock.yaml" <<EOT
version: 1
interfaces: [{name: lan0}]
endpoints: {clock: [203.0.113.9]}
groups:
  - name: cams
    prefixes: ["44:19:b6/24"]
    rules:
      - {name: time, peer: clock, proto: udp, initiated-by: either}
EOT
run 0 "apply" lc apply "$DIR/clock.yaml"
# frames that the policy allows: once the port is left they would be dropped.
# No function: the processes in the background are those to be ended.
nsenter --net="/run/netns/$NS" -- "$PYTHON" -c '
import runpy, sys
sys.argv = sys.argv[1:]
for _ in range(100):
    runpy.run_path(sys.argv[0], run_name="__main__")
' "$CLI_ROOT/selftests/lab/frames.py" cam0 --src-mac "$CAM" \
	--dst-mac 02:00:5e:00:00:01 --src 10.20.0.5 --dst 203.0.113.9 \
	--count 10000 &
flood=$!
STARTED="$STARTED $flood"
for _ in $(seq 200); do
	[ "$(port lan0 passed)" -gt 0 ] && break
	sleep .1
done
nsenter --net="/run/netns/$NS" -- "$PYTHON" "$KMOD_TOOLS/_genl.py" monitor 120 \
	>"$DIR/events" &
watcher=$!
STARTED="$STARTED $watcher"
for _ in $(seq 200); do
	grep -q ready "$DIR/events" && break
	sleep .1
done
is "$(grep -c ready "$DIR/events")" 1 "somebody looks on"
run 0 "unload under a flood of frames that it allows" lc unload
matches "$OUT" "the guard is cleared and lenscap is off this router" \
	"it says what it did"
kill -0 "$flood" 2>/dev/null
result $? "the flood went on all the while"
kill "$flood" 2>/dev/null
wait "$flood" 2>/dev/null
# a listed frame on a port without a program is an event at once
sleep 2
kill "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
is "$(grep -c '"closed"' "$DIR/events")" 0 "no port was closed on the way"
is "$(told state current staged ports | paste -sd' ')" "empty null null []" \
	"the guard has no table and no port"
run 0 "unload again" lc unload
matches "$OUT" "nothing to unload" "it says that there was nothing"
genl simple --id 5 44:19:b6 >/dev/null
drops lan0 cam0 3 "$CAM" "a table without a policy"
is "$(lc unload --json | field changed guard_cleared | paste -sd' ')" \
	"true true" "is taken away"
is "$(told current ports | paste -sd' ')" "null []" "no port is guarded"
is "$(test -e "$PIN"; echo $?)" 1 "no directory is left"
finish
