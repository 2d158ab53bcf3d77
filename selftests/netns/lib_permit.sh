#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the tests of permits share: an echo server outside, a talk with it, and
# the words of a permit. Sourced after lib.sh.

# serve_echo NS PORT: says back what it is told, to each caller
serve_echo()
{
	start "echo-$1-$2" "$1" "$PYTHON" -c '
import socketserver, sys
class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line)
socketserver.ThreadingTCPServer.daemon_threads = True
socketserver.ThreadingTCPServer(("", int(sys.argv[1])), Echo).serve_forever()
' "$2"
	wait_for 10 listening "$1" t "$2"
}

# talk NAME ADDRESS PORT: the camera speaks and is answered, until stopped;
# each answer is a line of NAME.talk
talk()
{
	: >"$LAB_DIR/$1.talk"
	# shellcheck disable=SC2016 # for the inner shell
	start "$1" cam bash -c '
		exec 3<>"/dev/tcp/$0/$1" || exit
		while echo tick >&3 && read -r line <&3; do
			echo "$line" >>"$2"
			sleep .05
		done' "$2" "$3" "$LAB_DIR/$1.talk"
}

lines()
{
	wc -l <"$LAB_DIR/$1.talk"
}

has_lines()
{
	[ "$(lines "$1")" -ge "$2" ]
}

# talks NAME: it goes on for some lines more
talks()
{
	wait_for 10 has_lines "$1" $(($(lines "$1") + 5))
}

refused()
{
	counted direction=ingress verdict=drop reason=default
}

has_refused()
{
	[ "$(refused)" -ge "$1" ]
}

# silent NAME: what it still sends is dropped, and no answer comes
silent()
{
	local lines

	wait_for 15 has_refused $(($(refused) + 1)) || return
	lines=$(lines "$1")
	wait_for 15 has_refused $(($(refused) + 2)) || return
	[ "$(lines "$1")" -eq "$lines" ]
}

# permit WORD...: sets $ID
permit()
{
	local said

	said=$(lc permit "$@" --why "a test") || return
	ID=$(sed -n 's/^permit \([0-9a-f]\{6\}\) until 20.*Z$/\1/p' <<<"$said")
	[ -n "$ID" ]
}

# active: how many permits there are
active()
{
	lc permit list --json | "$PYTHON" -c '
import json, sys
print(len(json.load(sys.stdin)["rows"]))'
}
