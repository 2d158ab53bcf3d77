#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The hidden command that completion asks: verbs, options, operands, and names
# of the policy in force. It never complains, and changes nothing.
. "$(dirname "$0")/lib.sh"
place
plan 24

# words WORD...: the candidates alone, on one line
words()
{
	inside "$LENSCAP" complete -- "$@" 2>&1 | cut -f 1 | xargs -d '\n'
}

# verbs_of: those that the usage lists
verbs_of()
{
	"$LENSCAP" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | xargs
}

is "$(words "")" "$(verbs_of)" "all verbs, and no other"
is "$(words re)" "$("$LENSCAP" --help | sed -n 's/^  \(re[a-z]*\) .*/\1/p' |
	xargs)" "those that begin so"
is "$(words help unl)" unload "behind help, too"
bad=
for verb in $(verbs_of); do
	listed=$("$LENSCAP" "$verb" --help | sed -n 's/^  \(--[a-z-]*\) .*/\1/p')
	[ "$(words "$verb" --)" = "$(xargs <<<"$listed")" ] || bad="$bad $verb"
done
is "$bad" "" "the options of each verb are those of its help"
is "$(words dev --s)" "--sort --state" "of a shortened verb, too"
is "$(words app --)" "" "not of one that is never shortened"
is "$(words devices --sort f)" "frames first" "the keys of an option"
is "$(words report --lang=)" "--lang=en --lang=de" "values behind ="
is "$(words shadow "") $(words guard d)" "stop disable" "words of operands"
is "$(words permit "")" "list end" "forms of operands"
is "$(words permit 00:11:22:33:44:55 "")" "to" "what parts operands"
is "$(words permit 00:11:22:33:44:55 to 192.0.2.1 t)" tcp "a protocol"
is "$(words permit 00:11:22:33:44:55 to any tcp 443 "")" "for" "and the next"
is "$(words apply "") $(words status --pin "")" ":file :dir" "names of files"
is "$(words apply -- "")" ":file" "behind --"
is "$(words nosuch "")$(words devices --nosuch=)$(words)" "$(verbs_of)" \
	"nothing for what is not there"
ip -n "$NS" link add "a\$(b)" type veth peer name 'a;b' || exit 1
is "$(words init "")" "lo cam0 lan0 cam1 lan1" \
	"no name that a shell would take apart"

EXTRA='endpoints: {recorder: [10.20.0.10], clock: [10.20.0.1]}'
EXTRA="$EXTRA
zones: [{name: hall, interface: lan0, vlans: [7]}]"
lc apply "$(policy one)" --confirm 300 >"$DIR/said" 2>"$DIR/errors" || cat "$DIR/errors"
before=$(footprint)
is "$(words attempts --pin "$PIN" --zone "")" "lan0 hall" "zones of the policy"
is "$(words confirm --pin "$PIN" "")" "$(sed -n 's/^pending //p' "$DIR/said")" \
	"the id that waits"
is "$(words permit 00:11:22:33:44:55 to --pin "$PIN" "" | xargs -n 1 | sort |
	xargs)" "any clock recorder" "endpoints of the policy"
lc confirm "$(sed -n 's/^pending //p' "$DIR/said")" >/dev/null 2>&1
lc permit 44:19:b6:00:00:01 to 203.0.113.9 tcp 443 for 1h --why test \
	>/dev/null 2>&1
is "$(words permit end --pin="$PIN" "")" \
	"$(lc permit list --json | field rows.0.id)" "ids of permits"
is "$(footprint)" "$before" "nothing changed"
run 0 "without root" setpriv --reuid 65534 --clear-groups \
	"$LENSCAP" complete -- devices --zone ""
is "$OUT" "" "is silent"
finish
