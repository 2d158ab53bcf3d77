#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# 300 clients that send what is no request, 200 that hang and come again, and 50
# honest ones, all from one address: the honest are answered, in bounded memory.
# So they are where more hang than serve lets in.
. "$(dirname "$0")/lib_web.sh"
web_place
plan 10

lc apply "$(policy one lan0 lan1)" >/dev/null 2>&1
serve_start
web=$(web_pid)
inside "$PYTHON" "$CLI_ROOT/selftests/cli/_crowd.py" 9877 "$web" 300 200 >"$DIR/crowd"
result $? "they come"
sed 's/^/# /' "$DIR/crowd"
is "$(field good <"$DIR/crowd")" 50 "all honest ones got the whole answer"
is "$(field malformed <"$DIR/crowd")" 300 "what is no request has an end"
is "$(field statuses <"$DIR/crowd" | grep -c '"200"')" 0 "and is not answered"
[ "$(field most <"$DIR/crowd")" -lt 32768 ]
result $? "in less than 32 MiB"
inside "$PYTHON" "$CLI_ROOT/selftests/cli/_crowd.py" 9877 "$web" 0 500 >"$DIR/more"
sed 's/^/# /' "$DIR/more"
is "$(field good <"$DIR/more")" 50 "more that hang than are let in: the same"
is "$(web_pid)" "$web" "the process is the same"
fetched 200 "it answers" /metrics
detach xdp lan0
is_attached lan0 "serve goes on"
is "$(grep -c "ended by itself" "$DIR/log")" 0 "nothing ended"
finish
