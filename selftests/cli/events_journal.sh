#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Events go to the journal with their fields, one MESSAGE_ID a kind, and are not
# said on standard error where the journal reads that, too. Without a journal they
# are lines there. The journal is a socket of ours, in a mount namespace of serve's.
. "$(dirname "$0")/lib_serve.sh"
place
plan 17

CAM=44:19:b6:00:00:01

# entry NAME: was it written? The last such is left in $DIR/entry
entry()
{
	"$PYTHON" -c '
import json, sys
rows = [json.loads(x) for x in open(sys.argv[1] + "/journal", encoding="utf-8")
        if x.endswith("\n")]
rows = [x for x in rows if x.get("LENSCAP_EVENT") == [sys.argv[2]]]
if not rows:
    sys.exit(1)
with open(sys.argv[1] + "/entry", "w", encoding="utf-8") as file:
    json.dump({k: "|".join(v) for k, v in rows[-1].items()}, file)' "$DIR" "$1"
}

# id NAME: its MESSAGE_ID in the catalog
id_of()
{
	sed -n "/^-- /h; /^Subject: $1:/{x; s/^-- //p}" \
		"$CLI_ROOT/contrib/systemd/lenscap.catalog"
}

mkdir "$DIR/socket"
"$PYTHON" "$CLI_ROOT/selftests/cli/_journal.py" "$DIR/socket/socket" \
	"$DIR/journal" &
STARTED="$STARTED $!"
until_true test -S "$DIR/socket/socket"

# A journal in the place of the machine's, if there is one
# shellcheck disable=SC2016,SC2034 # for the inner shell; of lib_serve.sh
SERVE_UNDER=(unshare --mount sh -c 'mount -t tmpfs none /run &&
	mkdir -p /run/systemd/journal &&
	mount --bind "$0/socket" /run/systemd/journal &&
	export JOURNAL_STREAM=$(stat -L -c %d:%i "$0/log") && exec "$@"' "$DIR")
run 0 "apply" lc apply "$(policy one lan0 lan1)"
serve_start
send cam0 $CAM 1
until_true entry attempt-new
result $? "an attempt is in the journal"
is "$(field LENSCAP_MAC LENSCAP_ZONE LENSCAP_VENDOR LENSCAP_PEER LENSCAP_PROTO \
	LENSCAP_PORT LENSCAP_VERDICT LENSCAP_REASON LENSCAP_INTERFACE <"$DIR/entry" |
	tr '\n' ' ')" \
	"$CAM lan0 hikvision 203.0.113.9 udp 8800 drop default lan0 " \
	"with its fields"
is "$(field LENSCAP_POLICY <"$DIR/entry")" \
	"$(lc status --json | field policy.sha256)" "and the policy's"
matches "$(field LENSCAP_FRAME <"$DIR/entry")" "^02005e0000014419b6000001" \
	"and the frame"
is "$(field PRIORITY SYSLOG_IDENTIFIER <"$DIR/entry" | tr '\n' ' ')" \
	"4 lenscap " "and what any entry has"
is "$(field MESSAGE <"$DIR/entry")" \
	"attempt-new: $CAM (hikvision) on lan0 attempted to reach 203.0.113.9, udp port 8800: dropped" \
	"and a line"
is "$(grep -c LENSCAP_NAME "$DIR/entry")" 0 "what is not known is left out"
is "$(field MESSAGE_ID <"$DIR/entry")" "$(id_of attempt-new)" \
	"its MESSAGE_ID is the catalog's"
until_true entry device-new
is "$(field MESSAGE_ID PRIORITY <"$DIR/entry" | tr '\n' ' ')" \
	"$(id_of device-new) 5 " "another kind has another"
is "$(grep -Ec 'device-new|attempt-new' "$DIR/log")" 0 \
	"nothing is said on standard error as well"
is "$(event_count attempt-new)" 1 "on standard output it is"
serve_stop TERM

# shellcheck disable=SC2016,SC2034
SERVE_UNDER=(unshare --mount sh -c 'mount -t tmpfs none /run &&
	export JOURNAL_STREAM=$(stat -L -c %d:%i "$0/log") && exec "$@"' "$DIR")
serve_start
send cam0 44:19:b6:00:00:02 1
told attempt-new LENSCAP_MAC=44:19:b6:00:00:02
matches "$(cat "$DIR/log")" "^<4>attempt-new: 44:19:b6:00:00:02" \
	"without a journal it is a line on standard error"
# NAME ID of each kind, as the source has them
kinds=$(tr '\n\t' '  ' <"$CLI_ROOT/userspace/event/event.c" |
	grep -Eo '"[a-z-]+", LOG_LEVEL_[A-Z]+, *"[0-9a-f]{32}"' |
	sed 's/"\(.*\)", .*"\(.*\)"/\1 \2/' | sort)
is "$(wc -l <<<"$kinds")" 16 "16 kinds"
is "$(sed -n 's/^-- //p; s/^Subject: \([a-z-]*\):.*/\1/p' \
	"$CLI_ROOT/contrib/systemd/lenscap.catalog" | paste -d ' ' - - |
	awk '{ print $2, $1 }' | sort)" "$kinds" "the catalog has them"
# shellcheck disable=SC2016 # no command, but Markdown
is "$(sed -n 's/^| \([a-z-]*\) |.*| `\([0-9a-f]\{32\}\)` |$/\1 \2/p' \
	"$CLI_ROOT/docs/monitoring.md" | sort)" "$kinds" "and docs/monitoring.md"
finish
