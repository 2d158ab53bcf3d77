#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Names that devices sent, were they as bad as can be: nothing that a terminal
# obeys comes out of attempts, no formula out of its CSV, which any reader of CSV
# reads, and its JSON is JSON.
. "$(dirname "$0")/lib.sh"
place
plan 9

lc apply "$(policy one)" >/dev/null 2>&1
long=$(printf 'x%.0s' {1..300})
n=0
# shellcheck disable=SC1003,SC2016 # none of it is the shell's
for name in 'a\x1b[2Jb' 'a\nb' 'a\rb' 'a\x9bb' 'a\xc3\xa4b' '=cmd|calc!A1' \
	'+1' '-1' '@a' '\t=1' 'a,b' 'a"b' '\x7f' "$long" '<script>' '%s%n' \
	'$(id)' '..' '\x00' 'a\x20b'; do
	n=$((n + 1))
	printf 'attempt mac=44:19:b6:00:00:05 peer=192.0.2.%d last=%d\n' $n $n
	printf 'name mac=44:19:b6:00:00:05 peer=192.0.2.%d name=%s\n' $n "$name"
done | "$PYTHON" "$CLI_ROOT/selftests/cli/_census.py" "$PIN"
result $? "names are planted"
run 0 "attempts" lc attempts
matches "$OUT" "20 attempts of 1 device" "prints them all"
! LC_ALL=C grep -q '[^[:print:]]' <<<"$OUT"
result $? "in printable ASCII alone"
is "$(wc -l <<<"$OUT")" 23 "a line each"
run 0 "CSV" lc attempts --csv
"$PYTHON" -c '
import csv, sys
text = sys.stdin.buffer.read().decode("ascii")
rows = list(csv.reader(text.split("\r\n")[:-1], strict=True))
names = [row[rows[0].index("name")] for row in rows]
bad = [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]
print("#", *map(repr, names))
sys.exit(len(rows) != 21 or {len(row) for row in rows} != {18} or bad or
         not {"\x27=cmd|calc!A1", "a,b", "a\"b", "\x27-1"} <= set(names))' \
	< <(lc attempts --csv)
result $? "of as many cells each, none a formula"
run 0 "JSON" lc attempts --json
is "$("$PYTHON" -c '
import json, sys
rows = json.load(sys.stdin)["rows"]
print(len(rows), max(len(row["name"] or "") for row in rows),
      all(ch.isprintable() for row in rows for ch in row["name"] or ""))' <<<"$OUT")" \
	"20 253 True" "of names that are printable and not too long"
finish
