#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# `make demo`: raises the lab of netns/lib.sh and shows lenscap at its main job,
# narrated. Every line is measured; what is not as told makes it end with 1.
# shellcheck source=SCRIPTDIR/netns/lib.sh
. "$(dirname "$0")/netns/lib.sh"

WRONG=0
SENT=0
bold='' dim='' good='' open='' bad='' plain='' tone=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
	bold=$'\e[1m' dim=$'\e[2m' good=$'\e[32m' open=$'\e[33m' bad=$'\e[31m' plain=$'\e[0m'
fi

# in the lab's library these speak TAP; here they speak to a person
skip_rest()
{
	echo "demo: $1" >&2
	exit 1
}

title()
{
	printf '\n%s%s%s\n' "$bold" "$*" "$plain"
}

say()
{
	printf '  %s\n' "$*"
}

note()
{
	printf '  %s%s%s\n' "$dim" "$*" "$plain"
}

# line TEXT WORD RIGHT: one finding; RIGHT is 0 if it is as it should be
line()
{
	local colour=${tone:-$good} mark=''

	if [ "$3" -ne 0 ]; then
		colour=$bad
		mark='   <- unexpected'
		WRONG=$((WRONG + 1))
	fi
	printf '  %-52s %s%s%s%s\n' "$1" "$colour" "$2" "$plain" "$mark"
}

# flow TEXT YES|NO WORD-IF-YES WORD-IF-NO COMMAND...
flow()
{
	local text=$1 want=$2 yes=$3 no=$4 got

	shift 4
	if "$@" >/dev/null 2>&1; then got=YES; else got=NO; fi
	if [ "$got" = YES ]; then no=$yes; fi
	[ "$got" = "$want" ]
	line "$text" "$no" $?
}

# shown COMMAND...: lenscap as one would type it, and what it says, through
# $FILTER. The demo adds --pin and --state, to stay clear of a lenscap that
# guards this machine.
shown()
{
	local status

	printf '\n  %s$ lenscap %s%s\n' "$bold" "$*" "$plain"
	lc "$@" >"$LAB_DIR/said" 2>&1 </dev/null
	status=$?
	${FILTER:-cat} <"$LAB_DIR/said" | fold -s -w "${WIDTH:-94}" | sed 's/^/  /'
	[ "$status" -eq 0 ] || line "lenscap $1" "status $status" 1
}

# call ADDRESS PORT: a datagram of the camera, seen at the far end
call()
{
	local before

	before=$(seen far "ether dst 02:00:5e:00:00:09 and udp dst port $2")
	udp cam "$1" "$2"
	settle far "$1"
	[ "$(seen far "ether dst 02:00:5e:00:00:09 and udp dst port $2")" \
		-gt "$before" ]
}

pictures_are()
{
	[ "$(video rec "$1" 20)" -eq 20 ]
}

# thousands N: 65535 as 65,535
thousands()
{
	sed -E ':a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta' <<<"$1"
}

# scan YES|NO NS NAME ADDRESS: the camera tries every TCP and every UDP port
# there; how many of those frames arrive
scan()
{
	local want=$1 ns=$2 text="camera tries each TCP and UDP port: $3"
	local tap=scan-$1-$2 proto sent=0 got n

	tap "$tap" "$ns" eth0 -s 96 -B 32768 "host $CAM4 or udp dst port 9"
	for proto in tcp udp; do
		n=$(on cam "$PYTHON" "$LAB_TOOLS/flood.py" eth0 "$proto" \
			"$CAM_MAC" "$LAN_MAC" "$CAM4" "$4" 40000 1-65535)
		sent=$((sent + n))
	done
	# twice, because one port of the scan is the marker's
	settle "$tap" "$4" && settle "$tap" "$4"
	got=$(tcpdump -n --count -r "$tap.pcap" \
		"src port 40000 and (udp or tcp[13] == 2)" 2>/dev/null)
	got=${got%% *}
	stop "$tap"
	if [ "$want" = YES ]; then
		[ "$got" -gt 0 ]
	else
		[ "$sent" -gt 0 ] && [ "$got" -eq 0 ]
	fi
	line "$text" "$(thousands "$got") of $(thousands "$sent") arrive" $?
	SENT=$((SENT + sent))
}

# the same questions before and under lenscap; $1: whether calls get through
questions()
{
	if [ "$1" = YES ]; then tone=$open; fi
	flow "camera calls the internet: UDP 8800, IPv4" "$1" \
		arrives "does not arrive" call "$NET4" 8800
	flow "camera calls the internet: UDP 8800, IPv6" "$1" \
		arrives "does not arrive" call "$NET6" 8800
	flow "camera opens a web page on the internet" "$1" \
		opens "does not open" http cam "$NET4"
	scan "$1" net internet "$NET4"
	scan "$1" rec recorder "$REC4"
	flow "internet connects to the camera's video port" "$1" \
		connects "does not connect" tcp net "$CAM4" 554
	tone=
	flow "recorder pulls 20 pictures of video, IPv4" YES \
		arrive "do not arrive" pictures_are "$CAM4"
	flow "recorder pulls 20 pictures of video, IPv6" YES \
		arrive "do not arrive" pictures_are "$CAM6"
	flow "camera gets its address by DHCP" YES \
		works fails dhcp
	flow "camera sets its clock by NTP from the router" YES \
		works fails ntp cam "$LAN4"
	flow "PC beside it opens the web page" YES \
		opens "does not open" http pc "$NET4"
}

write_policy()
{
	cat >"$LAB_DIR/isolate.yaml" <<-EOT
		version: 1
		policy: {name: demo, owner: noc}
		interfaces:
		  - name: lan0                      # the port the cameras are behind
		    on-link: [10.20.1.0/24, "fd20:1::/64"]
		endpoints:
		  recorder: [$REC4, "$REC6"]
		  clock: [$LAN4, "$LAN6"]
		groups:
		  - name: cameras
		    vendors: [hikvision, dahua]     # known by MAC prefix
		    addresses: [10.20.1.0/24, "fd20:1::/64"]
		    rules:
		      - name: video
		        peer: recorder
		        proto: tcp
		        ports: [554]
		        initiated-by: peer          # the recorder calls, the camera answers
		      - name: clock
		        peer: clock
		        proto: udp
		        ports: [123]
		        initiated-by: device        # the camera asks for the time
		    default: drop                   # all else, both ways, IPv4 and IPv6
	EOT
}

# what is worth a look in a scrape
some_metrics()
{
	grep -E '^lenscap_(frames|vendor_frames)_total.*"drop"'
}

# a line a frame, of which some; then the summary
some_frames()
{
	awk '/^ *[0-9]+ / && ++n > 5 { if (n == 6) print "      ..."; next } 1'
}

raise()
{
	lab_up_bare
	ip -n "$LAB-net" link set eth0 address 02:00:5e:00:00:09
	ip -n "$LAB-cam" addr add "$CAM6/64" dev eth0 nodad
	serve_dnsmasq && serve_ntp && serve_web && serve_video &&
	wait_for 10 sh -c "ip -n $LAB-cam -6 route show default | grep -q via" &&
	dhcp >/dev/null 2>&1 &&
	tap far net eth0 && return
	echo "demo: cannot raise the lab" >&2
	exit 1
}

picture()
{
	cat <<-EOT

	    camera  $CAM4   ---+                       +---  recorder  $REC4
	    $CAM_MAC      +--- lan0 [router] -----+
	    PC      $PC4  ---+                       +---  internet  $NET4

	EOT
}

need_lenscap
title "lenscap: one camera, isolated"
say "Network namespaces joined by wires, real services in them: DHCP, DNS, NTP,"
say "RTSP video, web. Nothing leaves this machine. The camera's MAC address is"
say "Hikvision's; the PC beside it is on no list."
picture
raise
cd "$LAB_DIR" || exit 1
write_policy

title "1  Before lenscap: the camera may do as it likes"
questions YES

title "2  A policy for the router's port lan0"
note "isolate.yaml"
sed 's/^/    /' isolate.yaml
shown check isolate.yaml
note "No warning: no rule lets through more than it is for."
shown apply isolate.yaml

title "3  Under lenscap: the camera answers its recorder and cannot call out"
SENT=0
questions NO
refused=$(counted direction=ingress verdict=drop)
[ "$SENT" -gt 0 ] && [ "$refused" -ge "$SENT" ]
line "refused as it came in, by lenscap's own count" "$(thousands "$refused")" $?
running=$(lenscap_processes | wc -l)
[ "$running" -eq 0 ]
line "lenscap processes: the kernel alone holds the policy" "$running" $?
shown counters

title "4  For the one on duty, and for monitoring"
shown status
FILTER=some_metrics WIDTH=200 shown metrics

title "5  The same programs over a capture: a camera's boot, frame by frame"
cp "$LAB_ROOT/selftests/captures/camera-boot.pcap" .
FILTER=some_frames shown replay camera-boot.pcap --policy isolate.yaml

title "6  Unloaded: all as it was"
shown unload
echo
tone=$open
flow "camera calls the internet: UDP 8800, IPv4" YES \
	arrives "does not arrive" call "$NET4" 8800
flow "internet connects to the camera's video port" YES \
	connects "does not connect" tcp net "$CAM4" 554
tone=
left=$(leftovers | wc -l)
[ "$left" -eq 0 ]
line "pins, links and programs left on the router" "$left" $?
echo
if [ "$WRONG" -ne 0 ]; then
	echo "demo: $WRONG of the lines above are not as they should be" >&2
	exit 1
fi
note "Next: build/lenscap init IFACE writes a starting policy; see README.md."
