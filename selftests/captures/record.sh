#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Records camera-boot.pcap anew: a camera boots in the lab, without lenscap, and
# the router's port lan0 is captured both ways. Judges nothing.
#
# usage: selftests/captures/record.sh [FILE]      (root; default: beside this)
. "$(dirname "$0")/../netns/lib.sh"

OUT=${1:-$(dirname "$0")/camera-boot.pcap}

# the address that the camera makes of its MAC and the router's prefix
AUTO=fd20:1::4619:b6ff:fe00:5

# usable: duplicate address detection is done
usable()
{
	ip -n "$LAB-cam" -6 addr show dev eth0 -tentative | grep -q "$AUTO" &&
	ip -n "$LAB-cam" -6 route show default | grep -q via
}

# what_happened: the boot, in the order in which a camera does it
what_happened()
{
	ip -n "$LAB-cam" link set eth0 up
	dhcp &&
	wait_for 10 usable &&
	ntp cam "$LAN4" || return
	# it looks for its maker's cloud, and calls it
	resolve cam "$LAN4" cloud.example
	http cam "$NET4"
	http cam "$NET6"
	tcp cam "$NET4" 443
	udp cam "$NET4" 8800
	udp cam "$NET4" 8800
	udp cam "$NET6" 8800
	udp cam 203.0.113.77 6000
	# it looks around
	udp cam 239.255.255.250 1900
	# the recorder pulls video, someone on the internet knocks
	[ "$(video rec "$CAM4" 8)" -eq 8 ] || return
	tcp net "$CAM4" 554
	echoes net "$CAM4"
	udp net "$AUTO" 37020
	# and the PC beside it does what PCs do
	resolve pc "$LAN4" cloud.example
	http pc "$NET4"
	http pc "$NET6"
	ntp pc "$LAN4"
}

# as on a wire: no frames longer than the link's, checksums in place
plain_frames()
{
	local ns device

	for ns in cam pc rec net; do
		on "$ns" ethtool -K eth0 tx off tso off gso off gro off || return
	done
	for device in p-cam p-pc p-lan; do
		on sw ethtool -K "$device" tx off tso off gso off gro off || return
	done
	for device in lan0 lan1 wan0; do
		on rtr ethtool -K "$device" tx off tso off gso off gro off || return
	done
}

plan 2
lab_up_bare
need ethtool ethtool
need tcpdump tcpdump
ip -n "$LAB-cam" link set eth0 down
on cam sysctl -qw net.ipv6.conf.eth0.accept_dad=1
plain_frames >/dev/null || skip_rest "ethtool cannot turn offloads off"
serve_dnsmasq
serve_ntp
serve_web
serve_video
start capture rtr tcpdump -i lan0 -U --immediate-mode -n -Z root \
	-w "$LAB_DIR/capture.pcap"
wait_for 10 grep -q 'listening on' "$LAB_DIR/capture.log"
ok "the camera boots" what_happened
stop capture
# replay_own.sh tells frames by their time
is "$(tcpdump -n -tt -r "$LAB_DIR/capture.pcap" 2>/dev/null |
	cut -d' ' -f1 | sort | uniq -d)" "" "each frame has a time of its own"
[ "$TAP_FAILED" -ne 0 ] || cp "$LAB_DIR/capture.pcap" "$OUT"
finish
