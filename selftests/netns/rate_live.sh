#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A burst well above the rate of a device: what arrives is the burst allowed and
# what the rate adds meanwhile, the rest is dropped; another device has its own.
. "$(dirname "$0")/lib.sh"

plan 15
need_lenscap
lab_up
# with room for all at once
tap far rec eth0 -s 128 -B 16384
echoes pc "$REC4" >/dev/null

FRAMES=1000
FRAME=1000 # bytes, with the Ethernet header: 958 of payload
BURST=65536
RATE=10000 # bytes a second
rules='
      - {name: log, peer: recorder, proto: udp, ports: [514], initiated-by: either}'

# burst MAC SPORT: that many frames at once, and how many milliseconds it took
# until all of them had gone where they went
burst()
{
	local from to

	from=$(date +%s%3N)
	on cam "$PYTHON" "$LAB_TOOLS/flood.py" eth0 udp "$1" "$LAN_MAC" "$CAM4" \
		"$REC4" "$2-$(($2 + FRAMES - 1))" 514 $((FRAME - 42)) >"$LAB_DIR/sent"
	settle far "$REC4"
	to=$(date +%s%3N)
	TOOK=$((to - from))
}

got()
{
	seen far "udp dst port 514 and src portrange $1-$(($1 + FRAMES - 1))"
}

# row VERDICT REASON: frames, which are of one size, by the counters
row()
{
	counted direction=ingress group=cameras "verdict=$1" "reason=$2"
}

# bounded BYTES NAME: the burst, and no more than the rate adds in that time,
# a frame aside and what the camera's own stack may have sent
bounded()
{
	at_least "$1" $((BURST - FRAME - 4096)) "$2: the burst passes"
	at_least $((BURST + RATE * (TOOK + 1000) / 1000 + FRAME)) "$1" \
		"$2: no more than the rate adds"
}

burst "$CAM_MAC" 10000
is "$(got 10000)" "$FRAMES" "before: all of it arrives"

ok "apply, 80 kbit/s" enforce rules="$rules" \
	group='    rate: {per-device: 80kbit, burst: 64kib}'
burst "$CAM_MAC" 20000
passed=$(got 20000)
bounded $((passed * FRAME)) "one device"
is "$(row pass rule)" "$passed" "what passed is counted"
is "$(row drop rate)" $((FRAMES - passed)) "what did not, too"
is "$(counted_bytes direction=ingress verdict=pass reason=rule)" \
	$((passed * FRAME)) "also in bytes"

burst 44:19:b6:00:00:06 30000
passed=$(got 30000)
bounded $((passed * FRAME)) "another device"

ok "apply the same again" enforce rules="$rules" \
	group='    rate: {per-device: 80kbit, burst: 64kib}'
burst 44:19:b6:00:00:06 40000
at_least $((FRAMES / 20)) "$(got 40000)" "its bucket is not full again by that"

ok "apply without" enforce rules="$rules"
burst "$CAM_MAC" 50000
is "$(got 50000)" "$FRAMES" "without a rate all of it arrives"
burst "$PC_MAC" 60000
is "$(got 60000)" "$FRAMES" "as it does of a device that is not listed"
ok "unload" lc unload
finish
