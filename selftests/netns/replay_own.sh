#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The lab's own capture, a camera's boot without lenscap, through replay: the
# verdict of every frame under the isolating policy.
. "$(dirname "$0")/lib.sh"

plan 14
lab_begin
need_lenscap
need tcpdump tcpdump
capture=$LAB_ROOT/selftests/captures/camera-boot.pcap

# stamps FILTER: the time of each frame that tcpdump finds; none occurs twice
stamps()
{
	tcpdump -n -tt -r "$capture" "$1" 2>/dev/null | cut -d' ' -f1
}

# numbers FILTER: their numbers in the capture
numbers()
{
	awk 'NR == FNR { number[$1] = FNR; next }
		{ printf "%s%d", sep, number[$1]; sep = " " }' \
		<(stamps "") <(stamps "$1")
}

# judged KEY=VALUE...: of the frames that replay judged so
judged()
{
	"$PYTHON" "$LAB_TOOLS/rows.py" numbers "$@" <"$LAB_DIR/replay.json"
}

from="ether src $CAM_MAC"
to="ether dst $CAM_MAC"
far="(net 203.0.113.0/24 or net 2001:db8::/32)"
video="(host $REC4 and tcp port 554)"
clock="(host $LAN4 and udp port 123)"
nd="(icmp6 and (ip6[40] >= 133 and ip6[40] <= 136))"
link="(arp or $nd or udp port 67 or udp port 68)"

policy interface='    on-link: [10.20.1.0/24, "fd20:1::/64"]' \
	>"$LAB_DIR/policy.yaml"
ok "replay" timeout 60 "$LENSCAP" replay "$capture" \
	--policy "$LAB_DIR/policy.yaml" --interface lan0 --json
cp "$LAB_DIR/out" "$LAB_DIR/replay.json"
is "$(judged)" "$(numbers "")" "one verdict a frame"
is "$(judged direction=ingress)" "$(numbers "$from")" "direction: from the camera"
is "$(judged direction=egress)" \
	"$(numbers "$to")" "direction: to the camera"
is "$(judged direction=none verdict=pass reason=unlisted group=null)" \
	"$(numbers "not $from and not $to")" "what is not the camera's is unlisted"
is "$(judged direction=ingress rule=video verdict=pass reason=rule)" \
	"$(numbers "$from and $video")" "video passes"
is "$(judged direction=egress rule=video verdict=pass reason=rule)" \
	"$(numbers "$to and $video")" "and what asks for it"
is "$(judged direction=ingress rule=clock verdict=pass reason=rule)" \
	"$(numbers "$from and $clock")" "the clock is asked"
is "$(judged direction=egress rule=clock verdict=pass reason=rule)" \
	"$(numbers "$to and $clock")" "and answers"
is "$(judged verdict=pass reason=housekeeping direction=ingress)" \
	"$(numbers "$from and $link")" "ARP, ND, DHCP pass"
is "$(judged verdict=pass reason=housekeeping direction=egress)" \
	"$(numbers "$to and $link")" "and their answers"
is "$(judged direction=ingress verdict=drop vendor=hikvision \
	group=cameras rule=null)" \
	"$(numbers "$from and not $video and not $clock and not $link")" \
	"all else from the camera drops"
is "$(judged direction=egress verdict=drop vendor=hikvision \
	group=cameras rule=null)" \
	"$(numbers "$to and not $video and not $clock and not $link")" \
	"all else to the camera drops"
isnt "$(numbers "$from and $far")" "" "the capture holds calls to the internet"
finish
