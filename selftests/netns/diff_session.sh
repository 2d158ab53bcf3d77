#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What diff says of a session that is open comes true: one that would end stops
# with that policy, one that would not goes on.
. "$(dirname "$0")/lib.sh"

plan 25
need_lenscap
lab_up

# the camera sends back what it gets on port 554; a recorder that stays in touch
ECHO='
import socket, sys
with socket.create_server((sys.argv[1], 554)) as server:
    while True:
        peer, _ = server.accept()
        with peer:
            while data := peer.recv(99):
                peer.sendall(data)
'
TALK='
import socket, sys, time
with socket.create_connection((sys.argv[1], 554), 5) as peer:
    peer.settimeout(30)
    for _ in range(600):
        peer.sendall(b"picture")
        peer.recv(99)
        print("got it", flush=True)
        time.sleep(.05)
'
start camera cam "$PYTHON" -c "$ECHO" "$CAM4"
ok "a camera listens" wait_for 10 listening cam t 554

# rules RULE...: as a policy has them
rules()
{
	printf '\n      - %s' "$@"
}

VIDEO='{name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}'
CLOCK='{name: clock, peer: clock, proto: udp, ports: [123], initiated-by: device}'

answers()
{
	grep -c "got it" "$LAB_DIR/talk.log"
}

talked()
{
	[ "$(answers)" -ge "$1" ]
}

# goes_on: ten answers more
goes_on()
{
	wait_for 10 talked $(($(answers) + 10))
}

drops()
{
	counted verdict=drop
}

refused()
{
	[ "$(drops)" -ge "$1" ]
}

told()
{
	"$PYTHON" "$LAB_TOOLS/rows.py" get "$1" <"$LAB_DIR/diff.json"
}

# would ENDING [KEY=VALUE...]: diff says so many, of the one that is open
would()
{
	local ending=$1

	shift
	policy "$@" >"$LAB_DIR/next.yaml"
	lc diff --json "$LAB_DIR/next.yaml" >"$LAB_DIR/diff.json"
	is "$? $(told flows.ending) of $(told flows.alive)" "3 $ending of 1" \
		"$WHAT: $ending would end"
}

# stays WHAT [KEY=VALUE...]: told, and true
stays()
{
	WHAT=$1
	shift
	would 0 "$@"
	ok "$WHAT: apply" apply "$LAB_DIR/next.yaml"
	ok "$WHAT: it goes on" goes_on
}

ok "apply" enforce rules="$(rules "$VIDEO" "$CLOCK")"
start talk rec "$PYTHON" -c "$TALK" "$CAM4"
ok "a session" goes_on
stays "another rule" rules="$(rules "$VIDEO" "$CLOCK" \
	'{name: more, peer: 192.0.2.0/24, proto: udp, ports: [9], initiated-by: device}')"
stays "another group" rules="$(rules "$VIDEO" "$CLOCK")
  - name: others
    vendors: [axis]
    rules:
      - $CLOCK
"
stays "another name" rules="$(rules "$CLOCK" \
	'{name: pictures, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}')"
stays "without state" rules="$(rules \
	'{name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: either}')"
ok "with state again" enforce rules="$(rules "$VIDEO" "$CLOCK")"
ok "it goes on" goes_on
WHAT="a drop before it"
would 1 rules="$(rules '{name: never, peer: any, action: drop}' "$VIDEO")"
WHAT="an address that is not its own"
would 1 group='    addresses: [10.20.9.0/24]' rules="$(rules "$VIDEO")"
WHAT="gone"
would 1 rules="$(rules "$CLOCK")"
ok "apply" apply "$LAB_DIR/next.yaml"
ok "what both send is dropped" wait_for 15 refused 2
had=$(answers)
ok "again and again" wait_for 15 refused $(($(drops) + 1))
is "$(answers)" "$had" "nothing of it arrives"
ok "unload" lc unload
finish
