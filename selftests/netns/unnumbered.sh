#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A port that carries no prefix, as a bridge's: who is on its link is not known,
# and neighbour discovery and IGMP work from any address. With a prefix they do
# from that alone.
. "$(dirname "$0")/lib.sh"

plan 8
need_lenscap
lab_up

# sends: an NS and an IGMP report from addresses of the camera's
sends()
{
	on sw "$PYTHON" -B - "$LAB_ROOT" <<-'EOT'
		import socket
		import sys
		sys.path.insert(0, sys.argv[1] + "/selftests/replay")
		from _frames import (CAM4, CAM6, ICMP6, IGMP, LAN6, NS, igmp,
		                     ip4, ip6, nd, up)
		with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as raw:
		    raw.bind(("p-lan", 0))
		    raw.send(up(ip6(CAM6, "ff02::1:ff00:1", ICMP6, nd(NS, LAN6),
		                    hop=255)))
		    raw.send(up(ip4(CAM4, "224.0.0.22", IGMP, igmp(), ttl=1)))
	EOT
}

# came VERDICT REASON: how many of the camera's have come to that
came()
{
	counted direction=ingress group=cams "verdict=$1" "reason=$2"
}

cat >"$LAB_DIR/bare.yaml" <<'EOT'
version: 1
interfaces: [{name: lan0}]
groups: [{name: cams, prefixes: ["44:19:b6/24"], housekeeping: [nd, igmp]}]
EOT
ip -n "$LAB-rtr" addr flush dev lan0 scope global
ok "without a prefix: apply" lc apply "$LAB_DIR/bare.yaml"
ok "send" sends
is "$(came pass housekeeping)" 2 "both pass"
is "$(came drop not-housekeeping)" 0 "none drops"
ip -n "$LAB-rtr" addr add 192.0.2.1/24 dev lan0
ok "with one of other addresses: apply" lc apply "$LAB_DIR/bare.yaml"
ok "send again" sends
is "$(came pass housekeeping)" 2 "no more pass"
is "$(came drop not-housekeeping)" 2 "both drop"
finish
