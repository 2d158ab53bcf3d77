#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What names a camera asks for and says is known beside whom it attempted to reach:
# of DNS queries that are dropped, of TLS and HTTP where they pass. What names hold
# breaks no line; names of mDNS are none.
. "$(dirname "$0")/lib.sh"

plan 20
need_lenscap
need openssl openssl
lab_up
serve_web

# told NAME [KEY=VALUE...]: serve says so within some seconds
told()
{
	wait_for 10 event "$@"
	set -- $? "told: $*"
	[ "$1" -eq 0 ] || sed 's/^/# /' "$LAB_DIR/serve.log" "$LAB_DIR/events"
	result "$1" "$2"
}

event()
{
	"$PYTHON" -c '
import json, sys
wanted = dict(x.split("=", 1) for x in sys.argv[2:])
with open(sys.argv[1], encoding="utf-8") as file:
    rows = [json.loads(x) for x in file if x.endswith("\n")]
sys.exit(not any(all(str(x.get(k)) == v for k, v in wanted.items())
                 for x in rows))' "$LAB_DIR/events" "$@"
}

# named NAME [KEY=VALUE...]: a row of attempts has it
named()
{
	wait_for 5 has_name "$@"
	set -- $? "in attempts: $*"
	[ "$1" -eq 0 ] || lc attempts | sed 's/^/# /'
	result "$1" "$2"
}

has_name()
{
	lc attempts --json | "$PYTHON" -c '
import json, sys
rows = json.load(sys.stdin)["rows"]
wanted = dict(x.split("=", 1) for x in sys.argv[2:])
sys.exit(not any(r["name"] == sys.argv[1] and
                 all(str(r[k]) == v for k, v in wanted.items())
                 for r in rows))' "$@"
}

# ask NAME [PORT]: one query for the bytes of that name, on UDP
ask()
{
	on cam "$PYTHON" -c '
import socket, sys
name = b"".join(bytes([len(x)]) + x for x in
                sys.argv[1].encode("latin-1").decode("unicode_escape")
                .encode("latin-1").split(b"|")) + b"\0"
out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
out.sendto(b"\0\7\1\0\0\1\0\0\0\0\0\0" + name + b"\0\1\0\1",
           (sys.argv[2], int(sys.argv[3])))' "$1" "$NET4" "${2:-53}"
}

on rtr "$LENSCAP" serve --events json --pin "$LAB_PIN" --state "$LAB_STATE" \
	>"$LAB_DIR/events" 2>"$LAB_DIR/serve.log" &
disown $!
wait_for 5 grep -q watching "$LAB_DIR/serve.log"
ok "apply, enforced" enforce
fails "a question is not answered" resolve cam "$NET4" P2P.Camera.example
told LENSCAP_EVENT=attempt-new "LENSCAP_PEER=$NET4" LENSCAP_PROTO=udp \
	LENSCAP_PORT=53 LENSCAP_VERDICT=drop LENSCAP_NAME=p2p.camera.example
named p2p.camera.example "peer=$NET4" port=53 verdict=drop mac="$CAM_MAC"
# shellcheck disable=SC2028 # Python's escapes
ask 'a.b|\x1b[2J\n","x|ex%n|\xff'
named 'a\046b.\027\0912j\010\034\044\034x.ex\037n.\255' port=53
longest=$("$PYTHON" -c 'print("|".join(["a" * 63] * 3 + ["b" * 61]))')
ask "$longest"
named "${longest//|/.}" port=53
ask "fine|example"
named fine.example port=53
ask "_ipp|_tcp|local" 5353
sleep .5
fails "what mDNS asks is no name" has_name _ipp._tcp.local

ok "apply, monitor" enforce mode=monitor
ok "HTTP passes" on cam curl -sf --noproxy '*' --max-time 4 \
	-H 'Host: Firmware.Example' "http://$NET4/"
told LENSCAP_EVENT=attempt-new "LENSCAP_PEER=$NET4" LENSCAP_PORT=80 \
	LENSCAP_VERDICT=would-drop LENSCAP_NAME=firmware.example
named firmware.example "peer=$NET4" port=80
ok "a certificate" openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
	-nodes -days 1 -subj /CN=x -keyout "$LAB_DIR/key" -out "$LAB_DIR/cert"
start tls net openssl s_server -accept 8443 -key "$LAB_DIR/key" -cert "$LAB_DIR/cert" -www
wait_for 10 listening net t 8443
ok "TLS passes" on cam timeout 5 openssl s_client -connect "$NET4:8443" \
	-servername Cloud.Camera.example -brief
told LENSCAP_EVENT=attempt-new "LENSCAP_PEER=$NET4" LENSCAP_PORT=8443 \
	LENSCAP_NAME=cloud.camera.example
named cloud.camera.example port=8443 proto=tcp
ok "a client that takes its time" on cam "$PYTHON" -c '
import socket, sys, time
out = socket.create_connection((sys.argv[1], 80), 4)
time.sleep(1)
out.sendall(b"GET / HTTP/1.0\r\nHost: slow.example\r\n\r\n")
out.recv(1)' "$NET6"
told LENSCAP_EVENT=attempt-new "LENSCAP_PEER=$NET6" LENSCAP_PORT=80 \
	LENSCAP_NAME=slow.example
ok "over IPv6, too" on cam timeout 5 openssl s_client -connect "[$NET6]:8443" \
	-servername six.example -brief
named six.example "peer=$NET6"
finish
