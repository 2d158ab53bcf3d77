#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ledger verify: a record that was changed, also where the change was hidden
# from the line behind it.
. "$(dirname "$0")/lib_ledger.sh"
place
plan 12

records 5
verify 0 "5 records, 1 to 5.*the chain is whole" "as written"
head=$(ledger_lines | sed -n 3p | tr -d '\n' | sha256sum | cut -c -64)
run 0 "a record kept elsewhere is there" lc ledger verify --head "3:$head"
cp "$(ledger_file)" "$DIR/whole"

sed -i '2s/"by":"[^"]*"/"by":"nobody"/' "$(ledger_file)"
verify 1 "$(basename "$(ledger_file)"):2: .*changed" "a changed line"

cp "$DIR/whole" "$(ledger_file)"
sed -i '5s/"by":"[^"]*"/"by":"nobody"/' "$(ledger_file)"
verify 1 "jsonl:5: .*changed" "the last one, against the checkpoint"

# all behind it made anew, and the checkpoint away: only somebody else can tell
"$PYTHON" - "$DIR/whole" "$(ledger_file)" <<'EOT'
import hashlib, json, sys
prev = None
with open(sys.argv[1]) as whole, open(sys.argv[2], "w") as out:
    for line in whole:
        record = json.loads(line)
        if record["seq"] == 2:
            record["by"] = "nobody"
        if prev is not None:
            record["prev_sha256"] = prev
        line = json.dumps(record, separators=(",", ":"))
        prev = hashlib.sha256(line.encode()).hexdigest()
        out.write(line + "\n")
EOT
verify 1 "jsonl:5: .*changed" "a chain made anew, against the checkpoint"
rm "$STATE/ledger/state.jsonl"
OUT=$(lc ledger verify --head "3:$head")
is $? 1 "without it, against a record kept elsewhere"
matches "$OUT" "jsonl:3: .*another SHA-256" "which it names"
lc ledger verify >"$DIR/out"
matches "$(cat "$DIR/out")" "a chain cannot tell by itself" \
	"and says that it cannot know without"
finish
