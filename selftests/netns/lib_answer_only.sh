# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The body of answer_only.sh and answer_only_ipv6.sh, which say over which
# addresses: CAM is the camera's, REC the recorder's, NET the internet's.
# Sourced after lib.sh.

plan 32
need_lenscap
lab_up
serve_video
serve_web
start recorder rec busybox httpd -f -p '[::]:8000' -h "$LAB_DIR/www"
wait_for 10 listening rec t 8000
tap far-net net eth0
tap far-rec rec eth0

# from554 TO PORT FLAGS: a segment from the camera's video port
from554()
{
	frames cam eth0 --src-mac "$CAM_MAC" --dst-mac "$LAN_MAC" \
		--src "$CAM" --dst "$1" --proto tcp --sport 554 --dport "$2" \
		--flags "$3"
}

# calls: every way out that a camera might try
calls()
{
	tcp cam "$NET" 80
	udp cam "$NET" 8800
	tcp cam "$REC" 8000
	udp cam "$REC" 8800
	from554 "$NET" 40001 syn
	from554 "$REC" 40001 syn
	from554 "$REC" 40002 ack
	from554 "$REC" 554 syn
	settle far-net "$NET" && settle far-rec "$REC"
} >/dev/null 2>&1

ways="far-net:tcp dst port 80
far-net:udp dst port 8800
far-rec:tcp dst port 8000
far-rec:udp dst port 8800
far-net:tcp src port 554 and tcp dst port 40001
far-rec:tcp src port 554 and tcp dst port 40001
far-rec:tcp src port 554 and tcp dst port 40002
far-rec:tcp src port 554 and tcp dst port 554"

# arrived WAY: how often the camera got through on it
arrived()
{
	seen "${1%%:*}" "src host $CAM and ${1#*:}"
}

each()
{
	local way n=0

	while read -r way; do
		n=$((n + 1))
		"$1" "$way" "$n"
	done <<<"$ways"
}

is_open()
{
	had[$2]=$(arrived "$1")
	at_least "${had[$2]}" 1 "before, to ${1#far-}: arrives"
}

is_shut()
{
	is "$(arrived "$1")" "${had[$2]}" "$phase, to ${1#far-}: does not arrive"
}

# the recorder's end of the film's connection
film_port()
{
	on rec ss -Htn "dport = :554" | awk '{ sub(/.*:/, "", $4); print $4 }' |
		head -n 1
}

calls
declare -a had
each is_open

ok "apply: the camera answers its recorder" enforce rules="$(answer)"
calls
phase="no video yet"
each is_shut
is "$(video rec "$CAM" 20)" 20 "video arrives"
film film rec "$CAM"
ok "video flows" films film 5
calls
phase="while video flows"
each is_shut
port=$(film_port)
from554 "$REC" $((port ^ 1)) ack
settle far-rec "$REC"
is "$(seen far-rec "src host $CAM and tcp dst port $((port ^ 1))")" 0 \
	"nor to the port beside the recorder's own"
ok "video still flows" films film 5
at_least "$(counted direction=egress verdict=pass reason=rule rule=video)" 2 \
	"the recorder's first frames are counted by the rule"
at_least "$(counted direction=ingress verdict=pass reason=flow rule=video)" 20 \
	"the camera's by the flow"
is "$(counted direction=ingress verdict=pass reason=rule)" 0 \
	"and none of the camera's by a rule"
finish
