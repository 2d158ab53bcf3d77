#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A camera does not tell the router which way to send or who is who: router
# advertisements, redirects, ARP and neighbour discovery in another's name.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_craft.sh"

plan 30
need_lenscap
lab_up
on rtr sysctl -qw net.ipv6.conf.lan0.accept_ra=2 net.ipv4.neigh.lan0.locktime=0 \
	net.ipv4.conf.lan0.arp_accept=1
tap in rtr lan0

# one CASE: sends it; what the PC sends is behind it
one()
{
	craft_one router "$1"
	settle in "$LAN4"
}

# knows ADDRESS: the hardware address that the router has for it
knows()
{
	ip -n "$LAB-rtr" neigh show "$1" dev lan0 | grep -o 'lladdr [0-9a-f:]*' |
		cut -d' ' -f2
}

# remember: the router knows the PC for what it is
remember()
{
	ip -n "$LAB-rtr" neigh replace "$PC4" lladdr "$PC_MAC" dev lan0 nud stale
	ip -n "$LAB-rtr" neigh replace "$PC6" lladdr "$PC_MAC" dev lan0 nud stale
}

# takes CASE ADDRESS: whether the router then takes another for the PC
takes()
{
	remember
	one "$1"
	[ "$(knows "$2")" != "$PC_MAC" ]
}

routed()
{
	ip -n "$LAB-rtr" -6 route show default | grep -q via
}

poisons4="arp-request arp-reply own-arp-request own-arp-reply"
poisons6="na ns own-na own-ns"

for name in $poisons4; do
	ok "open: $name is believed" takes "$name" "$PC4"
done
for name in $poisons6; do
	ok "open: $name is believed" takes "$name" "$PC6"
done
one ra
ok "open: ra makes a route" wait_for 5 routed
ip -n "$LAB-rtr" -6 route flush default
one redirect
one redirect-6
is "$(seen in "icmp[0] == 5 or icmp6[0] == 137")" 2 "open: redirects get in"
before=$(seen in "icmp6[0] == 134")
at_least "$before" 1 "open: and so did the ra"

ok "apply" enforce group="    addresses: [$CAM4, \"$CAM6\"]"
for name in $poisons4; do
	fails "shut: $name is not believed" takes "$name" "$PC4"
done
for name in $poisons6; do
	fails "shut: $name is not believed" takes "$name" "$PC6"
done
one ra
one redirect
one redirect-6
fails "shut: ra makes no route" routed
is "$(seen in "icmp[0] == 5 or icmp6[0] == 137")" 2 \
	"shut: redirects do not get in"
is "$(seen in "icmp6[0] == 134")" "$before" "shut: neither does the ra"

# drops COUNT REASON
drops()
{
	at_least "$(counted direction=ingress verdict=drop reason="$2")" "$1" \
		"counted: $2"
}

drops 1 router-advertisement
drops 2 redirect
drops 2 arp-sender
drops 2 nd-link-address
drops 4 source-guard
ok "the camera still asks for the router" \
	on cam busybox arping -f -c 3 -w 3 -I eth0 "$LAN4"
is "$(knows "$PC4") $(knows "$PC6")" "$PC_MAC $PC_MAC" \
	"the router knows the PC for what it is"
finish
