#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A namespace with two ports, a pin directory and a state directory of its own,
# and TAP. No services, no second router: that is the lab of netns/.
#
#     cam0 --- lan0 [lenscap] lan1 --- cam1      all in one namespace

set -u

export PATH=$PATH:/usr/sbin:/sbin

CLI_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
LENSCAP=${LENSCAP:-$CLI_ROOT/build/lenscap}
PYTHON=/usr/bin/python3

NS=lccli$$
PIN=/sys/fs/bpf/$NS
DIR=
STATE=
STARTED=
REAPER=

# ---- TAP ------------------------------------------------------------------

. "$CLI_ROOT/selftests/tap.sh"

# run STATUS NAME COMMAND...: the exit status, and what it printed in $OUT
run()
{
	local want=$1 name=$2 got

	shift 2
	OUT=$("$@" 2>&1)
	got=$?
	[ "$got" -eq "$want" ] && { result 0 "$name"; return; }
	# shellcheck disable=SC2001 # each line gets its mark
	sed 's/^/# /' <<<"$OUT"
	echo "# status $got, wanted $want: $*"
	result 1 "$name"
}

# ---- the place ---------------------------------------------------------------

cleanup()
{
	local pid

	trap '' INT TERM HUP
	for pid in $STARTED; do
		kill -KILL "$pid" 2>/dev/null
	done
	wait 2>/dev/null
	if [ -d "$PIN" ]; then
		inside "$LENSCAP" unload --pin "$PIN" --state "$STATE" \
			>/dev/null 2>&1
		rm -rf "$PIN"
	fi
	ip netns del "$NS" 2>/dev/null
	[ -z "$DIR" ] || rm -rf "$DIR"
	# its process group: the shell and its tail
	[ -z "$REAPER" ] || kill -KILL -- "-$REAPER" 2>/dev/null
	REAPER=
}

# What a test that was killed could not take away, with what it named after $NS
remains()
{
	local ns

	for ns in "/run/netns/$NS" "/run/netns/$NS"[!0-9]*; do
		# one that is killed may just have started another
		while [ -n "$(ip netns pids "${ns##*/}")" ]; do
			ip netns pids "${ns##*/}" | xargs -r kill -KILL
			sleep .05
		done
		ip netns del "${ns##*/}"
	done
	rm -rf "$PIN" "$PIN"[!0-9]* "$DIR"
} 2>/dev/null

# The reaper waits outside the test's session for the test to end, however it does
reaper()
{
	export -f remains
	# shellcheck disable=SC2016 # the inner shell expands it
	NS=$NS PIN=$PIN DIR=$DIR CLI_TEST=$$ setsid bash -c '
		trap "" INT TERM HUP
		tail --pid="$CLI_TEST" -s .2 -f /dev/null
		remains' </dev/null >/dev/null 2>&1 &
	REAPER=$!
	disown "$REAPER"
	export -fn remains
}

# Never ip netns exec: it hides the BPF file system.
inside()
{
	nsenter --net="/run/netns/$NS" -- "$@"
}

lc()
{
	local verb=$1

	shift
	inside "$LENSCAP" "$verb" "$@" --pin "$PIN" --state "$STATE"
}

# kill_after SECONDS ARGUMENT...: lenscap killed after so long
kill_after()
{
	local delay=$1 pid

	shift
	# no function: the process in the background is lenscap itself
	nsenter --net="/run/netns/$NS" -- "$LENSCAP" "$@" --pin "$PIN" \
		--state "$STATE" >/dev/null 2>&1 &
	pid=$!
	STARTED="$STARTED $pid"
	sleep "$delay"
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
}

place()
{
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	[ -x "$LENSCAP" ] || skip "$LENSCAP is not built: make"
	DIR=$(mktemp -d "${TMPDIR:-/tmp}/$NS.XXXXXX") || exit 1
	STATE=$DIR/state
	trap cleanup EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	reaper
	ip netns add "$NS" || exit 1
	ip -n "$NS" link add lan0 type veth peer name cam0 || exit 1
	ip -n "$NS" link add lan1 type veth peer name cam1 || exit 1
	ip -n "$NS" addr add 10.20.0.1/24 dev lan0
	ip -n "$NS" link set lan0 address 02:00:5e:00:00:01
	for dev in lan0 cam0 lan1 cam1; do
		ip -n "$NS" link set "$dev" up
	done
}

# policy NAME [INTERFACE...]: a policy file of that name; the path on stdout.
# $ENTRY goes into each interface's entry, $EXTRA to the end.
policy()
{
	local name=$1 file=$DIR/$1.yaml each

	shift
	{
		echo "version: 1"
		echo "policy: {name: $name}"
		echo "interfaces:"
		for each in "${@:-lan0}"; do
			echo "  - {name: $each${ENTRY:+, $ENTRY}}"
		done
		echo "groups:"
		echo "  - {name: banned, prefixes: [\"44:19:b6/24\"]}"
		[ -z "${EXTRA:-}" ] || echo "$EXTRA"
	} >"$file"
	echo "$file"
}

# field PATH...: parts of the JSON on stdin, "a.b.0.c", a line each
field()
{
	"$PYTHON" -c '
import json, sys
data = json.load(sys.stdin)
for path in sys.argv[1:]:
    value = data
    for part in path.split("."):
        value = value[int(part) if isinstance(value, list) else part]
    print(json.dumps(value) if not isinstance(value, str) else value)
' "$@"
}

# Everything of lenscap that can be seen from outside, to compare.
footprint()
{
	find "$PIN" 2>/dev/null | sort
	for dev in lan0 lan1; do
		inside bpftool net show dev "$dev" 2>/dev/null | grep -w "$dev"
		inside tc qdisc show dev "$dev" | grep clsact
		inside tc filter show dev "$dev" egress 2>/dev/null
		inside ethtool -k "$dev" | grep rx-vlan-offload
	done
	return 0
}

# link_pin xdp|tc DEV: where the link is pinned, if there is one
link_pin()
{
	echo "$PIN/$1-$(ip -n "$NS" -j link show "$2" | field 0.ifindex)"
}

# tc_kind: how egress is attached on this kernel; only tcx has a link
tc_kind()
{
	[ -e "$(link_pin tc lan0)" ] && echo tcx || echo clsact
}

# detach xdp|tc DEV: what somebody else might do by mistake
detach()
{
	local pin

	pin=$(link_pin "$1" "$2")
	if [ -e "$pin" ]; then
		bpftool link detach pinned "$pin"
	else
		inside tc filter del dev "$2" egress
	fi
}

# The name of the policy in force, - for none.
in_force()
{
	local name

	name=$(lc status --json 2>/dev/null | field policy.name 2>/dev/null)
	echo "${name:--}"
}

# foreign DEV MODE: another XDP program on the device, mode xdp or xdpgeneric
foreign()
{
	[ -e "$DIR/foreign.o" ] ||
		clang -O2 -target bpf -c -x c - -o "$DIR/foreign.o" <<'EOT' || return
__attribute__((section("xdp"), used)) int foreign(void *ctx) { return 2; }
char gpl[] __attribute__((section("license"), used)) = "GPL";
EOT
	bpftool prog load "$DIR/foreign.o" "/sys/fs/bpf/$NS-foreign" &&
		inside bpftool net attach "$2" \
			pinned "/sys/fs/bpf/$NS-foreign" dev "$1"
	local status=$?

	rm -f "/sys/fs/bpf/$NS-foreign"
	return $status
}

# send DEV MAC TAP_COUNT [ARGUMENT...]: UDP frames from that MAC
send()
{
	local dev=$1 mac=$2 count=$3

	shift 3
	for _ in $(seq "$count"); do
		inside "$PYTHON" "$CLI_ROOT/selftests/lab/frames.py" "$dev" \
			--src-mac "$mac" --dst-mac 02:00:5e:00:00:01 \
			--src 10.20.0.5 --dst 203.0.113.9 "$@" || return 1
	done
}

# counted VERDICT: frames of that verdict so far
counted()
{
	lc counters --json | "$PYTHON" -c '
import json, sys
rows = json.load(sys.stdin)["rows"]
print(sum(r["frames"] for r in rows if r["verdict"] == sys.argv[1]))' "$1"
}

# wait_counted VERDICT TAP_COUNT: until so many are counted, for some seconds
wait_counted()
{
	for _ in $(seq 100); do
		[ "$(counted "$1")" -ge "$2" ] && return 0
		sleep .05
	done
	return 1
}
