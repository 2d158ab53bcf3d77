#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Who reads the events, or the log, and stands still does not hold serve up: what
# lost its programs is attached again. How much nobody read is said afterwards.
. "$(dirname "$0")/lib_serve.sh"
place
plan 5

# Two pipes of a page each, which nobody reads until there is a file "go"
mkfifo "$DIR/out" "$DIR/err"
"$PYTHON" -c '
import fcntl, os, sys, time
ends = []
for name in "out", "err":
    ends.append(os.open(sys.argv[1] + "/" + name, os.O_RDWR))
    fcntl.fcntl(ends[-1], 1031, 4096)  # F_SETPIPE_SZ
open(sys.argv[1] + "/ready", "w").close()
while not os.path.exists(sys.argv[1] + "/go"):
    time.sleep(.05)
with open(sys.argv[1] + "/said", "wb", 0) as said:
    os.dup2(ends[1], 0)
    while True:
        said.write(os.read(0, 4096))' "$DIR" &
STARTED="$STARTED $!"
until_true test -e "$DIR/ready"

run 0 "apply" lc apply "$(policy one lan0 lan1)"
nsenter --net="/run/netns/$NS" -- "$LENSCAP" serve --listen none --events json \
	--pin "$PIN" --state "$STATE" >"$DIR/out" 2>"$DIR/err" &
SERVE=$!
STARTED="$STARTED $SERVE"
inside "$CLI_ROOT/selftests/cli/_peers.py" cam0 macs 100
until_true test -s "$STATE/told.json"
result $? "more is told than the pipes hold"
detach xdp lan0
until_true attached lan0
result $? "serve goes on"
: >"$DIR/go"
detach xdp lan1
until_true grep -q "lines were lost" "$DIR/said"
result $? "how many lines were lost is said"
serve_stop TERM
is $? 0 "and it ends"
finish
