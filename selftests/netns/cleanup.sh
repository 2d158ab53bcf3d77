#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A lab that is interrupted, terminated or killed leaves no namespace, pin,
# process or file.
. "$(dirname "$0")/lib.sh"

plan 12
lab_begin
need dnsmasq dnsmasq-base

for signal in INT TERM HUP KILL; do
	# background jobs of a shell ignore INT unless told not to
	# shellcheck disable=SC2016 # the inner shell expands it
	env --default-signal=INT TMPDIR="$LAB_DIR" bash -c '
		. "$0"
		plan 1
		lab_up
		serve_dnsmasq
		mkdir "$LAB_PIN"
		touch "$LAB_DIR/ready"
		while :; do sleep .1; done' \
		"$LAB_ROOT/selftests/netns/lib.sh" </dev/null >/dev/null 2>&1 &
	pid=$!
	ok "$signal: a lab is raised" \
		wait_for 20 sh -c "ls $LAB_DIR/lc$pid.*/ready"
	at_least "$(lab_remains "$pid" | wc -l)" 8 "$signal: it is to be seen"
	kill "-$signal" "$pid"
	ok "$signal: nothing remains" wait_for 20 lab_gone "$pid"
	[ -z "$(lab_remains "$pid")" ] || lab_remains "$pid" | sed 's/^/# /'
done
finish
