#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# One frame as words, as one string, in hexadecimal and out of a capture is one
# frame; what is none is refused with status 2, and where nothing is in force 1.
. "$(dirname "$0")/lib.sh"
place
. "$(dirname "$0")/lib_explain.sh"

# From 10.20.0.5:40000 to 203.0.113.9:443, UDP, of 60 bytes; the first octets
HEX=0200000000014419b60000050800
HEX+=4500002000000000401100000a140005cb007109
HEX+=9c4001bb000c0000
HEX+=$(printf '0%.0s' {1..36})

plan 41
pcap "$DIR/two.pcap" "${HEX/cb007109/0a140001}" "$HEX"
by_file in lan0 from "$CAM" 10.20.0.5 to 203.0.113.9:443 udp
WORDS=$OUT
says schema explain/1 "words: the schema"
says verdict drop "they drop"
says ways.0.from 10.20.0.5:40000 "and where they come from is read"
is "$(field mac zone vendor bytes <<<"$OUT" | paste -s)" \
	"44:19:b6:00:00:05	lan0	hikvision	60" "and whose they are"
by_file "in lan0 from $CAM 10.20.0.5 to 203.0.113.9:443 udp"
is "$OUT" "$WORDS" "one string is the same"
by_file in lan0 "$HEX"
HEXED=$OUT
is "$(field verdict reason ways.0.from ways.0.to ways.0.mac <<<"$OUT" 2>&1)" \
	"$(field verdict reason ways.0.from ways.0.to ways.0.mac <<<"$WORDS" 2>&1)" \
	"hexadecimal is the same frame"
is "$(field ways.0.rules ways.0.phases.7 remedy <<<"$OUT")" \
	"$(field ways.0.rules ways.0.phases.7 remedy <<<"$WORDS")" "told the same"
# shellcheck disable=SC2001,SC2046 # an octet each
by_file in lan0 $(sed 's/../& /g' <<<"$HEX")
is "$OUT" "$HEXED" "octets apart are the same"
by_file in lan0 "$(sed 's/../&:/g; s/:$//' <<<"$HEX")"
is "$OUT" "$HEXED" "and with colons"
# shellcheck disable=SC2001 # an octet each
by_file in lan0 "$(sed 's/../& /g' <<<"$HEX")"
is "$OUT" "$HEXED" "and with blanks, as one"
by_file --interface lan0 "$HEX"
is "$OUT" "$HEXED" "the interface as an option"
by_file --interface lan0 in lan0 "$HEX"
is "$OUT" "$HEXED" "and twice, if it is the same"
by_file --pcap "$DIR/two.pcap" --frame 2 in lan0
is "$OUT" "$HEXED" "the second of a capture is the same"
by_file --pcap "$DIR/two.pcap" --frame 2
is "$OUT" "$HEXED" "whoever is listed tells which way"
by_file --pcap "$DIR/two.pcap" --frame 1
says ways.0.to 10.20.0.1:443 "the first is another"
by_file out lan0 "$HEX"
says reason unlisted "the way that is given is taken: on its way out nobody is listed"
is "$(field verdict <<<"$OUT")" pass "and it passes"
is "$(field mac vendor <<<"$OUT" | paste -s)" "02:00:00:00:00:01	null" \
	"of no maker"
refuse()
{
	local name=$1 says=$2

	shift 2
	run 2 "$name" inside "$LENSCAP" explain --policy "$RULES" "$@"
	matches "$OUT" "$says" "and says it"
}
refuse "no frame" "which frame"
refuse "words that say nothing" "expected|must|behind" in lan0 from nobody
refuse "half an octet" "octets" in lan0 "${HEX}0"
refuse "no octet" "no octets are given" in lan0 -
refuse "two places" "--interface lan1, but the frame passes in lan0" \
	--interface lan1 in lan0 "$HEX"
refuse "two places in words" "--interface lan1, but the frame passes in lan0" \
	--interface lan1 "in lan0 from $CAM 10.20.0.5 to 203.0.113.9:443 udp"
refuse "two places of a capture" "--interface lan1, but the frame passes out lan0" \
	--interface lan1 --pcap "$DIR/two.pcap" --frame 1 out lan0
refuse "a frame that is not there" "no frame 3 in .*, which has 2" \
	--pcap "$DIR/two.pcap" --frame 3
refuse "an interface that nobody has" "fits \"lan7\"" in lan7 "$HEX"
run 1 "nothing in force" lc explain in lan0 "$HEX"
matches "$OUT" "no policy is in force.*--policy FILE" "and says what to do"
run 2 "a policy that is invalid" inside "$LENSCAP" explain --policy /dev/null \
	in lan0 "$HEX"
run 0 "a drop is explained: status 0" inside "$LENSCAP" explain --policy \
	"$RULES" in lan0 "$HEX"
is "$(awk 'length > 80 && !/- \{name/' <<<"$OUT")" "" "80 columns are enough"
finish
