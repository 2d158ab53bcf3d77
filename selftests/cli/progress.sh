#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Work that takes more than a second says on a terminal how far it has come, and
# leaves no trace of it there; in a pipe it says nothing.
. "$(dirname "$0")/lib.sh"
place
P=$(policy one)
plan 8

# work WHERE [OPTION]...: replay of a capture that comes slowly, all output to
# WHERE: pty, pty-err (standard error alone), or pipe; what came is in $OUT
work()
{
	"$PYTHON" - "$DIR/fifo" "$@" -- "$LENSCAP" replay "$DIR/fifo" \
		--policy "$P" <<-'EOT2' >"$DIR/out" 2>&1
		import os, pty, struct, subprocess, sys, threading, time
		fifo, where = sys.argv[1:3]
		cut = sys.argv.index("--")
		command = sys.argv[cut + 1:] + sys.argv[3:cut]
		if os.path.exists(fifo):
		    os.unlink(fifo)
		os.mkfifo(fifo)
		def feed():
		    frame = bytes.fromhex("02005e0000014419b60000010800") + bytes(50)
		    record = struct.pack("<IIII", 1700000000, 0, 64, 64) + frame
		    with open(fifo, "wb", buffering=0) as out:
		        out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
		        for wait in (1.5, .4, .4, 0):
		            out.write(record * 600)
		            time.sleep(wait)
		master, slave = pty.openpty()
		pipe = os.pipe()
		side = {"pty": (slave, slave), "pty-err": (pipe[1], slave),
		        "pipe": (pipe[1], pipe[1])}[where]
		os.environ["TERM"] = "xterm"
		os.set_blocking(master, False)
		os.set_blocking(pipe[0], False)
		got = []
		feeder = threading.Thread(target=feed)
		feeder.start()
		child = subprocess.Popen(command, stdout=side[0], stderr=side[1])
		while True:
		    over = child.poll() is not None
		    for fd in (master, pipe[0]):
		        try:
		            while data := os.read(fd, 65536):
		                got.append(data)
		        except OSError:
		            pass
		    if over:
		        break
		    time.sleep(.02)
		feeder.join()
		sys.stdout.write(b"".join(got).decode().replace("\r\x1b[K", "<clear>"))
		sys.exit(child.returncode)
	EOT2
	local status=$?

	OUT=$(cat "$DIR/out")
	return $status
}

work pty --summary
is $? 0 "a summary on a terminal"
matches "$OUT" '<clear>judging: [0-9,]+ frames' "says how far it is"
matches "$OUT" '<clear>DIRECTION|<clear>$' "and takes the line away"
is "$(grep -c 'judging[^<]*$' <<<"$OUT")" 0 "of which nothing is left"
work pty-err
matches "$OUT" '<clear>judging' \
	"with a line a frame into a pipe, on the terminal of standard error"
work pty
is "$(grep -c 'judging' <<<"$OUT")" 0 "none between lines on a terminal"
work pty --summary --json
is "$(grep -c 'judging' <<<"$OUT")" 0 "none beside JSON there"
work pipe --summary
is "$(grep -c -e judging -e clear <<<"$OUT")" 0 "none in a pipe"
finish
