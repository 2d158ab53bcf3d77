#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the camera does with its lease: the script of busybox udhcpc. It sets
# address and route inside the camera's namespace and writes the lease to
# $LAB_LEASE; no file outside the lab (resolv.conf least of all) is touched.
# shellcheck disable=SC2154 # udhcpc sets them in the environment
set -u

case "${1:-}" in
deconfig)
	ip -4 addr flush dev "$interface"
	;;
bound | renew)
	ip addr replace "$ip/${mask:-24}" dev "$interface"
	[ -n "${router:-}" ] && ip route replace default via "${router%% *}"
	{
		echo "ip=$ip"
		echo "router=${router:-}"
		echo "dns=${dns:-}"
		echo "server=${serverid:-}"
	} >"$LAB_LEASE"
	;;
esac
exit 0
