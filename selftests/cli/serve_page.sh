#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# serve's status page: what is in force and wrong, in one document that refers to
# nothing outside, runs nothing, and shows names as they are.
. "$(dirname "$0")/lib_web.sh"
web_place
plan 21

WEIRD='<b>"&lan'

ip -n "$NS" link set lan1 down
ip -n "$NS" link set lan1 name "$WEIRD"
ip -n "$NS" link set "$WEIRD" up
cat >"$DIR/weird.yaml" <<'EOT'
version: 1
policy: {name: "<i>n\"'&amp;"}
interfaces: [{name: lan0}, {match: "<*"}]
groups: [{name: banned, prefixes: ["44:19:b6/24"]}]
EOT

# tags: how often which tag is opened, as a browser reads it; refuses what would
# run, load or lead elsewhere
tags()
{
	"$PYTHON" -c '
import collections, html.parser, sys
class Page(html.parser.HTMLParser):
    seen, text = collections.Counter(), ""
    def handle_starttag(self, tag, attrs):
        self.seen[tag] += 1
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "srcset", "style") or \
                    name == "href" and value not in ("/metrics", "/healthz"):
                sys.exit(f"<{tag} {name}={value}>")
    def handle_data(self, data):
        self.text += data
page = Page()
page.feed(sys.stdin.buffer.read().decode("utf-8"))
if sys.argv[1] == "text":
    print(page.text)
else:
    print(*sorted(page.seen))
' "$1" <"$DIR/body"
}

# shows TEXT NAME
shows()
{
	grep -Fq -- "$1" "$DIR/text"
	result $? "$2"
}

look()
{
	fetched 200 "$1" /
	tags text >"$DIR/text"
}

serve_start
look "nothing is applied"
shows "No policy is in force" "and so it says"
lc apply "$DIR/weird.yaml" --why '<script>alert("x")</script>' >/dev/null 2>&1
send cam0 44:19:b6:00:00:05 4
wait_counted drop 4
sleep .3
look "a policy is applied"
head_has "Content-Type: text/html; charset=utf-8" "a document"
head_has "Content-Security-Policy: default-src 'none';.*" \
	"that may not load anything"
is "$(grep -ci "script-src\|unsafe-eval" "$DIR/head")" 0 "nor run"
is "$(tags names)" \
	"a body code div footer h1 h2 head html meta p span strong style table td th time title tr" \
	"no tag but its own, and nothing from outside"
is "$(grep -ciE '@import|url\(|https?:' "$DIR/body")" 0 "nor by its style"
shows '<script>alert("x")</script>' "why, as it was given"
shows "<i>n\"'&amp;" "the policy's name"
shows "$WEIRD" "the port's name"
shows "mode enforce" "the mode"
shows "all is well" "all is well"
shows hikvision "the make"
shows "1 seen" "how many"
is "$(grep -c "<td>banned</td><td class=\"n\">4</td>" "$DIR/body")" 1 \
	"what was refused"
is "$(grep -o 'http-equiv="refresh" content="[0-9]*"' "$DIR/body")" \
	'http-equiv="refresh" content="60"' "it loads itself again"
matches "$(cat "$DIR/body")" 'name="viewport"' "a phone knows its width"

rm -f "$STATE/running.yaml"
sleep .3
look "the policy is not saved"
shows "not as it should be" "that is not as it should be"
shows "the policy is not saved" "and so it says"
finish
