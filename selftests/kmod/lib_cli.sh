#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What tests of the guard through the command share, beside the place of lib.sh.
# What a frame meets in the module is for the tests in Python.

# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# shellcheck disable=SC2034 # for the tests
CAM=44:19:b6:00:00:05

# told PATH...: parts of guard status --json, a line each
told()
{
	lc guard status --json | field "$@"
}

# port DEV state|passed|dropped: of the guard's words about a port. Without
# Python, which takes long to start on an emulated processor.
port()
{
	lc guard status | awk -v dev="$1" -v what="$2" '
	$1 == dev && $3 == "passed" {
		print what == "state" ? $2 : what == "passed" ? $4 : $NF
	}'
}

# counts DEV passed|dropped FROM WANT MAC [ARGUMENT...]: by how much it rises
# for three frames of MAC, sent into the other end. A veth may hand them over
# a moment later, so WANT are waited for.
counts()
{
	local dev=$1 what=$2 from=$3 want=$4 mac=$5 before now

	shift 5
	before=$(port "$dev" "$what")
	[ -n "$before" ] || { echo "$dev is no port"; return; }
	send "$from" "$mac" 1 --count 3 "$@" || { echo "not sent"; return; }
	for _ in $(seq 20); do
		now=$(port "$dev" "$what")
		[ $((now - before)) -ge "$want" ] && break
		sleep .05
	done
	echo $((now - before))
}

# drops DEV FROM WANT MAC NAME [ARGUMENT...]: a result: of three frames of MAC
# the guard drops WANT
drops()
{
	local dev=$1 from=$2 want=$3 mac=$4 name=$5

	shift 5
	is "$(counts "$dev" dropped "$from" "$want" "$mac" "$@")" "$want" "$name"
}

# live: the identity of the policy in force
live()
{
	lc status --json | field policy.sha256
}
