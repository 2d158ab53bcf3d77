# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sends the frames of lab/craft.py from the camera and finds out which of the
# two receivers beyond the router they reach. Sourced after lib.sh.

FROM="cam eth0"

craft()
{
	"$PYTHON" -B "$LAB_TOOLS/craft.py" "$@"
}

# craft_cases FAMILY: CASE_LIST, a line each with its words, and CASES
craft_cases()
{
	FAMILY=$1
	CASE_LIST=$(craft list "$FAMILY") || exit 1
	CASES=$(wc -l <<<"$CASE_LIST")
	export CASE_LIST CASES
}

# craft_taps: the receivers listen, with room for a burst, and the ways there are
# known; counts as one
craft_taps()
{
	tap far-net net eth0 -s 2000 -B 16384
	tap far-rec rec eth0 -s 2000 -B 16384
	ok "the PC reaches both receivers" craft_warm
}

craft_warm()
{
	echoes pc "$NET4" && echoes pc "$REC4" && echoes pc "$NET6" &&
	echoes pc "$REC6"
}

# craft_send PHASE: sends all of them, and notes which arrived where
craft_send()
{
	local ns=${FROM% *} device=${FROM#* }

	on "$ns" "$PYTHON" -B "$LAB_TOOLS/craft.py" send "$device" "$FAMILY" \
		"$1" || echo "# cannot send"
	settle far-net "$NET4" && settle far-rec "$REC4" ||
		echo "# no marker of the PC arrives"
	craft seen "$1" "$LAB_DIR/far-net.pcap" "$LAB_DIR/far-rec.pcap" \
		>"$LAB_DIR/seen-$1"
}

# craft_one FAMILY CASE: sends that one, once
craft_one()
{
	on "${FROM% *}" "$PYTHON" -B "$LAB_TOOLS/craft.py" one "${FROM#* }" "$@" ||
		echo "# cannot send $2"
}

# reach CASE PHASE RECEIVER...: it has reached those receivers and no other
reach()
{
	local name=$1 phase=$2 got

	shift 2
	got=$(awk -v name="$name" '$1 == name { printf "%s%s", sep, $2; sep = " " }' \
		"$LAB_DIR/seen-$phase")
	is "$got" "$*" "$phase: $name reaches ${*:-nobody}"
}
