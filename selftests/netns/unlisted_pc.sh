#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A PC that is not listed does the same before, during and after enforcement,
# and leaves no trace in the counters.
. "$(dirname "$0")/lib.sh"

plan 31
need_lenscap
lab_up
serve_dnsmasq
serve_ntp
serve_web
start pc-web pc busybox httpd -f -p '[::]:80' -h "$LAB_DIR/www"
wait_for 10 listening pc t 80

flows()
{
	ok "$1: PC fetches a page, IPv4" http pc "$NET4"
	ok "$1: PC fetches a page, IPv6" http pc "$NET6"
	ok "$1: PC asks for a name" resolve pc "$LAN4" cloud.example
	ok "$1: PC asks the clock" ntp pc "$LAN4"
	ok "$1: PC pings the recorder, IPv4" echoes pc "$REC4"
	ok "$1: PC pings the recorder, IPv6" echoes pc "$REC6"
	ok "$1: internet reaches the PC, IPv4" http net "$PC4"
	ok "$1: internet reaches the PC, IPv6" http net "$PC6"
	ok "$1: PC pings the camera beside it" echoes pc "$CAM4"
}

flows before
ok "apply the isolating policy" enforce
flows during
is "$(counted verdict=drop)" 0 "nothing was dropped"
is "$(counted group=null)" 0 "nothing is counted outside the group"
ok "unload" lc unload
flows after
finish
