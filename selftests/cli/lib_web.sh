# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What lenscap serve says by HTTP, asked from within the place of lib.sh.

# shellcheck source=SCRIPTDIR/lib_serve.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib_serve.sh"

URL=http://127.0.0.1:9877
STATUS=

# web_place: the place, with an address that one can ask at
web_place()
{
	place
	command -v curl >/dev/null || skip "no curl: package curl"
	ip -n "$NS" link set lo up
}

# fetch PATH [CURL OPTION...]: the status in $STATUS, the rest in $DIR/head and
# $DIR/body
fetch()
{
	local path=$1

	shift
	STATUS=$(inside curl -sS --max-time 20 --path-as-is -D "$DIR/head" \
		-o "$DIR/body" -w '%{http_code}' "$@" "$URL$path" \
		2>"$DIR/curl")
}

# fetched STATUS NAME PATH [CURL OPTION...]: a result
fetched()
{
	local want=$1 name=$2

	shift 2
	: >"$DIR/body"
	fetch "$@" || sed 's/^/# /' "$DIR/curl"
	is "$STATUS" "$want" "$name"
}

# head_has PATTERN NAME, body_has PATTERN NAME: a line of it, whole
head_has()
{
	matches "$(tr -d '\r' <"$DIR/head")" "^$1\$" "$2"
}

body_has()
{
	matches "$(cat "$DIR/body")" "^$1\$" "$2"
}

# The process that speaks HTTP
web_pid()
{
	pgrep -P "$SERVE" -f "serve --web"
}
