# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What the ledger's tests share: records made, looked at, and damaged. Sourced.
# No topology of its own; that is lib.sh's.

# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# shellcheck disable=SC2034 # the tests use it
CAM=44:19:b6:00:00:05

# ledger_lines: all records, a line each
ledger_lines()
{
	cat "$STATE"/ledger/????-??.jsonl
}

# ledger_file: the newest month's
ledger_file()
{
	printf '%s\n' "$STATE"/ledger/????-??.jsonl | tail -n 1
}

# last PATH...: members of the last record, as field has them
last()
{
	ledger_lines | tail -n 1 | field "$@"
}

# records TAP_COUNT: so many more, without a policy
records()
{
	for _ in $(seq "$1"); do
		lc record >/dev/null || return 1
	done
}

# sums: of all records, what devices, attempts and counters come to, by number
sums()
{
	ledger_lines | "$PYTHON" -c '
import collections, json, sys
sums = collections.defaultdict(collections.Counter)
for line in sys.stdin:
    for kind, rows in json.loads(line).get("seen", {}).items():
        for row in rows:
            sums[kind][row[0]] += row[1]
print(json.dumps({k: list(v.values()) for k, v in sorted(sums.items())}))'
}

# verify STATUS PATTERN NAME: what lenscap ledger verify says, and its status
verify()
{
	local got

	OUT=$(lc ledger verify 2>&1)
	got=$?
	matches "$OUT
status $got" "$2" "$3"
	is "$got" "$1" "$3: status $1"
}

# deal FILE...: the records of the newest file dealt out, one each, the rest last
deal()
{
	local file n=0

	file=$(ledger_file)
	cp "$file" "$DIR/all"
	rm "$file"
	for file in "$@"; do
		n=$((n + 1))
		if [ "$n" -lt $# ]; then
			sed -n "${n}p" "$DIR/all" >"$STATE/ledger/$file"
		else
			sed -n "$n,\$p" "$DIR/all" >"$STATE/ledger/$file"
		fi
	done
	# it says where the last line stands, which is elsewhere now
	rm -f "$STATE/ledger/state.jsonl"
}
