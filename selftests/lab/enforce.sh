#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap in the lab: the command on the router, the usual policy, counters,
# and what must be gone after unload. Sourced by netns/lib.sh.

# not built is a failure, not a skip: it would hide that nothing was tested
need_lenscap()
{
	[ -x "$LENSCAP" ] && return
	echo "Bail out! $LENSCAP is missing: run make"
	exit 1
}

# lc VERB...: lenscap on the router, with this lab's pins and state
lc()
{
	case $1 in
	check | init | lookup | replay | vendors)
		on rtr timeout 30 "$LENSCAP" "$@" ;;
	*)
		on rtr timeout 30 "$LENSCAP" "$@" --pin "$LAB_PIN" \
			--state "$LAB_STATE" ;;
	esac
}

# apply FILE [OPTIONS]
apply()
{
	lc apply "$@"
}

# policy [KEY=VALUE...]: prints the isolating policy of most tests.
# mode, vendors, default, interface (more lines for lan0), rules (instead of
# the usual), zones, group (more lines for the group)
policy()
{
	local mode=enforce vendors=hikvision default=drop interface='' zones=''
	local group='' pair rules

	rules='
      - {name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: either}
      - {name: clock, peer: clock, proto: udp, ports: [123], initiated-by: either}'
	for pair in "$@"; do
		local "${pair%%=*}=${pair#*=}"
	done
	cat <<-EOT
		version: 1
		policy: {name: lab}
		mode: $mode
		interfaces:
		  - name: lan0
		$interface
		$zones
		endpoints:
		  recorder: ["$REC4", "$REC6"]
		  clock: ["$LAN4", "$LAN6"]
		groups:
		  - name: cameras
		    vendors: [$vendors]
		$group
		    rules: $rules
		    default: $default
	EOT
}

# enforce [KEY=VALUE...]: writes that policy and applies it
enforce()
{
	policy "$@" >"$LAB_DIR/policy.yaml"
	apply "$LAB_DIR/policy.yaml"
}

# counted KEY=VALUE...: frames in the counter rows that fit
counted()
{
	lc counters --json | "$PYTHON" "$LAB_TOOLS/rows.py" sum "$@"
}

# answer RULES...: the rules under which cameras only answer their recorder,
# and ask one clock for the time; with more rules as given, a line each
answer()
{
	local rule

	cat <<-EOT

		      - {name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}
		      - {name: clock, peer: clock, proto: udp, ports: [123], initiated-by: device}
	EOT
	for rule; do
		printf '      - %s\n' "$rule"
	done
}

# counted_bytes KEY=VALUE...: the same in bytes
counted_bytes()
{
	lc counters --json | "$PYTHON" "$LAB_TOOLS/rows.py" sum bytes "$@"
}

# dropped DIRECTION [KEY=VALUE...]: by the camera group's default
dropped()
{
	local direction=$1

	shift
	counted "direction=$direction" group=cameras vendor=hikvision \
		verdict=drop reason=default rule=null interface=lan0 zone=lan0 "$@"
}

# state PATH: one value of status --json
state()
{
	lc status --json | "$PYTHON" "$LAB_TOOLS/rows.py" get "$1"
}

# the ids of the BPF links pinned by this lab's lenscap
link_ids()
{
	local pin

	find "$LAB_PIN" -type f 2>/dev/null | while read -r pin; do
		bpftool -j link show pinned "$pin" 2>/dev/null |
			grep -o '"id":[0-9]*' | head -n 1 | cut -d: -f2
	done
}

link_exists()
{
	bpftool link show id "$1"
}

# the processes on the router that run lenscap
lenscap_processes()
{
	local pid

	for pid in $(ip netns pids "$LAB-rtr"); do
		[ "$(readlink "/proc/$pid/exe")" != "$LENSCAP" ] || echo "$pid"
	done
}

# leftovers: what of lenscap remains on the router; prints nothing if nothing
leftovers()
{
	[ ! -e "$LAB_PIN" ] || find "$LAB_PIN"
	ip -n "$LAB-rtr" -d link show lan0 | grep -E 'xdp|prog/'
	lenscap_processes | sed 's/^/process /'
	on rtr tc qdisc show dev lan0 | grep -E 'clsact|ingress'
	on rtr bpftool net show dev lan0 2>/dev/null | grep -E 'lan0\('
	return 0
}
