# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# lenscap serve beside the place of lib.sh: started, listened to, ended. What it
# must do stands in the tests.

# shellcheck source=SCRIPTDIR/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

SERVE=
SERVE_UNDER=()

# until_true COMMAND...: within some seconds
until_true()
{
	for _ in $(seq 200); do
		"$@" >/dev/null 2>&1 && return 0
		sleep .05
	done
	return 1
}

# serve_start [OPTION...]: serve, once it has looked round. $SERVE_UNDER: words
# that run it, in a place of its own.
serve_start()
{
	: >"$DIR/events"
	: >"$DIR/log"
	nsenter --net="/run/netns/$NS" -- "${SERVE_UNDER[@]}" "$LENSCAP" serve --events json \
		--pin "$PIN" --state "$STATE" "$@" \
		>"$DIR/events" 2>"$DIR/log" &
	SERVE=$!
	STARTED="$STARTED $SERVE"
	until_true grep -Eq "^(lenscap: |<6>)watching" "$DIR/log" || serve_said
}

serve_said()
{
	sed 's/^/# /' "$DIR/log" "$DIR/events"
}

# event NAME [KEY=VALUE...]: was it told? The last such is left in $DIR/event
event()
{
	"$PYTHON" -c '
import json, sys
wanted = dict(x.split("=", 1) for x in sys.argv[3:])
wanted["LENSCAP_EVENT"] = sys.argv[2]
with open(sys.argv[1] + "/events", encoding="utf-8") as file:
    rows = [json.loads(x) for x in file if x.endswith("\n")]
rows = [x for x in rows
        if all(str(x.get(k)) == v for k, v in wanted.items())]
if not rows:
    sys.exit(1)
with open(sys.argv[1] + "/event", "w", encoding="utf-8") as file:
    json.dump(rows[-1], file)' "$DIR" "$@"
}

# event_count NAME [KEY=VALUE...]: how often it was told
event_count()
{
	"$PYTHON" -c '
import json, sys
wanted = dict(x.split("=", 1) for x in sys.argv[3:])
wanted["LENSCAP_EVENT"] = sys.argv[2]
with open(sys.argv[1] + "/events", encoding="utf-8") as file:
    rows = [json.loads(x) for x in file if x.endswith("\n")]
print(sum(all(str(x.get(k)) == v for k, v in wanted.items()) for x in rows))' \
		"$DIR" "$@"
}

# told NAME [KEY=VALUE...]: a result
told()
{
	local status

	until_true event "$@"
	status=$?
	[ "$status" -eq 0 ] || serve_said
	result "$status" "told: $*"
}

# told_gap: the event told last has the gap in it
told_gap()
{
	matches "$(field gap_ms <"$DIR/event")" '^[0-9]+$' \
		"with the gap in milliseconds"
}

# serve_goes_on: until it has looked some times more
serve_goes_on()
{
	local before

	before=$(switches)
	until_true more_than "$((before + 10))" switches
}

# more_than NUMBER COMMAND
more_than()
{
	[ "$("$2")" -gt "$1" ]
}

switches()
{
	awk '/^voluntary_ctxt/ { print $2 }' "/proc/$SERVE/status"
}

# serve_tries: until one more apply --again has ended
serve_tries()
{
	local before

	before=$(child_faults)
	until_true more_than "$before" child_faults
}

# What the children that ended needed of memory: more with each
child_faults()
{
	cut -d' ' -f11 "/proc/$SERVE/stat"
}

# The exit status of serve after SIGNAL
serve_stop()
{
	kill "-$1" "$SERVE"
	wait "$SERVE" 2>/dev/null
}

# attached DEV: is it attached in both directions, and in the policy?
attached()
{
	lc status --json | "$PYTHON" -c '
import json, sys
rows = json.load(sys.stdin)["interfaces"]
sys.exit(not any(r["name"] == sys.argv[1] and r["in_policy"] and
                 r["ingress"]["attached"] and r["egress"]["attached"]
                 for r in rows))' "$1"
}

# is_attached DEV NAME, isnt_attached DEV NAME: results
is_attached()
{
	local status

	until_true attached "$1"
	status=$?
	[ "$status" -eq 0 ] || { serve_said; lc status 2>&1 | sed 's/^/# /'; }
	result "$status" "$2"
}

isnt_attached()
{
	! attached "$1"
	result $? "$2"
}
