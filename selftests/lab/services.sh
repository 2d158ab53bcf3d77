#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The lab's services (DHCP, DNS, RA, NTP, RTSP, HTTP), their clients, and the
# captures at the far ends. Sourced by netns/lib.sh; nothing of lenscap here.

# start NAME NS COMMAND...: in the background, output to NAME.log
start()
{
	local name=$1 ns=$2

	shift 2
	on "$ns" "$@" </dev/null >"$LAB_DIR/$name.log" 2>&1 &
	echo $! >"$LAB_DIR/$name.pid"
	disown $!
}

stop()
{
	local pid

	pid=$(cat "$LAB_DIR/$1.pid") || return
	kill "$pid" 2>/dev/null
	timeout 5 tail --pid="$pid" -s .05 -f /dev/null
}

# ---- services -----------------------------------------------------------------

# DHCP, DNS and router advertisements on lan0
serve_dnsmasq()
{
	need dnsmasq dnsmasq-base
	start dnsmasq rtr dnsmasq --keep-in-foreground --conf-file=/dev/null \
		--user=root --pid-file= --no-resolv --no-hosts --no-ping \
		--interface=lan0 --except-interface=lo --bind-interfaces \
		--dhcp-leasefile="$LAB_DIR/leases" --dhcp-authoritative \
		--dhcp-range=10.20.1.100,10.20.1.150,255.255.255.0,1h \
		--dhcp-host="$CAM_MAC,$CAM4" --enable-ra \
		--dhcp-range=::,constructor:lan0,ra-stateless \
		--address="/cloud.example/$NET4" \
		--address="/cloud.example/$NET6" \
		--log-facility=- --log-queries --log-dhcp
	wait_for 10 listening rtr u 67 && wait_for 10 listening rtr u 53
}

# a clock on the router, IPv4 and IPv6
serve_ntp()
{
	need toybox toybox
	start ntp rtr toybox sntp -S ::
	wait_for 10 listening rtr u 123
}

# A directory with only the plugins the lab uses: the first start of GStreamer
# scans a dozen of them, not three hundred, and no cache is left at home.
gst_plugins()
{
	local name from

	from=$(echo /usr/lib/*/gstreamer-1.0)
	[ ! -d "$LAB_DIR/gst" ] || return 0
	mkdir "$LAB_DIR/gst"
	for name in coreelements videotestsrc videoconvertscale jpeg rtp \
			rtpmanager rtsp tcp udp multifile app; do
		[ -e "$from/libgst$name.so" ] || return
		ln -s "$from/libgst$name.so" "$LAB_DIR/gst/"
	done
	export GST_PLUGIN_SYSTEM_PATH_1_0=$LAB_DIR/gst
	export GST_PLUGIN_PATH_1_0=
	export GST_REGISTRY_1_0=$LAB_DIR/gst/registry.bin
	# one scan here, so that server and client need none
	timeout $((20 * LAB_SLOW)) gst-launch-1.0 -q fakesrc num-buffers=1 ! fakesink
}

# the camera's video on rtsp://CAM:554/live
serve_video()
{
	need gst-launch-1.0 gstreamer1.0-tools
	"$PYTHON" -c 'import gi
gi.require_version("GstRtspServer", "1.0")' 2>/dev/null ||
		skip_rest "apt-get install python3-gi gir1.2-gst-rtsp-server-1.0"
	gst_plugins ||
		skip_rest "apt-get install gstreamer1.0-plugins-good"
	start rtsp cam "$PYTHON" "$LAB_TOOLS/rtsp_server.py" 554
	wait_for 15 listening cam t 554
}

# a web server on the "internet", IPv4 and IPv6
serve_web()
{
	need busybox busybox
	need curl curl
	mkdir -p "$LAB_DIR/www"
	echo "hello from the internet" >"$LAB_DIR/www/index.html"
	start web net busybox httpd -f -vv -p '[::]:80' -h "$LAB_DIR/www"
	wait_for 10 listening net t 80
}

# ---- clients ------------------------------------------------------------------

bracket()
{
	case $1 in
	*:*) echo "[$1]" ;;
	*) echo "$1" ;;
	esac
}

# video NS ADDRESS FRAMES [udp]: pulls that many frames over TCP, or UDP; prints
# how many whole JPEG pictures arrived
video()
{
	local dir

	dir=$(mktemp -d "$LAB_DIR/video.XXXXXX")
	on "$1" timeout $((15 * LAB_SLOW)) gst-launch-1.0 -q \
		rtspsrc location="rtsp://$(bracket "$2")/live" \
		protocols="${4:-tcp}" latency=0 tcp-timeout=5000000 ! rtpjpegdepay ! \
		identity eos-after=$(($3 + 1)) ! \
		multifilesink location="$dir/%05d.jpg" \
		</dev/null >"$LAB_DIR/client.log" 2>&1
	pictures "$dir"
}

# pictures DIR: how many files in it end as a JPEG picture must
pictures()
{
	local file n=0

	for file in "$1"/*.jpg; do
		[ "$(tail -c 2 "$file" 2>/dev/null | od -An -tx1)" = " ff d9" ] &&
			n=$((n + 1))
	done
	echo "$n"
}

# film NAME NS ADDRESS: pulls video until stopped, into the directory NAME
film()
{
	mkdir "$LAB_DIR/$1"
	start "$1" "$2" timeout $((50 * LAB_SLOW)) gst-launch-1.0 -q \
		rtspsrc location="rtsp://$(bracket "$3")/live" protocols=tcp \
		latency=0 ! rtpjpegdepay ! \
		multifilesink location="$LAB_DIR/$1/%05d.jpg"
}

# films NAME N: the film goes on for N pictures more, within 10 s
films()
{
	local end have

	have=$(find "$LAB_DIR/$1" -name '*.jpg' | wc -l)
	end=$((have + $2))
	wait_for 10 film_has "$1" "$end"
}

film_has()
{
	[ "$(find "$LAB_DIR/$1" -name '*.jpg' | wc -l)" -ge "$2" ]
}

# dhcp: the camera asks for a lease; fails after about 5 s
dhcp()
{
	rm -f "$LAB_LEASE"
	on cam timeout $((15 * LAB_SLOW)) busybox udhcpc -i eth0 -f -q -n -t 4 -T 1 \
		-s "$LAB_TOOLS/udhcpc.sh" </dev/null
}

# http NS ADDRESS: fetches the page
http()
{
	on "$1" curl -sgf --noproxy '*' --connect-timeout 2 --max-time 4 \
		"http://$(bracket "$2")/"
}

# udp NS ADDRESS PORT: one datagram
udp()
{
	# shellcheck disable=SC2016 # for the inner shell
	on "$1" timeout $((2 * LAB_SLOW)) bash -c 'echo lenscap-lab >"/dev/udp/$0/$1"' "$2" "$3"
}

# tcp NS ADDRESS PORT: a connection that must be accepted
tcp()
{
	# shellcheck disable=SC2016 # for the inner shell
	on "$1" timeout $((2 * LAB_SLOW)) bash -c ': <"/dev/tcp/$0/$1"' "$2" "$3"
}

ntp()
{
	on "$1" timeout 3 toybox sntp "$2"
}

# resolve NS SERVER NAME: a name, asked of that server
resolve()
{
	on "$1" timeout 4 busybox nslookup "$3" "$2"
}

# echoes NS ADDRESS: ping, 4 or 6
echoes()
{
	on "$1" busybox ping -q -c 1 -W 2 "$2"
}

# frames NS ARGUMENTS...: see selftests/lab/frames.py
frames()
{
	local ns=$1

	shift
	on "$ns" timeout $((10 * LAB_SLOW)) "$PYTHON" "$LAB_TOOLS/frames.py" "$@"
}

# ---- captures -----------------------------------------------------------------

# tap NAME NS DEVICE [OPTIONS] [FILTER]: records what arrives there from now on;
# for more than a handful at once it wants -s BYTES and -B KIBIBYTES
tap()
{
	local name=$1 ns=$2 device=$3

	shift 3
	need tcpdump tcpdump
	start "$name" "$ns" tcpdump -i "$device" -Q in -U --immediate-mode -n \
		-Z root -w "$LAB_DIR/$name.pcap" "$@"
	wait_for 10 grep -q 'listening on' "$LAB_DIR/$name.log"
}

# seen NAME FILTER: how many such frames the tap has recorded
seen()
{
	tcpdump -n -r "$LAB_DIR/$1.pcap" "$2" 2>/dev/null | wc -l
}

more_than()
{
	[ "$(seen "$1" "$2")" -gt "$3" ]
}

# settle NAME ADDRESS: the PC, which lenscap leaves alone, sends a marker to
# the tap's host; once the marker is recorded so is all that came before it
settle()
{
	local before

	before=$(seen "$1" "udp dst port 9")
	udp pc "$2" 9 &&
	wait_for 5 more_than "$1" "udp dst port 9" "$before"
}
