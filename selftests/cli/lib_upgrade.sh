#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A second command, with programs of another build, and what the ports run.
# Sourced after lib.sh.

OTHER=$CLI_ROOT/build/other/lenscap
[ -x "$OTHER" ] || skip "build/other/lenscap is not built: make build-tests"

# other VERB...: by the command of the other build
other()
{
	LENSCAP=$OTHER lc "$@"
}

# programs: the instructions that are pinned, by the kernel's tag of them
programs()
{
	local name

	for name in ingress egress switch permit; do
		bpftool -j prog show pinned "$PIN/$name" | field tag
	done | paste -sd' '
}

# ids: the programs that are pinned, ingress then egress
ids()
{
	local name

	for name in ingress egress; do
		bpftool -j prog show pinned "$PIN/$name" | field id
	done | paste -sd' '
}

# running DEV: the programs on the port, likewise
running()
{
	local pin

	pin=$(link_pin tc "$1")
	{
		bpftool -j link show pinned "$(link_pin xdp "$1")" | field prog_id
		if [ -e "$pin" ]; then
			bpftool -j link show pinned "$pin" | field prog_id
		else
			inside bpftool -j net show dev "$1" | field 0.tc.0.id
		fi
	} | paste -sd' '
}

# standing: what can be seen from outside, but which programs
standing()
{
	footprint | sed 's/ driver id [0-9]*//; s/:\[[0-9]*\]//; s/ id [0-9]*//
		s/ tag [0-9a-f]*//'
}
