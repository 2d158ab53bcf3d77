#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# serve speaks HTTP: read-only, in IPv4, IPv6, by a socket in the file system or
# not at all; what is in the way is told, and it begins once that is gone.
. "$(dirname "$0")/lib_web.sh"
web_place
plan 44

serve_start
fetched 200 "the default address" /metrics
for each in "X-Content-Type-Options: nosniff" "Cache-Control: no-store" \
	"Content-Security-Policy: default-src 'none'.*" \
	"Referrer-Policy: no-referrer" "Connection: close"; do
	head_has "$each" "${each%%:*}"
done
for method in POST PUT DELETE PATCH OPTIONS TRACE BREW; do
	fetched 405 "$method" /metrics -X $method
	head_has "Allow: GET, HEAD" "$method is not allowed"
done
fetched 405 "POST with a body" / -d body
fetched 503 "GET with a body" /healthz -X GET -d "body"
for path in /metrics/ //metrics /metric /../metrics /%6detrics2 /favicon.ico \
	/index.html '/metrics%00x/..'; do
	want=404
	[ "$path" != '/metrics%00x/..' ] || want='[24]0[04]'
	fetch "$path"
	matches "$STATUS" "^$want\$" "$path"
done
fetched 200 "a query is left alone" '/metrics?name=x'
length=$(stat -c %s "$DIR/body")
fetched 200 "HEAD" /metrics -I
head_has "Content-Length: $length" "has the length"
is "$(grep -c lenscap_ "$DIR/body")" 0 "and nothing more"
fetched 431 "a header of 64 KiB" / -H "X: $(head -c 65536 /dev/zero | tr '\0' x)"
serve_stop TERM
fetch / 2>/dev/null
is "$STATUS" 000 "it ends with serve"

mkfifo "$DIR/hold"
inside "$PYTHON" -c '
import socket, sys
with socket.create_server(("127.0.0.1", 9877)):
    open(sys.argv[1], "rb").read()' "$DIR/hold" &
STARTED="$STARTED $!"
squatter=$!
until_true eval 'inside ss -Hltn | grep -q :9877'
serve_start
until_true grep -q "cannot listen on 127.0.0.1:9877: another process does" \
	"$DIR/log"
result $? "a port that is taken is told of"
is "$(grep -c "lenscap: watching" "$DIR/log")" 1 "and serve watches"
: >"$DIR/hold"
wait "$squatter"
begins()
{
	fetch /healthz && [ "$STATUS" = 503 ]
}
until_true begins
result $? "it begins once the port is free"
serve_stop TERM

export URL='http://[::1]:9877'
serve_start --listen '[::1]:9877'
fetched 200 "IPv6" /metrics
serve_stop TERM
export URL=http://unix
serve_start --listen "unix:$DIR/web"
fetched 200 "a socket in the file system" /metrics --unix-socket "$DIR/web"
serve_stop KILL
until_true test ! -d "/proc/$SERVE"
serve_start --listen "unix:$DIR/web"
fetched 200 "one that was left is replaced" /metrics --unix-socket "$DIR/web"
serve_stop TERM
[ ! -e "$DIR/web" ]
result $? "and taken away at the end"
echo mine >"$DIR/web"
serve_start --listen "unix:$DIR/web"
serve_stop TERM
is "$(cat "$DIR/web")" mine "a file that is none is left alone"
finish
