#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ledger verify: lines in another order, twice, or put in.
. "$(dirname "$0")/lib_ledger.sh"
place
plan 6

records 5
cp "$(ledger_file)" "$DIR/whole"

sed -i '2{h;d};3G' "$(ledger_file)"
verify 1 "jsonl:3: record 2 stands behind record 3: out of order" "two lines"
cp "$DIR/whole" "$(ledger_file)"
sed -i 3p "$(ledger_file)"
verify 1 "jsonl:4: record 3 stands behind record 3" "one twice"
cp "$DIR/whole" "$(ledger_file)"
sed -i '3i{"seq":3}' "$(ledger_file)"
verify 1 "jsonl:3: is no record" "a line of something else"
finish
