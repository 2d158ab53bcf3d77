#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# report: what a device, a policy or another site's file says stays text: in the
# page, in a spreadsheet, on the terminal.
. "$(dirname "$0")/lib.sh"

LENSCAP=${LENSCAP:-$CLI_ROOT/build/lenscap}
DIR=$(mktemp -d "${TMPDIR:-/tmp}/$NS.XXXXXX") || exit 1
trap 'rm -rf "$DIR"' EXIT
"$CLI_ROOT/selftests/cli/_report.py" --devices 12 --hostile >"$DIR/evil.json"
"$PYTHON" - "$DIR/evil.json" >"$DIR/cells.json" <<'EOT'
import json, sys
report = json.load(open(sys.argv[1]))
site = report["sites"][0]
site["name"] = "+site"
for row, text in zip(site["attempts"],
                     ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", ' =1', 'a"b,c\nd']):
    row["name"] = text
site["warnings"][0]["text"] = "\x1b[2J\x07\u202eevil"
json.dump(report, sys.stdout)
EOT

plan 11
run 0 "a page" "$LENSCAP" report --merge "$DIR/evil.json" --html "$DIR/evil.html"
"$PYTHON" - "$DIR/evil.html" <<'EOT'
# every tag and attribute is one of ours, whatever the texts hold
import html.parser, sys
TAGS = set("html head meta title style body header main footer section nav h1 h2 h3 h4 "
           "p a b span small dl dt dd div ul ol li svg circle rect figure figcaption table "
           "caption thead tbody tr th td bdi br".split())
ATTRS = set("lang charset http-equiv content name class id href aria-label "
            "aria-labelledby aria-hidden role scope viewbox preserveaspectratio x width "
            "height cx cy r".split())
class Reader(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRS, (tag, name)
            assert name != "href" or value.startswith("#"), value
text = open(sys.argv[1], encoding="utf-8").read()
Reader().feed(text)
assert not any(c in text for c in "\u202e\u2066\x1b\x07"), "controls"
EOT
result $? "holds no tag, attribute or control but its own"
grep -q "Content-Security-Policy.*default-src 'none'; style-src 'sha256-" "$DIR/evil.html"
result $? "and a content policy that lets nothing in"
is "$(grep -c 'https\?:' "$DIR/evil.html")" \
	"$(grep -c 'https://evil.example' "$DIR/evil.html")" "it names no other place"
mkdir "$DIR/csv"
run 0 "CSV" "$LENSCAP" report --merge "$DIR/cells.json" --csv "$DIR/csv"
"$PYTHON" - "$DIR/csv/attempts.csv" <<'EOT'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
got = [row["name"] for row in rows[:8]]
assert got == ["'=1+1", "'+1", "'-1", "'@SUM(1)", "'\t=1", "'\r=1", "' =1",
               'a"b,c\nd'], got
for row in rows:
    for cell in row.values():
        assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r"), cell
EOT
result $? "no cell is a formula, and each reads back as it was"
is "$(grep -c $'\r$' "$DIR/csv/devices.csv")" 13 "lines end as RFC 4180 wants"
run 0 "on the terminal" "$LENSCAP" report --merge "$DIR/cells.json"
grep -q $'[\x01-\x08\x0b-\x1f\x7f]' <<<"$OUT"
is $? 1 "no control reaches it"
run 0 "JSON" "$LENSCAP" report --merge "$DIR/cells.json" --json
is "$(field sites.0.warnings.0.text <<<"$OUT")" \
	"$(field sites.0.warnings.0.text <"$DIR/cells.json")" "keeps the text as it is"
finish
