#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Under `addresses` a camera lives as it did: DHCP, address detection, neighbour
# discovery, video; with an address that is not its own it goes nowhere.
. "$(dirname "$0")/lib.sh"

plan 21
need_lenscap
lab_up_bare
serve_dnsmasq
serve_video
tap far-rec rec eth0
ip -n "$LAB-cam" addr add "$CAM6/64" dev eth0 nodad
# a way in, for what the guard alone shall stop
rules='
      - {name: all, peer: recorder, proto: any, initiated-by: either}'

# from ADDRESS: the camera takes that address too, and calls the recorder by it
from()
{
	local bits=24

	[ "$1" = "${1#*:}" ] || bits=64
	ip -n "$LAB-cam" addr replace "$1/$bits" dev eth0 nodad 2>/dev/null ||
		ip -n "$LAB-cam" addr replace "$1/$bits" dev eth0
	on cam busybox ping -q -c 1 -W 1 -I "$1" "$2"
}

guarded()
{
	counted direction=ingress verdict=drop reason=source-guard
}

ok "before: a lease" dhcp
ok "before: another address of its subnet will do" from 10.20.1.9 "$REC4"
ok "before: IPv6, too" from fd20:1::9 "$REC6"
settle far-rec "$REC4"
had=$(seen far-rec "src host 10.20.1.9 or src host fd20:1::9")
at_least "$had" 2 "before: both arrive"
ip -n "$LAB-cam" addr flush dev eth0
ip -n "$LAB-cam" link set eth0 down
ok "apply, with its addresses" enforce rules="$rules" \
	group="    addresses: [$CAM4, \"$CAM6\"]"
on cam sysctl -qw net.ipv6.conf.eth0.accept_dad=1
ip -n "$LAB-cam" link set eth0 up
ok "it detects that its own address on the link is free" wait_for 10 \
	sh -c "ip -n $LAB-cam -6 addr show dev eth0 scope link | grep inet6 |
		grep -qv tentative"
ok "it gets a lease" dhcp
ip -n "$LAB-cam" addr add "$CAM6/64" dev eth0 nodad
ip -n "$LAB-cam" -6 route replace default via "$LAN6" dev eth0
is "$(video rec "$CAM4" 20)" 20 "video arrives, IPv4"
is "$(video rec "$CAM6" 20)" 20 "video arrives, IPv6"
before=$(guarded)
fails "another address of its subnet will not do" from 10.20.1.9 "$REC4"
at_least "$(guarded)" $((before + 1)) "it is counted"
before=$(guarded)
fails "nor one of IPv6" from fd20:1::9 "$REC6"
at_least "$(guarded)" $((before + 1)) "it is counted, too"
settle far-rec "$REC4"
is "$(seen far-rec "src host 10.20.1.9 or src host fd20:1::9")" "$had" \
	"neither arrives"
ok "its own still does, IPv4" from "$CAM4" "$REC4"
ok "and IPv6" from "$CAM6" "$REC6"

ok "apply, IPv4 alone" enforce rules="$rules" group="    addresses: [$CAM4]"
ok "its own still does" from "$CAM4" "$REC4"
before=$(guarded)
fails "of IPv6, none" from "$CAM6" "$REC6"
at_least "$(guarded)" $((before + 1)) "it is counted"
ok "unload" lc unload
finish
