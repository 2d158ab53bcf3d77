#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# make bench: its tables are whole and say which peer is missing; no
# nanoseconds stand without a ratio; the page and its plots are made. Times
# nothing: two thousand frames of each, once.
. "$(dirname "$0")/lib.sh"

BENCH=$CLI_ROOT/selftests/bench/field.py

[ "$(id -u)" -eq 0 ] || skip "needs root"
[ -z "${LENSCAP_VM:-}" ] || skip "emulated processors are too slow for it"
[ -x "$LENSCAP" ] || skip "$LENSCAP is not built: make"
for tool in nft gnuplot ethtool bpftool; do
	command -v $tool >/dev/null || skip "$tool is not installed"
done

DIR=$(mktemp -d "${TMPDIR:-/tmp}/$NS.XXXXXX") || exit 1
trap 'rm -rf "$DIR"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Every tool that it runs but one
mkdir "$DIR/bin" "$DIR/page" "$DIR/tmp"
for tool in ip nft ethtool bpftool gnuplot clang; do
	ln -s "$(command -v $tool)" "$DIR/bin/$tool"
done

# bench ARGUMENT...
bench()
{
	PATH=$DIR/bin TMPDIR=$DIR/tmp "$PYTHON" "$BENCH" --rounds 1 \
		--frames 2000 --results "$DIR/results.json" "$@" 2>&1
}

# rows HEADING: of the table below it, label and cells, one row a line
rows()
{
	awk -v heading="$1" '
	index($0, "**") == 1 { on = index($0, heading) }
	on && /^\|/ && !/^\|-/ && !/^\| +\|/ { print }' <<<"$SAID"
}

# whole HEADING WHO...: a row of four cells for each of these, and no other
whole()
{
	local heading=$1 cell="1\.00 = [0-9]+ ns|[0-9.]+ [0-9.]+–[0-9.]+|missing"

	shift
	is "$(rows "$heading" | sed 's/^| //; s/ *|.*//')" \
		"$(printf '%s\n' "$@")" "each has a row: $heading"
	is "$(rows "$heading" | grep -cvE "^\| [^|]+(\| +($cell) ){4}\|$")" 0 \
		"each row has its four figures: $heading"
}

# no nanoseconds but of what the others are divided by, or beside a ratio
lone()
{
	awk -F'|' '{
		for (i = 1; i <= NF; i++) {
			if ($i !~ /[0-9] *ns/ || $i ~ /^ +1\.00 = [0-9]+ ns $/)
				continue
			if ($i !~ /^ +\+[0-9]+ ns $/ || $3 !~ /^ +[0-9]+\.[0-9]+ $/)
				print
		}
	}'
}

plan 18

SAID=$(bench --page "$DIR/page")
status=$?
[ $status -eq 0 ] || awk '{ print "# " $0 }' <<<"$SAID"
is $status 0 "it ends well"

whole "Every frame of a listed device" "bare XDP_DROP" "bare XDP_DROP again" \
	"bare pass" "nothing attached" lenscap "lenscap, each frame new" \
	"XDP, BPF hash" "XDP, LPM trie" "nftables netdev set" \
	"xdp-filter, exact MACs"
for heading in "No frame of a listed" "One frame in a hundred"; do
	whole "$heading" "bare XDP_DROP" "bare pass" "bare pass again" \
		"nothing attached" lenscap "XDP, BPF hash" "XDP, LPM trie" \
		"nftables netdev set" "xdp-filter, exact MACs"
done

matches "$SAID" "^missing: xdp-filter, exact MACs: .* of package xdp-tools$" \
	"a peer that is missing is named, with its package"
is "$(rows "Every frame" | grep -c "^| xdp-filter.*\(| *missing \)\{4\}|$")" 1 \
	"and has no figures"

is "$(printf '%s\n' "$SAID" | cat - "$DIR/page/performance.md" | lone)" "" \
	"no nanoseconds stand without a ratio"

is "$(awk '/<!-- begin/ { name = $3; lines = 0; next }
	/<!-- end/ && !lines { print name }
	NF { lines++ }' "$DIR/page/performance.md")" "" \
	"the page has figures at each of its marks"

# a plot that the page shows, well-formed and with words at its axes
is "$(sed -n 's/^!\[.*(\(.*\))$/\1/p' "$DIR/page/performance.md" |
	sort | while read -r file; do
	"$PYTHON" -c '
import sys, xml.etree.ElementTree as tree
said = " ".join(tree.parse(sys.argv[1]).getroot().itertext())
for words in "(number)", "cost of a frame (ratio to", "again":
    assert words in said, words' "$DIR/page/$file" && echo "$file"
done)" "$(cd "$DIR/page" && ls performance/*)" \
	"each plot that the page shows is there, and no other"
is "$(find "$DIR/page/performance" -size +1k -name '*.svg' | wc -l)" 6 \
	"six of them"

grep -rqF -e "$DIR" -e "$CLI_ROOT" "$DIR/page"
is $? 1 "no path of this machine is in the page or a plot"

# two rounds in which all took longer are not two findings
is "$(PYTHONPATH=$CLI_ROOT/selftests/bench "$PYTHON" -Bc '
from _figures import cell, ratios
print(cell(ratios([300, 200, 400], [100, 200, 400])))')" "1.00 1.00–2.00" \
	"a figure is the median of ratios within a round"

OUT=$(LENSCAP=/bin/true bench)
is $? 1 "one that does not do what is measured ends the run"
matches "$OUT" "^bench: .*lenscap.*frames passed" "which says so"

is "$(ls "$DIR/tmp")" "" "nothing is left"
finish
