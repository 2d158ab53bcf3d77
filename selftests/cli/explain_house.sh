#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# explain names what keeps a message from being housekeeping: the first condition
# of the programs that does not hold, and not one that does.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_explain.sh"
RULES=$DIR/house.yaml
cat >"$RULES" <<'EOT'
version: 1
interfaces:
  - {name: lan0, on-link: [10.20.0.0/24, "fd20::/64"]}
groups:
  - {name: cameras, prefixes: ["44:19:b6/24"], housekeeping: [nd, dhcp, igmp, mld]}
EOT

# keeps NAME WHY WORD...: that frame is none for this reason
keeps()
{
	local name=$1 why=$2

	shift 2
	by_file "$@"
	matches "$(phase housekeeping)" "^goes-on: .*, but its $why" "$name"
	agreed "as judged"
}

plan 20
keeps "fe80:: is on the link, the hop limit is wrong" "hop limit is not 255" \
	in lan0 from "$CAM" to fe80::1 nd ttl 64
keeps ":: as well" "hop limit is not 255" \
	in lan0 from "$CAM" :: to ff02::1:ff00:7 nd ttl 64
keeps "a source elsewhere" "source is not on the link" \
	in lan0 from "$CAM" fd99::5 to fd20::1 nd
keeps "a neighbour elsewhere" "destination is not on the link" \
	in lan0 from "$CAM" fd20::5 to fd99::1 nd
keeps "0.0.0.0 asks, and a server elsewhere" "destination is neither on the link" \
	in lan0 from "$CAM" to 203.0.113.9 dhcp
keeps "a source elsewhere" "source is not on the link" \
	in lan0 from "$CAM" 10.99.0.5 to 10.20.0.1 dhcp
keeps "MLD from an address that others can have" "source is neither in fe80::/10" \
	in lan0 from "$CAM" fd20::5 mld
keeps "MLD, forwarded" "TTL is not 1" in lan0 from "$CAM" fd20::5 mld ttl 2
keeps "IGMP from elsewhere" "source is not on the link" \
	in lan0 from "$CAM" 10.99.0.5 to 239.1.2.3 igmp
by_file in lan0 from "$CAM" mld
says reason housekeeping "MLD from fe80:: is housekeeping"
agreed "as judged"
finish
