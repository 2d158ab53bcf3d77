#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# serve's /healthz: ok exactly where status --check is content, else why not.
. "$(dirname "$0")/lib_web.sh"
web_place
plan 17

# agree: /healthz and status --check say the same
agree()
{
	local check=503

	lc status --check >/dev/null 2>&1 && check=200
	fetch /healthz
	[ "$STATUS" = "$check" ]
}

# healthy STATUS NAME: after a while, for an answer is as old as 250 ms
healthy()
{
	until_true agree
	is "$STATUS" "$1" "$2"
}

serve_start --listen 127.0.0.1:9877
fetched 503 "nothing is applied" /healthz
body_has "nothing is applied" "and so it says"
head_has "Content-Type: text/plain; charset=utf-8" "in plain text"
lc apply "$(policy one lan0 lan1)" >/dev/null 2>&1
healthy 200 "a policy is applied"
is "$(cat "$DIR/body")" ok "ok"

echo >>"$STATE/running.yaml"
healthy 503 "another policy is saved"
body_has ".*not saved.*" "and so it says"
lc apply "$(policy one lan0 lan1)" >/dev/null 2>&1
healthy 200 "it is saved again"

lc apply "$(policy two lan0)" --confirm 60 >"$DIR/pending" 2>/dev/null
healthy 503 "a confirmation waits"
body_has "pending [0-9a-f]+ by .*" "and so it says"
lc rollback >/dev/null 2>&1
healthy 200 "taken back"

gone()
{
	fetch /healthz
	grep -q "^lan1: there is no such device here" "$DIR/body"
}
ip -n "$NS" link del lan1
until_true gone
result $? "a port is gone, and so it says"
healthy 503 "the router is not whole"

rm "$PIN/counters"
until_true agree
fetched 503 "what is pinned is not whole" /healthz
fetched 500 "then there are no metrics" /metrics
is "$(grep -c '^lenscap_' "$DIR/body")" 0 "not even some"
fetched 500 "and no page" /
finish
