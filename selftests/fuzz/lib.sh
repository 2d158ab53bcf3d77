# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# One fuzzer as a test: what is kept of earlier runs once more, then new inputs
# for LENSCAP_FUZZ_SECONDS (60; 0: none). Sourced; what is fuzzed stands in the
# .c of that name. The program is libFuzzer's: see make build-fuzz.
#
# After a long run of one, corpus/NAME takes what FOLDER has beyond it:
#   build/fuzz/NAME FOLDER selftests/fuzz/corpus/NAME
#   build/fuzz/NAME -merge=1 selftests/fuzz/corpus/NAME FOLDER

set -u

FUZZ_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
FUZZ_ROOT=${FUZZ_DIR%/selftests/fuzz}
. "$FUZZ_DIR/../tap.sh"

FUZZ_FOUND=$FUZZ_ROOT/build/fuzz-found # what broke something is kept here
FUZZ_SCRATCH=
FUZZ_PID=

clean_up()
{
	[ -z "$FUZZ_PID" ] || kill "$FUZZ_PID" 2>/dev/null
	[ -z "$FUZZ_SCRATCH" ] || rm -rf "$FUZZ_SCRATCH"
}

# need_program: skip where clang cannot make one, fail where nobody did
need_program()
{
	[ -x "$FUZZ_PROGRAM" ] && return
	if ! compgen -G '/usr/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a' \
		>/dev/null; then
		echo "1..0 # SKIP libFuzzer is missing, of package libclang-rt-dev"
		exit 4
	fi
	plan 1
	result 1 "build/fuzz/$FUZZ_NAME is not built: make build-fuzz"
	exit 1
}

# run LOG ARGUMENT...: the program, which a signal to this script ends as well
run()
{
	local log=$1

	shift
	UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=verify_asan_link_order=0 \
		TMPDIR=$FUZZ_SCRATCH "$FUZZ_PROGRAM" -max_len="$FUZZ_MAX_LEN" \
		-rss_limit_mb=1024 -timeout=20 -close_fd_mask=1 \
		-artifact_prefix="$FUZZ_SCRATCH/found/" "$@" >"$log" 2>&1 &
	FUZZ_PID=$!
	wait "$FUZZ_PID"
	set -- $?
	FUZZ_PID=
	return "$1"
}

# keep LOG: what was found goes to where it stays; say what and how
keep()
{
	local file kept said

	# from the first word of it on
	said=$(sed -n '/^broken: \|ERROR: \|runtime error: /,$p' "$1" | head -n 40)
	[ -n "$said" ] || said=$(tail -n 20 "$1")
	cut -c 1-300 <<<"$said" | sed 's/^/# /'
	for file in "$FUZZ_SCRATCH"/found/*; do
		[ -f "$file" ] || continue
		mkdir -p "$FUZZ_FOUND"
		kept=$FUZZ_FOUND/$FUZZ_NAME-${file##*/}
		cp "$file" "$kept"
		echo "# kept as build/fuzz-found/${kept##*/}; in base64:"
		base64 -w 76 "$file" | sed 's/^/#   /'
		echo "# again: build/fuzz/$FUZZ_NAME build/fuzz-found/${kept##*/}"
	done
}

# stat_of LOG NAME: a number of -print_final_stats
stat_of()
{
	sed -n "s/^stat::$2: *//p" "$1"
}

# known: all that is kept of earlier runs, once
known()
{
	local log=$FUZZ_SCRATCH/known.log corpus=$FUZZ_DIR/corpus/$FUZZ_NAME
	local count

	count=$(find "$corpus" -type f | wc -l)
	run "$log" -runs=0 "$corpus"
	set -- $? "$count kept inputs"
	[ "$count" -gt 0 ] || set -- 1 "no input is kept in $corpus"
	[ "$1" -eq 0 ] || keep "$log"
	result "$1" "$2"
}

# new SECONDS: from those on, others
new()
{
	local log=$FUZZ_SCRATCH/new.log corpus=$FUZZ_SCRATCH/corpus status
	local dict=()

	cp -r "$FUZZ_DIR/corpus/$FUZZ_NAME" "$corpus"
	[ -e "$FUZZ_DIR/$FUZZ_NAME.dict" ] &&
		dict=(-dict="$FUZZ_DIR/$FUZZ_NAME.dict")
	run "$log" -max_total_time="$1" -print_final_stats=1 "${dict[@]}" \
		"$corpus"
	status=$?
	echo "# note: $(stat_of "$log" number_of_executed_units) inputs," \
		"$(stat_of "$log" average_exec_per_sec) a second," \
		"$(grep -ao 'cov: [0-9]* ft: [0-9]*' "$log" | tail -n 1)," \
		"$(stat_of "$log" peak_rss_mb) MiB"
	[ $status -eq 0 ] || keep "$log"
	result $status "$1 s of new inputs"
}

# fuzz NAME MAX_LEN: the whole test, for inputs of at most so many bytes
fuzz()
{
	local seconds=${LENSCAP_FUZZ_SECONDS:-60}

	FUZZ_NAME=$1
	FUZZ_MAX_LEN=$2
	FUZZ_PROGRAM=$FUZZ_ROOT/build/fuzz/$1
	need_program
	trap clean_up EXIT
	trap 'exit 1' INT TERM HUP
	FUZZ_SCRATCH=$(mktemp -d) || exit 1
	mkdir "$FUZZ_SCRATCH/found"
	plan 2
	known
	if [ "$seconds" -gt 0 ]; then
		new "$seconds"
	else
		skip_one "new inputs" "LENSCAP_FUZZ_SECONDS=0"
	fi
	[ "$TAP_FAILED" -eq 0 ]
}
