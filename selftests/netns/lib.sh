#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The lab: six network namespaces, their services and clients, TAP output and
# a clean-up that also works after SIGKILL. What is expected stands in the tests.
#
#      cam  eth0 10.20.1.5      pc  eth0 10.20.1.77
#           44:19:b6:00:00:05       02:00:5e:00:00:77
#              |                       |
#      +-------+-----------------------+-------+
#      |  p-cam          sw: br0        p-pc   |
#      |                p-lan                  |
#      +------------------+--------------------+
#                         |
#                       lan0 10.20.1.1    lenscap stands here
#      +------------------+--------------------+
#      |                 rtr                   |
#      |   dnsmasq (DHCP, RA, DNS), NTP        |
#      +-------+-----------------------+-------+
#            lan1 10.20.2.1          wan0 203.0.113.1
#              |                       |
#      rec  eth0 10.20.2.10     net  eth0 203.0.113.9
#           recorder                 web server
#
# IPv6: cam fd20:1::5, pc fd20:1::77, lan0 fd20:1::1; rec fd20:2::10, lan1
# fd20:2::1; net 2001:db8:113::9, wan0 2001:db8:113::1. No address translation:
# an address seen at the far end is the address that was sent.
#
# A test sources this file, calls plan, then lab_up and what it needs. Names
# are unique to the process, so tests may run side by side. Each runs by itself
# as well: selftests/netns/video.sh (root, after make).

set -u

export PATH=$PATH:/usr/sbin:/sbin

LAB_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
LAB_TOOLS=$LAB_ROOT/selftests/lab
LENSCAP=${LENSCAP:-$LAB_ROOT/build/lenscap}
# not another one that comes first in PATH: this one has the bindings
export PYTHON=/usr/bin/python3

LAB=lc$$
LAB_DIR=
LAB_PIN=/sys/fs/bpf/$LAB
LAB_STATE=
LAB_REAPER=
LAB_LIMIT=${LAB_LIMIT:-120}
# How much longer to wait for what must happen: more on an emulated processor
LAB_SLOW=${LAB_SLOW:-1}
LAB_NAMESPACES="cam pc sw rtr rec net"

CAM_MAC=44:19:b6:00:00:05
PC_MAC=02:00:5e:00:00:77
LAN_MAC=02:00:5e:00:00:01
CAM4=10.20.1.5 CAM6=fd20:1::5
PC4=10.20.1.77 PC6=fd20:1::77
LAN4=10.20.1.1 LAN6=fd20:1::1
REC4=10.20.2.10 REC6=fd20:2::10
NET4=203.0.113.9 NET6=2001:db8:113::9

# ---- TAP ------------------------------------------------------------------

. "$LAB_ROOT/selftests/tap.sh"

# ok NAME COMMAND...: the command must succeed
ok()
{
	local name=$1

	shift
	if "$@" >"$LAB_DIR/out" 2>&1; then
		result 0 "$name"
	else
		sed 's/^/# /' "$LAB_DIR/out"
		echo "# failed: $*"
		result 1 "$name"
	fi
}

# fails NAME COMMAND...: the command must not succeed
fails()
{
	local name=$1

	shift
	if "$@" >"$LAB_DIR/out" 2>&1; then
		sed 's/^/# /' "$LAB_DIR/out"
		echo "# succeeded: $*"
		result 1 "$name"
	else
		result 0 "$name"
	fi
}

at_least()
{
	[ "$1" -ge "$2" ] 2>/dev/null && { result 0 "$3"; return; }
	echo "# got \"$1\", wanted at least $2"
	result 1 "$3"
}

# skip_rest WHY: what is still planned cannot run here
skip_rest()
{
	while [ "$TAP_COUNT" -lt "$TAP_PLAN" ]; do
		TAP_COUNT=$((TAP_COUNT + 1))
		echo "ok $TAP_COUNT # SKIP $1"
	done
	[ "$TAP_FAILED" -eq 0 ] || exit 1
	exit 4
}

need()
{
	command -v "$1" >/dev/null 2>&1 ||
		skip_rest "$1 is missing: apt-get install $2"
}

# ---- raising and removing ---------------------------------------------------

# on NAMESPACE COMMAND...: nsenter, because ip netns exec would hide bpffs
on()
{
	local ns=$1

	shift
	nsenter --net="/run/netns/$LAB-$ns" -- "$@"
}

# Ends what runs inside the lab's namespaces. Only what this lab started can
# be in there.
lab_kill()
{
	local ns pid pids

	for ns in $LAB_NAMESPACES; do
		pids=$(ip netns pids "$LAB-$ns" 2>/dev/null) || continue
		for pid in $pids; do
			[ "$pid" = "$$" ] || kill -KILL "$pid" 2>/dev/null
		done
	done
}

lab_remove()
{
	local ns

	lab_kill
	[ ! -d "$LAB_PIN" ] || rm -rf "$LAB_PIN"
	for ns in $LAB_NAMESPACES; do
		[ ! -e "/run/netns/$LAB-$ns" ] || ip netns del "$LAB-$ns"
	done
	[ -z "$LAB_DIR" ] || rm -rf "$LAB_DIR"
} 2>/dev/null

# lab_remains PID: what is left of the lab that another process raised below
# this one's directory; and whether it is nothing
lab_remains()
{
	find /run/netns /sys/fs/bpf "$LAB_DIR" -name "lc$1*" 2>/dev/null
	pgrep -af "lc$1[.-]"
	return 0
}

lab_gone()
{
	[ -z "$(lab_remains "$1")" ]
}

# The reaper waits outside the test's session for the test to end, however it
# ends; it also ends a test that takes longer than $LAB_LIMIT seconds.
lab_reaper()
{
	export -f lab_remove lab_kill
	# shellcheck disable=SC2016 # the inner shell expands it
	LAB=$LAB LAB_PIN=$LAB_PIN LAB_DIR=$LAB_DIR \
	LAB_NAMESPACES=$LAB_NAMESPACES LAB_TEST=$$ LAB_LIMIT=$LAB_LIMIT \
	setsid bash -c '
		trap "" INT TERM HUP
		timeout --foreground "$LAB_LIMIT" tail --pid="$LAB_TEST" -s .2 -f /dev/null
		if kill -0 "$LAB_TEST"; then
			kill -TERM "$LAB_TEST"
			lab_kill
			timeout --foreground 5 tail --pid="$LAB_TEST" -s .2 -f /dev/null ||
				kill -KILL "$LAB_TEST"
		fi
		lab_remove
	' </dev/null >/dev/null 2>&1 &
	LAB_REAPER=$!
	disown "$LAB_REAPER"
	export -fn lab_remove lab_kill
}

lab_exit()
{
	local status=$?

	trap '' INT TERM HUP
	trap - EXIT
	lab_remove
	# its process group: the shell and its tail
	[ -z "$LAB_REAPER" ] || kill -KILL -- "-$LAB_REAPER" 2>/dev/null
	exit "$status"
}

lab_bpffs()
{
	[ "$(stat -f -c %T /sys/fs/bpf 2>/dev/null)" = bpf_fs ] ||
		mount -t bpf bpf /sys/fs/bpf
}

# Temporary directory, reaper and traps: everything but the namespaces.
lab_begin()
{
	[ "$(id -u)" -eq 0 ] || skip_rest "needs root"
	need ip iproute2
	need nsenter util-linux
	lab_bpffs || skip_rest "no bpffs on /sys/fs/bpf: mount -t bpf bpf /sys/fs/bpf"
	LAB_DIR=$(mktemp -d "${TMPDIR:-/tmp}/$LAB.XXXXXX") || exit 1
	LAB_STATE=$LAB_DIR/state
	LAB_LEASE=$LAB_DIR/lease
	export LAB_LEASE
	mkdir "$LAB_STATE"
	trap lab_exit EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	lab_reaper
}

# wire NS DEVICE MAC NS2 DEVICE2: a veth pair between two namespaces
wire()
{
	# Before Linux 6.14 a device of that name here would be in the way of
	# "ip link add ... netns"
	ip -n "$LAB-$1" link add "$2" address "$3" \
		type veth peer name "$5" netns "$LAB-$4"
}

lab_links()
{
	local ns

	for ns in $LAB_NAMESPACES; do
		ip netns add "$LAB-$ns" || return
		on "$ns" sysctl -qw net.ipv6.conf.all.accept_dad=0 \
			net.ipv6.conf.default.accept_dad=0 \
			net.ipv6.conf.default.mldv2_unsolicited_report_interval=10 ||
			return
		ip -n "$LAB-$ns" link set lo up
	done
	on sw sysctl -qw net.ipv6.conf.all.disable_ipv6=1 \
		net.ipv6.conf.default.disable_ipv6=1
	on rtr sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
	wire cam eth0 "$CAM_MAC" sw p-cam &&
	wire pc eth0 "$PC_MAC" sw p-pc &&
	wire rtr lan0 "$LAN_MAC" sw p-lan &&
	wire rtr lan1 02:00:5e:00:00:02 rec eth0 &&
	wire rtr wan0 02:00:5e:00:00:03 net eth0 &&
	ip -n "$LAB-sw" -batch - <<-EOT
		link add br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0
		link set p-cam master br0
		link set p-pc master br0
		link set p-lan master br0
		link set p-cam up
		link set p-pc up
		link set p-lan up
		link set br0 up
	EOT
}

# address NS DEVICE V4/LEN V6/LEN [GATEWAY4 GATEWAY6]
address()
{
	ip -n "$LAB-$1" -batch - <<-EOT
		link set $2 up
		addr add $3 dev $2
		addr add $4 dev $2 nodad
		${5:+route add default via $5}
		${6:+route add default via $6 dev $2}
	EOT
}

# lab_up_bare: the topology and fixed addresses, the camera's left out
lab_up_bare()
{
	lab_begin
	need sysctl procps
	if ! {
		lab_links &&
		address rtr lan0 "$LAN4/24" "$LAN6/64" &&
		address rtr lan1 10.20.2.1/24 fd20:2::1/64 &&
		address rtr wan0 203.0.113.1/24 2001:db8:113::1/64 &&
		address pc eth0 "$PC4/24" "$PC6/64" "$LAN4" "$LAN6" &&
		address rec eth0 "$REC4/24" "$REC6/64" 10.20.2.1 fd20:2::1 &&
		address net eth0 "$NET4/24" "$NET6/64" 203.0.113.1 \
			2001:db8:113::1 &&
		ip -n "$LAB-cam" link set eth0 up &&
		wait_for 5 on pc busybox ping -q -c 1 -W 1 "$LAN4"
	}; then
		echo "Bail out! cannot raise the lab"
		exit 1
	fi
}

# lab_up: the same, and fixed addresses for the camera too
lab_up()
{
	lab_up_bare
	address cam eth0 "$CAM4/24" "$CAM6/64" "$LAN4" "$LAN6"
	# its group reports, 10 ms apart, would count as drops of a test
	sleep .2
}

# ---- waiting ------------------------------------------------------------------

# wait_for SECONDS COMMAND...: until it succeeds, at most that long
wait_for()
{
	local end=$((SECONDS + $1 * LAB_SLOW))

	shift
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep .1
	done
}

# listening NS PROTOCOL(t|u) PORT
listening()
{
	on "$1" ss -Hln"$2" "sport = :$3" | grep -q .
}

# shellcheck source=SCRIPTDIR/../lab/services.sh
. "$LAB_TOOLS/services.sh"
# shellcheck source=SCRIPTDIR/../lab/enforce.sh
. "$LAB_TOOLS/enforce.sh"
