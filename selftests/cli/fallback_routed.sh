#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The fallback drops what listed devices send through the router, and nothing
# else: what the policy only watches passes, and so do other ports.
. "$(dirname "$0")/lib_boot.sh"
boot_place
plan 10
# listed; its second address; 28 and 36 bits; one MAC
listed="$CAM 46:19:b6:00:00:05 00:55:7b:a1:00:00 8c:1f:64:ab:c1:23 00:11:22:33:44:55"
# watched, within what is listed; watched; beside prefixes; another address of
# the one MAC, which is meant exactly; any other
others="44:19:b6:12:00:05 00:12:34:00:00:05 00:55:7b:b1:00:00 8c:1f:64:ab:d1:23 02:11:22:33:44:55 $PC"
want="drop drop drop drop drop pass pass pass pass pass pass"

run 0 "apply" lc apply "$(boot_policy)"
is "$(fallback)" "" "while the policy is in force there is no fallback"
boot_new
# shellcheck disable=SC2086 # words
is "$(arrive $listed $others)" "${want//drop/pass}" \
	"after a boot everything passes"
run 0 "the fallback can be loaded" inside nft -f "$STATE/fallback.nft"
run 0 "and loaded again" inside nft -f "$STATE/fallback.nft"
is "$(fallback)" "arp bridge inet" "its tables stand"
# shellcheck disable=SC2086
is "$(arrive $listed $others)" "$want" "IPv4"
# shellcheck disable=SC2086
is "$(arrive --ipv6 $listed $others)" "$want" "IPv6"
# shellcheck disable=SC2086
is "$(arrive --arp $listed $others)" "$want" "ARP gets no answer"
ip -n "$NS" link set lan0 down
ip -n "$NS" link set lan0 name wan0
ip -n "$NS" link set wan0 up
boot_addresses 2>/dev/null
ip -n "$NS" addr replace 10.20.0.1/24 dev wan0
is "$(arrive "$CAM")" pass "a port that the policy does not name"
finish
