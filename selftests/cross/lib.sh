# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Programs of another machine, built and run here: what each test stands on.
# Sourced. What is compiled for it and how, `make cross` knows; no test in here.
#
#   this machine: make, gcc for ARCH            qemu-user
#       build/cross/ARCH/lenscap           --+
#       build/cross/ARCH/plain/lenscap     --+--> runs with the libraries of
#       build/cross/ARCH/selftests/unit/*  --+    build/cross/ARCH/sysroot

set -u

CROSS_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$CROSS_ROOT" || exit 1
. selftests/tap.sh

CROSS_SCRATCH=$(mktemp -d) || exit 1
CROSS_PID=
trap 'rm -rf "$CROSS_SCRATCH"' EXIT
trap 'cross_end' INT TERM HUP

cross_end()
{
	[ -z "$CROSS_PID" ] || kill "$CROSS_PID" 2>/dev/null
	exit 1
}

# quietly LOG COMMAND...: in the background, so that a signal can end it
quietly()
{
	local log=$1

	shift
	"$@" >"$log" 2>&1 </dev/null &
	CROSS_PID=$!
	wait "$CROSS_PID"
	set -- $?
	CROSS_PID=
	return "$1"
}

skip_all()
{
	echo "1..0 # SKIP $1"
	exit 4
}

# cross ARCH: build it, or skip where the tools or libraries cannot be had.
# Tests of one machine share a build: the first makes it, the others wait.
cross()
{
	local log=$CROSS_SCRATCH/build.log

	CROSS_DIR=build/cross/$1
	case $1 in
	arm64) CROSS_GCC=aarch64-linux-gnu-gcc CROSS_QEMU=qemu-aarch64 ;;
	s390x) CROSS_GCC=s390x-linux-gnu-gcc CROSS_QEMU=qemu-s390x ;;
	esac
	for tool in "$CROSS_GCC" "$CROSS_QEMU"; do
		command -v "$tool" >/dev/null || skip_all \
			"$tool is missing; scripts/deps cross installs it"
	done
	mkdir -p "$CROSS_DIR"
	exec {CROSS_LOCK}>"$CROSS_DIR/lock"
	flock "$CROSS_LOCK"
	quietly "$log" scripts/sysroot "$1" "$CROSS_DIR/sysroot" || skip_all \
		"no libraries of $1 from apt: $(tail -n 1 "$log")"
	if ! quietly "$log" make --no-print-directory -j2 cross-tests ARCH="$1"; then
		plan 1
		tail -n 30 "$log" | sed 's/^/# /'
		result 1 "it builds for $1"
		exit 1
	fi
	exec {CROSS_LOCK}>&-
}

# emulated PROGRAM ARGUMENT...
emulated()
{
	"$CROSS_QEMU" -L "$CROSS_DIR/sysroot" "$@"
}

# elf OFFSET BYTES: those of the command built, in hexadecimal
elf()
{
	od -An -tx1 -j "$1" -N "$2" "$CROSS_DIR/lenscap" | tr -d ' \n'
}

# command_runs ARCH: what the command says where nothing of the kernel is asked
command_runs()
{
	local order machine at=$CROSS_SCRATCH

	cross "$1"
	# EI_DATA and e_machine, which stands in that order itself
	case $1 in
	arm64) order=01 machine=b700 ;;
	s390x) order=02 machine=0016 ;;
	esac
	plan 6
	is "$(elf 5 1) $(elf 18 2)" "$order $machine" "a program for $1"
	is "$(od -An -tx1 -j 5 -N 1 "$CROSS_DIR/lenscap.bpf.o" | tr -d ' ')" \
		"$order" "BPF of that byte order in it"
	is "$(emulated "$CROSS_DIR/lenscap" --version)" \
		"lenscap $(cat VERSION)" "it runs"
	printf '%s\n' 'version: 1' 'interfaces:' '  - name: lan0' 'groups:' \
		'  - name: cams' '    prefixes: ["44:19:b6/24"]' >"$at/policy.yaml"
	emulated "$CROSS_DIR/lenscap" check "$at/policy.yaml" \
		>"$at/out" 2>&1
	is $? 0 "check takes a policy"
	sed -i 's/44:19:b6/44:19:zz/' "$at/policy.yaml"
	emulated "$CROSS_DIR/lenscap" check "$at/policy.yaml" \
		>"$at/out" 2>&1
	is $? 2 "and refuses a wrong one"
	is "$(emulated "$CROSS_DIR/lenscap" lookup 44:19:b6:00:00:01 2>&1)" \
		"$(build/lenscap lookup 44:19:b6:00:00:01 2>&1)" \
		"lookup names the same vendor as on this machine"
	[ "$TAP_FAILED" -eq 0 ]
}

# one LOG NAME COMMAND...: a test as one result; what it skips is said
one()
{
	local log=$1 name=$2 status why

	shift 2
	quietly "$log" "$@"
	status=$?
	why=$(sed -n 's/^1\.\.0.*# SKIP //p' "$log")
	if [ $status -eq 4 ]; then
		skip_one "$name" "${why:-no reason}"
		return
	fi
	# a test that stops early has results, too
	if [ $status -eq 0 ] && ! grep -q '^ok ' "$log"; then
		status=1
	fi
	[ $status -eq 0 ] || grep -v '^ok ' "$log" | head -n 30 | sed 's/^/# /'
	CROSS_RESULTS=$((CROSS_RESULTS + $(grep -c '^ok ' "$log")))
	result $status "$name"
}

# units ARCH: the unit tests in C, each as one result
units()
{
	local names=() file name

	cross "$1"
	for file in selftests/unit/[!_]*.c; do
		name=${file##*/}
		[[ $name == lib* ]] || names+=("${name%.c}")
	done
	CROSS_RESULTS=0
	plan ${#names[@]}
	for name in "${names[@]}"; do
		one "$CROSS_SCRATCH/log" "$name" "$CROSS_QEMU" -L \
			"$CROSS_DIR/sysroot" "$CROSS_DIR/selftests/unit/$name"
	done
	echo "# note: $CROSS_RESULTS results on $1"
	[ "$TAP_FAILED" -eq 0 ]
}

# not_there TABLE: why maps in memory cannot do what it is about; or nothing
not_there()
{
	case $1 in
	escape/exhaustion)
		echo "how a full table gives way is the kernel's, not C's" ;;
	replay/explain_reasons)
		echo "explain fills its maps by bpf(2)" ;;
	esac
}

# tables PROGRAM: all tables of replay/ and escape/ by that build of replay
tables()
{
	local tests=() judged=0 test name why

	export LENSCAP=$1
	# an emulated processor takes ten times as long
	export LENSCAP_SLOWER=10
	for test in selftests/replay/[!_]*.py selftests/escape/[!_]*.py; do
		tests+=("$test")
	done
	CROSS_RESULTS=0
	plan ${#tests[@]}
	for test in "${tests[@]}"; do
		name=${test#selftests/}
		why=$(not_there "${name%.py}")
		if [ -n "$why" ]; then
			skip_one "${name%.py}" "$why"
			continue
		fi
		one "$CROSS_SCRATCH/log" "${name%.py}" "$test"
		judged=$((judged + 1))
	done
	echo "# note: $CROSS_RESULTS cases of $judged tables"
	[ "$TAP_FAILED" -eq 0 ]
}

# packets ARCH: the same on another machine
packets()
{
	cross "$1"
	cat >"$CROSS_SCRATCH/lenscap" <<-END
		#!/bin/sh
		exec $CROSS_QEMU -L '$CROSS_ROOT/$CROSS_DIR/sysroot' \\
			'$CROSS_ROOT/$CROSS_DIR/plain/lenscap' "\$@"
	END
	chmod +x "$CROSS_SCRATCH/lenscap"
	tables "$CROSS_SCRATCH/lenscap"
}
