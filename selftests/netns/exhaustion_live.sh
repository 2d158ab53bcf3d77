#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A device opens flows by the hundred thousand under a rule of its own; sessions
# that recorders have opened, its own and another camera's, go on, idle ones too.
. "$(dirname "$0")/lib.sh"

plan 16
need_lenscap
lab_up
serve_video
# the first for what is flooded before, the second for answers
tap far-net net eth0 -s 128 -B 16384 "udp dst port 9 or udp dst port 1"
tap far-rec rec eth0 -s 128 -B 16384 "udp dst port 9 or udp src port 6000"
tap near cam eth0 -s 128 -B 16384 "udp dst port 9 or udp dst port 6000"
echoes pc "$NET4" >/dev/null
echoes pc "$REC4" >/dev/null
OTHER_MAC=44:19:b6:00:00:06

flood()
{
	on "$1" "$PYTHON" "$LAB_TOOLS/flood.py" eth0 udp "${@:2}"
}

# asks: the recorder opens fifty sessions, of which it then makes no use
asks()
{
	flood rec 02:00:5e:00:00:10 02:00:5e:00:00:02 "$REC4" "$CAM4" \
		5001-5050 6000 >"$LAB_DIR/sent"
	settle near "$CAM4"
}

# answered: how many frames of the camera have arrived in these; one more each
answered()
{
	flood cam "$CAM_MAC" "$LAN_MAC" "$CAM4" "$REC4" 6000 5001-5050 \
		>"$LAB_DIR/sent"
	settle far-rec "$REC4"
	seen far-rec "udp src port 6000"
}

opened_by()
{
	counted direction="$1" verdict=pass reason=rule "rule=$2"
}

flood pc "$OTHER_MAC" "$LAN_MAC" 10.20.1.6 "$NET4" 1-100 1 >"$LAB_DIR/sent"
settle far-net "$NET4"
is "$(seen far-net "udp dst port 1")" 100 "before: what it sends arrives"

ok "apply" enforce rules="$(answer \
	'{name: media, peer: recorder, proto: udp, ports: [6000], initiated-by: peer}' \
	'{name: cloud, peer: 203.0.113.0/24, proto: udp, initiated-by: device}')"
is "$(answered)" 0 "not asked: no answer arrives"
asks
is "$(seen near "udp dst port 6000")" 50 "the recorder asks"
film film rec "$CAM4"
ok "video flows" films film 10
opened=$(opened_by egress video)
at_least "$opened" 1 "the recorder has opened its session"

sent=$(flood pc "$OTHER_MAC" "$LAN_MAC" 10.20.1.6 "$NET4" 1024-41023 2-5)
echo "# $sent flows of another camera"
at_least "$sent" 65537 "another camera opens more flows than a table holds"
at_least "$(opened_by ingress cloud)" $((sent * 9 / 10)) "each by a rule"
ok "video flows on" films film 10
is "$(opened_by egress video)" "$opened" "in the same session"

sent=$(flood cam "$CAM_MAC" "$LAN_MAC" "$CAM4" "$NET4" 1024-41023 6-9)
echo "# $sent flows of the camera itself"
at_least "$sent" 65537 "the camera itself does so, too"
ok "video flows on" films film 10
is "$(opened_by egress video)" "$opened" "in the same session"
is "$(answered)" 50 "what was asked before is answered"
is "$(counted direction=ingress verdict=drop reason=default)" 50 \
	"nothing was dropped but what was not asked for"
is "$(opened_by egress media)" 50 "and nothing asked twice"
finish
